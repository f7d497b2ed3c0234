import { z } from "zod";

/** Which conversation is on the screen; null for none. */
export const Viewing = z.object({ type: z.literal("viewing"), conversationId: z.string().max(64).nullable() });
/** Typing in the conversation being viewed. Clients repeat `true` at most every 3 s; it lapses after 6 s. */
export const Typing = z.object({ type: z.literal("typing"), conversationId: z.string().max(64), typing: z.boolean() });

/** A bare text frame `ping` is answered `pong` without waking the object. */
export const PING = "ping";
export const PONG = "pong";

export const UpMessage = z.discriminatedUnion("type", [Viewing, Typing]);
export type UpMessage = z.infer<typeof UpMessage>;
