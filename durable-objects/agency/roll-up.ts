import type { ObjectsEnv } from "../env.ts";

/** What the object lends to its verbs. Verbs never see the class. */
export interface RollUp {
  /** The agency or platform whose accounts these are. */
  readonly tenantId: string;
  readonly storage: DurableObjectStorage;
  readonly env: ObjectsEnv;
  /** ms since the epoch */
  now(): number;
  /** Tells the sockets that these accounts are different now, or are listed here no more. Never throws. */
  tell(changed: readonly string[], gone: readonly string[]): void;
  /** Makes sure the alarm fires no later than `at` (ms). */
  wakeAt(at: number): void;
}
