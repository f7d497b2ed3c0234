import type { SandboxWire } from "./wire.ts";

/** What the object lends to its verbs. */
export interface Sandbox {
  readonly storage: DurableObjectStorage;
  /** Where files lie. */
  readonly bucket: R2Bucket;
  /** The product's own front door, by which an address it gives can be fetched. */
  door(request: Request): Promise<Response>;
  /** ms since the epoch */
  now(): number;
  /** How this install's channel is spoken. */
  wire(): SandboxWire;
  /** Makes sure the alarm rings no later than `at` (ms). */
  wakeAt(at: number): void;
}
