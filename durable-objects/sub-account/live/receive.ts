import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { PING, PONG, UpMessage } from "../../../schema/realtime/up.ts";
import { closeSocket, isOpen, sendTo } from "../../kit/sockets.ts";
import { type Attachment, attachmentOf } from "./attachment.ts";
import type { PresenceBoard } from "./presence.ts";
import { mayBeHeard } from "./up-allowance.ts";

/** Every message a client has to say fits many times over. */
const UP_MESSAGE_MAX_CHARACTERS = 1_024;
/** The protocol's own word for it: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const POLICY_VIOLATION = 1008;

/**
 * Takes a message from a socket. What it cannot read closes the socket with 4400: a client that guesses would go on guessing. One that says
 * more than any person can is closed with 1008.
 */
export function receive(presence: PresenceBoard, socket: WebSocket, given: string | ArrayBuffer, now: number): void {
  // What was on its way when the socket was closed still comes in.
  if (!isOpen(socket)) return;
  if (!mayBeHeard(socket, now)) return closeSocket(socket, POLICY_VIOLATION, "too many messages");
  // Answered by the runtime as a rule; this is for the moment before it was told how.
  if (given === PING) return void sendTo(socket, PONG);
  const message = typeof given === "string" && given.length <= UP_MESSAGE_MAX_CHARACTERS ? read(given) : undefined;
  const held = attachmentOf(socket);
  if (message === undefined || held === undefined) {
    return closeSocket(socket, CLOSE_CODES.badMessage, "message not understood");
  }
  socket.serializeAttachment(apply(held, message, now));
  presence.changed();
}

function read(text: string): UpMessage | undefined {
  try {
    return UpMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function apply(held: Attachment, message: UpMessage, now: number): Attachment {
  switch (message.type) {
    case "viewing":
      return {
        ...held,
        viewing: message.conversationId,
        typingAt: message.conversationId === held.viewing ? held.typingAt : 0,
      };
    case "typing":
      return { ...held, viewing: message.conversationId, typingAt: message.typing ? now : 0 };
    default:
      return message satisfies never;
  }
}
