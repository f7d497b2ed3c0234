/** What the object lends to its verbs. */
export interface Sandbox {
  readonly storage: DurableObjectStorage;
  /** ms since the epoch */
  now(): number;
  /** Makes sure the alarm rings no later than `at` (ms). */
  wakeAt(at: number): void;
}
