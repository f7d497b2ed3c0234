import type { SandboxWire } from "./wire.ts";

/** What the object lends to its verbs. */
export interface Sandbox {
  readonly storage: DurableObjectStorage;
  /** ms since the epoch */
  now(): number;
  /** How this install's channel is spoken. */
  wire(): SandboxWire;
  /** Makes sure the alarm rings no later than `at` (ms). */
  wakeAt(at: number): void;
}
