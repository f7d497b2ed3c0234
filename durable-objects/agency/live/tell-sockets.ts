import type { AccountLine } from "../../../schema/contracts/accounts.ts";
import type { AccountsDown } from "../../../schema/realtime/accounts.ts";
import { sendTo } from "../../kit/sockets.ts";
import type { SocketRoom } from "../../kit/socket-room.ts";
import { withoutFigures } from "../reading/account-line.ts";
import { AccountsAttachment } from "./open-accounts-socket.ts";
import type { Reach } from "./reach.ts";

/** Tells every socket of these accounts what its person reaches, and with the figures they may see. */
export function tellSockets(room: SocketRoom, accounts: readonly AccountLine[], gone: readonly string[]): void {
  const all = new Map<boolean, string>();
  for (const socket of room.getWebSockets()) {
    const reach = AccountsAttachment.safeParse(socket.deserializeAttachment()).data?.reach;
    if (reach === undefined) continue;
    const body = (reach.kind === "all" ? all.get(reach.figures) : undefined) ?? narrowed(reach, accounts, gone);
    if (body === undefined) continue;
    if (reach.kind === "all") all.set(reach.figures, body);
    sendTo(socket, body);
  }
}

/** What of a change a socket hears; undefined where it hears nothing. */
function narrowed(reach: Reach, accounts: readonly AccountLine[], gone: readonly string[]): string | undefined {
  const figures = figuresOf(reach);
  const seen = accounts.flatMap((line) => {
    const sees = figures(line.id);
    return sees === undefined ? [] : [sees ? line : withoutFigures(line)];
  });
  const left = gone.filter((id) => figures(id) !== undefined);
  if (seen.length + left.length === 0) return undefined;
  return JSON.stringify({ type: "accounts", accounts: seen, gone: left } satisfies AccountsDown);
}

/** Whether the figures of an account are seen; undefined for one that is not reached. */
function figuresOf(reach: Reach): (id: string) => boolean | undefined {
  if (reach.kind === "all") return () => reach.figures;
  const reached = new Map(reach.accounts.map(({ id, figures }) => [id, figures]));
  return (id) => reached.get(id);
}
