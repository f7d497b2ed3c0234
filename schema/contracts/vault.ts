import { z } from "zod";
import { Id } from "./common.ts";

/** Where a pass over the vault goes on: opaque, from the answer before. */
export const RewrapSecrets = z.object({ after: z.string().min(1).max(80).optional() });
export type RewrapSecrets = z.infer<typeof RewrapSecrets>;

/** What one batch of a pass did. Nothing in it is secret. */
export const Rewrapped = z.object({
  key: z.string().meta({ description: "Id of the master key that seals now" }),
  olderKeys: z.array(z.string()).meta({ description: "Ids of the others that VAULT_KEYS still holds" }),
  rewrapped: z.int().meta({ description: "Values sealed anew under it" }),
  current: z.int().meta({ description: "Values that were" }),
  unreadable: z
    .array(z.object({ owner: Id, at: z.string() }))
    .meta({ description: "Values that no key of VAULT_KEYS opens: they have to be entered anew" }),
  failed: z
    .array(z.object({ account: Id, reason: z.string() }))
    .meta({ description: "Accounts that could not be reached: ask again" }),
  next: z.string().nullable().meta({ description: "What to give as `after`; null at the end of the pass" }),
});
export type Rewrapped = z.infer<typeof Rewrapped>;
