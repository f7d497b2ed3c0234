import type { UserActor } from "../../../schema/actor.ts";
import { capabilitiesOf } from "../../../schema/capabilities.ts";
import { newId } from "../../../schema/ids.ts";

/** Somebody with every right of an account admin, who sees only what is assigned to them. */
export function narrowActor(tenantId: string, userId = "usr_1"): UserActor {
  return {
    kind: "user",
    tenantId,
    userId,
    name: "Nora Narrow",
    role: "subaccount_admin",
    capabilities: [...capabilitiesOf("subaccount_admin")],
    sessionId: newId("session"),
    assignedOnly: true,
  };
}

export interface Truth {
  contacts: Set<string>;
  conversations: Set<string>;
}

/** What is somebody's own, by the plainest words there are. */
export function truthOf(sql: SqlStorage, userId: string): Truth {
  const talks = sql
    .exec<{ id: string; contact_id: string; assignee: string | null }>(
      "SELECT id, contact_id, assignee FROM conversations",
    )
    .toArray()
    .filter(({ assignee }) => assignee === userId);
  const people = sql.exec<{ id: string; owner: string | null }>("SELECT id, owner FROM contacts").toArray();
  const spokenWith = new Set(talks.map(({ contact_id }) => contact_id));
  return {
    conversations: new Set(talks.map(({ id }) => id)),
    contacts: new Set(people.filter(({ id, owner }) => owner === userId || spokenWith.has(id)).map(({ id }) => id)),
  };
}
