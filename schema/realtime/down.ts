import { z } from "zod";

/** What a socket hears of: everything, or only what is assigned to the person. */
export const SIGHTS = ["all", "assigned"] as const;
export type Sight = (typeof SIGHTS)[number];

/**
 * First message on every socket: the change the replay will end with. Where `sight` differs from what a client heard before, what it holds is
 * of other rights: it reads everything anew.
 */
export const Hello = z.object({
  type: z.literal("hello"),
  seq: z.number().int(),
  version: z.number().int(),
  sight: z.enum(SIGHTS),
});

export const CHANGED_ENTITIES = [
  "contact",
  "conversation",
  "message",
  "activity",
  "integration",
  "canned_reply",
  "impersonation",
] as const;

const Changed = {
  entity: z.enum(CHANGED_ENTITIES),
  op: z.enum(["created", "updated", "deleted"]),
  id: z.string(),
  doc: z.unknown().nullable(),
};

/**
 * One committed change. `doc` is the document as the API answers it, null when deleted. `seq` rises by one, with no gap. `also` is what the
 * change brought with it, in order: its line on the timeline, and the conversation a message moved.
 */
export const Change = z.object({
  type: z.literal("change"),
  seq: z.number().int(),
  ...Changed,
  also: z.array(z.object(Changed)).optional(),
});
export type Change = z.infer<typeof Change>;

/** A change of what this socket may not see. It says nothing but its number, so that the numbers stay without a gap. */
export const Passed = z.object({ type: z.literal("passed"), seq: z.number().int() });
export type Passed = z.infer<typeof Passed>;

/** Everyone connected, and where they are. Sent whole: it is small and never replayed. */
export const Presence = z.object({
  type: z.literal("presence"),
  members: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      viewing: z.string().nullable().meta({ description: "Conversation id" }),
      typing: z.boolean(),
    }),
  ),
});
export type Presence = z.infer<typeof Presence>;

/**
 * What this person writes on another of their screens: the draft as it stands, null when it was sent or deleted. Told to nobody else, and
 * never replayed: after a reconnect they are read anew.
 */
export const DraftChanged = z.object({
  type: z.literal("draft"),
  conversationId: z.string(),
  mode: z.enum(["reply", "note"]),
  draft: z.unknown().nullable().meta({ description: "As the API answers it" }),
  client: z.string().nullable().meta({ description: "Whose doing it was, as the request named it" }),
});
export type DraftChanged = z.infer<typeof DraftChanged>;

/** `since` is too old to replay: load everything anew, then go on from `seq`. */
export const Reset = z.object({ type: z.literal("reset"), seq: z.number().int() });

export const DownMessage = z.discriminatedUnion("type", [Hello, Change, Passed, Presence, DraftChanged, Reset]);
export type DownMessage = z.infer<typeof DownMessage>;

/**
 * Close codes a client must tell apart. 4401: the session ended, sign in. 4403: no longer allowed here. 4409: what the person may do here, or how
 * the account stands, has changed: connect again and read everything anew. 4400: a message we do not understand.
 */
export const CLOSE_CODES = { badMessage: 4400, sessionEnded: 4401, forbidden: 4403, rightsChanged: 4409 } as const;
