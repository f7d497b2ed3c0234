import { type Actor, requireCapability } from "../../../schema/actor.ts";
import { type MergePreview, PreviewMerge } from "../../../schema/contracts/merges.ts";
import { parseInput } from "../../kit/parse-input.ts";
import type { Account } from "../account.ts";
import { contactDocument } from "../documents/contact.ts";
import { planMerge } from "./merge-plan.ts";
import { requireWholeContact } from "../sight/require-whole-contact.ts";

/** What merging `other` into the contact will do, to the row; nothing changes. Throws `forbidden`, `not_found`, `invalid`. */
export function previewMerge(
  account: Account,
  actor: Actor,
  { id, ...input }: PreviewMerge & { id: string },
): MergePreview {
  requireCapability(actor, "editLeads");
  const wanted = parseInput(PreviewMerge, input);
  for (const one of [id, wanted.other]) requireWholeContact(account, actor, one);
  const plan = planMerge(account.db, { id, ...wanted });
  const { a, b, result, fields, identities, threads, activities, refusal, version } = plan;
  const of = (contactId: string) => identities.filter((identity) => identity.contactId === contactId);
  return {
    a: contactDocument(a, of(a.id)),
    b: contactDocument(b, of(b.id)),
    result: contactDocument(result, identities),
    fields,
    conversations: threads.map(({ row, messages, into }) => ({
      id: row.id,
      channel: row.channel,
      integrationId: row.integrationId,
      messages,
      joins: into?.id ?? null,
    })),
    counts: {
      identities: of(b.id).length,
      conversations: threads.length,
      messages: threads.reduce((sum, { messages }) => sum + messages, 0),
      activities,
    },
    refusal,
    version,
  };
}
