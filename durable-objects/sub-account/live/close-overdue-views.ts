import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { closeSocket, isOpen } from "../../kit/sockets.ts";
import { attachmentOf } from "./attachment.ts";
import { ONLOOKER_TAG, type SocketRoom } from "../../kit/socket-room.ts";

/** Closes the sockets (4403) of views through another's eyes whose time is over at `now` (ms). Answers when the next one's is. */
export function closeOverdueViews(room: SocketRoom, now: number): number | undefined {
  let next: number | undefined;
  for (const socket of room.getWebSockets(ONLOOKER_TAG)) {
    const endsAt = attachmentOf(socket)?.onlooker?.endsAt ?? 0;
    if (endsAt <= now) closeSocket(socket, CLOSE_CODES.forbidden, "view ended");
    else if (isOpen(socket)) next = Math.min(next ?? endsAt, endsAt);
  }
  return next;
}
