const forgetters = new Set<() => void>();

/** Registers what must go when another person may sit down: caches of what the last one could see. */
export function onForget(forget: () => void): void {
  forgetters.add(forget);
}

/** Empties every cache. At sign-in, sign-out and the end of a session. */
export function forgetEverything(): void {
  for (const forget of forgetters) forget();
}
