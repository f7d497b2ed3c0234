import { createSignal, type Signal } from "solid-js";

const PREFIX = "trellis.";

/**
 * A signal that this browser remembers under a name (pane widths, theme, last account). What is read back must pass `isValid`, so a value an
 * older version wrote never breaks a screen. Works, forgetting, where storage is refused.
 */
export function remembered<T>(name: string, initial: T, isValid: (value: unknown) => value is T): Signal<T> {
  const [value, setValue] = createSignal<T>(read(name, isValid) ?? initial);
  const set = ((next: Parameters<typeof setValue>[0]) => {
    const kept = setValue(next);
    write(name, kept);
    return kept;
  }) as typeof setValue;
  return [value, set];
}

function read<T>(name: string, isValid: (value: unknown) => value is T): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or refused: it is a convenience, never a need.
  }
}
