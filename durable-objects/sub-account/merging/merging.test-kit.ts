import { runInDurableObject } from "cloudflare:test";
import type { MergedField } from "../../../schema/contracts/merges.ts";
import type { TestAccount } from "../account.test-kit.ts";

/** Merges one contact into another as someone who has looked. Answers the merge's id. */
export async function merge(
  account: TestAccount,
  id: string,
  other: string,
  fields: Partial<Record<MergedField, "a" | "b">> = {},
): Promise<string> {
  const user = account.user();
  const { version } = await account.stub.previewMerge(user, { id, other, fields });
  const merged = await account.stub.mergeContacts(user, { id, other, fields, version });
  return merged.merge.id;
}

/** Tables whose rows a merge may touch, and how they are compared: what each change sets anew, and lines about merges, are left out. */
const STATE = {
  contacts: "SELECT * FROM contacts ORDER BY id",
  identities: "SELECT * FROM identities ORDER BY id",
  conversations: "SELECT * FROM conversations ORDER BY id",
  messages: "SELECT * FROM messages ORDER BY seq",
  attachments: "SELECT * FROM attachments ORDER BY id",
  drafts: "SELECT * FROM drafts ORDER BY version",
  outbox: "SELECT * FROM outbox ORDER BY seq",
  reactions: "SELECT * FROM reactions ORDER BY message_id, who",
  lookups: "SELECT * FROM profile_lookups ORDER BY contact_id",
  pairs: "SELECT * FROM contact_pairs ORDER BY a_id, b_id",
  arrivals: "SELECT * FROM merge_arrivals ORDER BY message_id",
  counters: "SELECT * FROM counters ORDER BY name",
  activities: "SELECT * FROM activities WHERE type NOT IN ('contact.merged', 'contact.unmerged') ORDER BY id",
} as const;

/** Everything an account holds of its people, but for when rows were last touched. */
export function stateOf(account: TestAccount): Promise<Record<string, unknown>> {
  return runInDurableObject(account.stub, (_object, { storage }) =>
    Object.fromEntries(
      Object.entries(STATE).map(([name, statement]) => [
        name,
        storage.sql
          .exec(statement)
          .toArray()
          .map(({ updated_at: _touched, ...row }) => row),
      ]),
    ),
  );
}
