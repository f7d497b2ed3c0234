import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { SocketRoom } from "../../kit/socket-room.ts";
import { closeSocket, isOpen, sendTo } from "../../kit/sockets.ts";
import { Device } from "./open-concierge-socket.ts";

/** Devices that are named; of more it is enough to know that they are many. */
const NAMED_MAX = 50;

/** Tells every device something. */
export function tellDevices(room: SocketRoom, frame: ConciergeDown): void {
  const sockets = room.getWebSockets();
  if (sockets.length === 0) return;
  const body = JSON.stringify(frame);
  for (const socket of sockets) sendTo(socket, body);
}

/** Tells every device which devices there are. */
export function tellPresence(room: SocketRoom): void {
  const devices = room.getWebSockets().flatMap((socket) => {
    const device = isOpen(socket) ? deviceOf(socket) : undefined;
    return device === undefined ? [] : [{ userId: device.userId, name: device.name }];
  });
  tellDevices(room, { type: "devices", devices: devices.slice(0, NAMED_MAX) });
}

/** Closes the sockets of views through another's eyes that are over by themselves. Answers when the next one is (ms). */
export function closeOverdue(room: SocketRoom, now: number): number | undefined {
  const ends: number[] = [];
  for (const socket of room.getWebSockets()) {
    const until = deviceOf(socket)?.until ?? null;
    if (until === null) continue;
    if (until <= now) closeSocket(socket, CLOSE_CODES.forbidden, "view ended");
    else ends.push(until);
  }
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function deviceOf(socket: WebSocket): Device | undefined {
  return Device.safeParse(socket.deserializeAttachment()).data;
}
