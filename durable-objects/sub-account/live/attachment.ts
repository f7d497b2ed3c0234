import { z } from "zod";
import type { UserActor } from "../../../schema/actor.ts";
import { cutText } from "../documents/cut-text.ts";

/** Characters of a name kept on a socket: the platform allows 16,384 bytes for the whole attachment. */
const NAME_MAX_CHARACTERS = 120;

/** What a socket remembers while the object sleeps. */
export const Attachment = z.object({
  userId: z.string(),
  name: z.string(),
  sessionId: z.string(),
  /** The person hears only of what is assigned to them. */
  assignedOnly: z.boolean(),
  /** Who sits at the keys where it is not the person, and when that is over by itself (ms since the epoch). Others are shown them, not the person. */
  onlooker: z.object({ userId: z.string(), name: z.string(), endsAt: z.number() }).optional(),
  /** Id of the conversation on the screen. */
  viewing: z.string().nullable(),
  /** When the person last typed there, ms since the epoch; 0 when they stopped. */
  typingAt: z.number(),
});
export type Attachment = z.infer<typeof Attachment>;

export function newAttachment({
  userId,
  name,
  sessionId,
  assignedOnly,
  impersonator,
}: Pick<UserActor, "userId" | "name" | "sessionId" | "assignedOnly" | "impersonator">): Attachment {
  return {
    userId,
    name: cutText(name, NAME_MAX_CHARACTERS),
    sessionId,
    assignedOnly: assignedOnly ?? false,
    ...(impersonator === undefined ? {} : { onlooker: onlookerOf(impersonator) }),
    viewing: null,
    typingAt: 0,
  };
}

function onlookerOf({ userId, name, endsAt }: NonNullable<UserActor["impersonator"]>) {
  return { userId, name: cutText(name, NAME_MAX_CHARACTERS), endsAt };
}

/** What the socket remembers; undefined for one whose memory was written by a version that remembered other things. */
export function attachmentOf(socket: WebSocket): Attachment | undefined {
  return Attachment.safeParse(socket.deserializeAttachment()).data;
}
