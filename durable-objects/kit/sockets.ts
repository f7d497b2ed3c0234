/**
 * Sends to a socket that may be gone: a person who closed a laptop must not break the write of another. Answers whether it was taken.
 */
export function sendTo(socket: WebSocket, body: string): boolean {
  try {
    socket.send(body);
    return true;
  } catch {
    return false;
  }
}

/** Closes a socket that may be closed already. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // It was closed from the other side first.
  }
}

/** Whether anything sent now can still arrive: the runtime lists a socket for a moment after its end. */
export function isOpen(socket: WebSocket): boolean {
  return socket.readyState === WebSocket.OPEN;
}
