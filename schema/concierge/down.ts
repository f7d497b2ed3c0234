import { z } from "zod";
import { ConciergeState } from "../contracts/concierge.ts";
import { Entry } from "./entries.ts";

/**
 * What a session's socket says. `since=N` is answered by `hello`, then by every entry that changed after N, in the order of `seq`, then by what
 * comes. A device that applies each frame holds the transcript: `put` sets an entry whole by its id, `append` adds to the text of a message
 * that begins at `offset` (in UTF-16 units: what a device already has of it is left out). `state` is the session without its entries.
 */
export const ConciergeDown = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), seq: z.int(), version: z.literal(1), state: ConciergeState }),
  z.object({ type: z.literal("put"), seq: z.int(), entry: Entry }),
  z.object({ type: z.literal("append"), seq: z.int(), id: z.string(), offset: z.int(), text: z.string() }),
  z.object({ type: z.literal("state"), seq: z.int(), state: ConciergeState }),
  z.object({
    type: z.literal("devices"),
    devices: z.array(z.object({ userId: z.string(), name: z.string() })),
  }),
]);
export type ConciergeDown = z.infer<typeof ConciergeDown>;
