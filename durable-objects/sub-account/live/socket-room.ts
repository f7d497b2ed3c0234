/** The object's sockets, as much of its state as the live verbs may touch. */
export type SocketRoom = Pick<DurableObjectState, "acceptWebSocket" | "getWebSockets">;

/** Tags find the sockets of a session or a person without reading every attachment. */
export function sessionTag(sessionId: string): string {
  return `session:${sessionId}`;
}

export function userTag(userId: string): string {
  return `user:${userId}`;
}
