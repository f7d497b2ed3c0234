import type { ConciergeDown } from "../../schema/concierge/down.ts";
import type { ConciergeHost } from "../../schema/concierge/host.ts";

/** What the object lends to its verbs. Verbs never see the class. */
export interface Session {
  readonly storage: DurableObjectStorage;
  /** The worker: it has the rights, the control plane and the providers. */
  readonly host: ConciergeHost;
  /** ms since the epoch */
  now(): number;
  /** Tells every device. Never throws. */
  tell(frame: ConciergeDown): void;
  /** The turn of the model that is listened to, in this life of the object. One that is not wanted any more is stopped (commit.ts). */
  turn: { id: string; stop: AbortController } | undefined;
  /** Makes sure the alarm fires no later than `at` (ms). */
  wakeAt(at: number): void;
}
