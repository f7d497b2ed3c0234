/** The roll-up that hears of everything that changes here; null at the top, and until the control plane has said. */
export function heldAbove(storage: DurableObjectStorage): string | null {
  return storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'above'").toArray()[0]?.value ?? null;
}

export function holdAbove(storage: DurableObjectStorage, above: string | null): void {
  if (above === null || heldAbove(storage) === above) return;
  storage.sql.exec(
    "INSERT INTO meta (key, value) VALUES ('above', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    above,
  );
}
