import type { Sight } from "../../schema/realtime/down.ts";

/** The object's sockets, as much of its state as the live verbs may touch. */
export type SocketRoom = Pick<DurableObjectState, "acceptWebSocket" | "getWebSockets">;

/** Tags find the sockets of a session or a person without reading every attachment. */
export function sessionTag(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Every socket that acts as this person. */
export function userTag(userId: string): string {
  return `user:${userId}`;
}

/** Of sockets opened through another person's eyes: their time is over by itself. */
export const ONLOOKER_TAG = "onlooker";

/** What a socket hears of: a change goes to all of one kind as it is, and to the other as each may see it. */
export function sightTag(sight: Sight): string {
  return `sight:${sight}`;
}

/** Of whoever sits at the keys, see drafts/writer-of.ts: what is theirs alone is told by this tag. */
export function writerTag(writerId: string): string {
  return `writer:${writerId}`;
}
