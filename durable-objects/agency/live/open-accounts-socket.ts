import { z } from "zod";
import type { Actor } from "../../../schema/actor.ts";
import type { AccountsDown } from "../../../schema/realtime/accounts.ts";
import { openPersonSocket, type PersonDoor } from "../../kit/person-sockets.ts";
import { sendTo } from "../../kit/sockets.ts";
import { Reach } from "./reach.ts";

const BOUNDS = { max: 10_000, maxAPerson: 100 };

/** What a socket remembers while the object sleeps. */
export const AccountsAttachment = z.object({ userId: z.string(), reach: Reach });
export type AccountsAttachment = z.infer<typeof AccountsAttachment>;

/**
 * Opens a live socket over the accounts a person reaches: `hello`, then what changes. Throws `unauthenticated` for what is no person, `too_many`,
 * `unavailable`.
 */
export function openAccountsSocket(door: PersonDoor, actor: Actor, reach: Reach, now: number): Response {
  return openPersonSocket(door, actor, BOUNDS, now, (socket, { userId }) => {
    socket.serializeAttachment({ userId, reach } satisfies AccountsAttachment);
    const covers = reach.kind === "all" ? reach.kind : reach.accounts.map(({ id }) => id);
    sendTo(socket, JSON.stringify({ type: "hello", covers } satisfies AccountsDown));
  });
}
