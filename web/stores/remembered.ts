import { createSignal, type Signal } from "solid-js";

const PREFIX = "trellis.";

/**
 * A signal that this browser remembers under a name (pane widths, theme, last account). What is read back must pass `isValid`, so a value an
 * older version wrote never breaks a screen. Works, forgetting, where storage is refused. `tab`: for as long as this tab is open, and for no other.
 */
export function remembered<T>(
  name: string,
  initial: T,
  isValid: (value: unknown) => value is T,
  where: "browser" | "tab" = "browser",
): Signal<T> {
  const [value, setValue] = createSignal<T>(read(name, isValid, where) ?? initial);
  const set = ((next: Parameters<typeof setValue>[0]) => {
    const kept = setValue(next);
    write(name, kept, where);
    return kept;
  }) as typeof setValue;
  return [value, set];
}

function storage(where: "browser" | "tab"): Storage {
  return where === "tab" ? sessionStorage : localStorage;
}

function read<T>(name: string, isValid: (value: unknown) => value is T, where: "browser" | "tab"): T | undefined {
  try {
    const text = storage(where).getItem(PREFIX + name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown, where: "browser" | "tab"): void {
  try {
    storage(where).setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or refused: it is a convenience, never a need.
  }
}
