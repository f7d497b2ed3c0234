import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { liveTickets } from "../../../schema/data-plane/index.ts";
import type { Plan } from "../../../schema/plans.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import type { Standing } from "../../../schema/standing.ts";
import { closeSocket } from "../../kit/sockets.ts";
import { type Account, transaction } from "../account.ts";
import type { SocketRoom } from "../../kit/socket-room.ts";
import { heldStanding, holdStanding } from "./standing.ts";

export interface DesiredStanding {
  standing: Standing;
  /** Rises with every change in the control plane. */
  version: number;
  plan: Plan;
  /** When the account stops for want of a plan, ms since the epoch; null where nothing is tried. */
  stopsAt: number | null;
}

/**
 * Takes over how the account stands and by which plan, and answers the version held from now on. Pushes may repeat and overtake each other: an older version
 * than the one held changes nothing. From its commit on nothing leaves a suspended account but what was under way; when it lives again, what
 * waited leaves. A deleted one closes every socket; any other change has them connect again (4409), so that open screens read what may be done now.
 * Throws `forbidden` to any person.
 */
export function applyStanding(
  account: Account,
  room: SocketRoom,
  actor: Actor,
  { standing, version, plan, stopsAt }: DesiredStanding,
): { version: number } {
  requireSystem(actor);
  let changed = false;
  const held = transaction(account, actor, (tx) => {
    const before = heldStanding(tx.db);
    if (version <= before.version) return before.version;
    // What nobody had spoken of lived; when it stops is news only to those who were told before.
    changed = standing !== before.standing || (before.version > 0 && stopsAt !== before.stopsAt);
    holdStanding(tx, { standing, version, plan, stopsAt });
    if (standing !== before.standing) {
      tx.audit({
        action: "account.standing",
        entity: "account",
        entityId: account.tenantId,
        before: before.standing,
        after: standing,
      });
    }
    if (standing === "deleted") tx.db.delete(liveTickets).run();
    tx.wakeAt(tx.now);
    return version;
  });
  if (heldStanding(account.db).standing === "deleted") {
    for (const socket of room.getWebSockets()) closeSocket(socket, CLOSE_CODES.forbidden, "account deleted");
  } else if (changed) {
    for (const socket of room.getWebSockets()) closeSocket(socket, CLOSE_CODES.rightsChanged, "standing changed");
  }
  return { version: held };
}
