import type { AccountsDown } from "../../../schema/realtime/accounts.ts";
import { sendTo } from "../../kit/sockets.ts";
import type { SocketRoom } from "../../kit/socket-room.ts";
import { AccountsAttachment } from "./open-accounts-socket.ts";

/** Tells whoever looks at all of an agency's accounts that a deployment has moved on. It says no more than that: what they may see, they read. */
export function tellDeployment(room: SocketRoom, id: string): void {
  const body = JSON.stringify({ type: "deployment", id } satisfies AccountsDown);
  for (const socket of room.getWebSockets()) {
    const reach = AccountsAttachment.safeParse(socket.deserializeAttachment()).data?.reach;
    if (reach?.kind === "all") sendTo(socket, body);
  }
}
