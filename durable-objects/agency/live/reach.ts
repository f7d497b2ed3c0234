import { z } from "zod";

/**
 * Which accounts of a roll-up a socket hears of: all of them, or those its person was given. `figures` says whether they may see how an account
 * does. The worker makes it of the person's grants.
 */
export const Reach = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all"), figures: z.boolean() }),
  z.object({ kind: z.literal("some"), accounts: z.array(z.object({ id: z.string(), figures: z.boolean() })) }),
]);
export type Reach = z.infer<typeof Reach>;

/** The worker says in this header what a socket reaches. It strips whatever a client sent under the name. */
export const REACH_HEADER = "x-trellis-reach";

/**
 * Accounts that one socket of a person who was given single ones speaks of: they are looked up at once, and what a socket remembers while the
 * object sleeps is 16,384 bytes.
 */
export const REACHED_MAX = 90;
