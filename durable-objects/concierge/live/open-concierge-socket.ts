import { z } from "zod";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import { openPersonSocket, type PersonDoor } from "../../kit/person-sockets.ts";
import { sendTo } from "../../kit/sockets.ts";
import { cutText } from "../../sub-account/documents/cut-text.ts";
import type { Session } from "../session.ts";
import { stateOf } from "../state-of.ts";
import { entriesSince } from "../transcript/read-entries.ts";
import { Tx } from "../transcript/tx.ts";

const BOUNDS = { max: 500, maxAPerson: 50 };
/** Characters of a name kept on a socket: the platform allows 16,384 bytes for all of it. */
const NAME_MAX_CHARACTERS = 120;

/** What a socket remembers while the object sleeps. `until`: when the view through another's eyes is over by itself, ms. */
export const Device = z.object({ userId: z.string(), name: z.string(), until: z.number().nullable() });
export type Device = z.infer<typeof Device>;

/**
 * Opens a socket: `hello`, then every entry that changed after `since`, then what comes. Both are one synchronous turn, so that nothing falls
 * between them and nothing comes twice. A `since` of another life of the session is answered with all of it. Throws `forbidden`, and what
 * `openPersonSocket` does.
 */
export function openConciergeSocket(session: Session, door: PersonDoor, actor: Actor, since: number): Response {
  requireCapability(actor, "viewSettings");
  return openPersonSocket(door, actor, BOUNDS, session.now(), (socket, { userId, name, impersonator }) => {
    const until = impersonator?.endsAt ?? null;
    if (until !== null) session.wakeAt(until);
    const device = { userId, name: cutText(impersonator?.name ?? name, NAME_MAX_CHARACTERS), until };
    socket.serializeAttachment(device satisfies Device);
    const tx = new Tx(session.storage.sql, session.now());
    const tell = (frame: ConciergeDown): void => void sendTo(socket, JSON.stringify(frame));
    tell({ type: "hello", seq: tx.seq, version: 1, state: stateOf(tx) });
    for (const entry of entriesSince(tx.sql, since > tx.seq ? 0 : since)) tell({ type: "put", seq: entry.seq, entry });
  });
}
