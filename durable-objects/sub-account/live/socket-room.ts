/** The object's sockets, as much of its state as the live verbs may touch. */
export type SocketRoom = Pick<DurableObjectState, "acceptWebSocket" | "getWebSockets">;

/** Tags find the sockets of a session or a person without reading every attachment. */
export function sessionTag(sessionId: string): string {
  return `session:${sessionId}`;
}

export function userTag(userId: string): string {
  return `user:${userId}`;
}

/** Of whoever sits at the keys, see drafts/writer-of.ts: what is theirs alone is told by this tag. */
export function writerTag(writerId: string): string {
  return `writer:${writerId}`;
}
