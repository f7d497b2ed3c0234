import type { Mutant } from "./mutant.ts";

const CHANGES = "durable-objects/sub-account/message-changes/message-changes.workers.test.ts";
const PEOPLE = "durable-objects/sub-account/people/change-identity.workers.test.ts";
const SHAPES = "worker/webhooks/shapes.workers.test.ts";

/** What becomes of a message after it was told, and of the person who wrote it. */
export const INBOUND_MUTANTS: readonly Mutant[] = [
  {
    name: "changes: a redelivery counts again",
    file: "durable-objects/sub-account/message-changes/received-before.ts",
    from: "return added === undefined;",
    to: "return false;",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: the reaction that came last wins",
    file: "durable-objects/sub-account/message-changes/react.ts",
    from: "held !== undefined && (held.at > at ||",
    to: "held !== undefined && (false ||",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: the edit that came last wins",
    file: "durable-objects/sub-account/message-changes/edit-message.ts",
    from: "|| (row.editedAt !== null && at < row.editedAt)",
    to: "",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: the words before the last edit are kept, not the first",
    file: "durable-objects/sub-account/message-changes/edit-message.ts",
    from: "row.editedAt === null ? row.text : row.originalText",
    to: "row.text",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: a deletion is not final",
    file: "durable-objects/sub-account/message-changes/edit-message.ts",
    from: "if (row.deletedAt !== null || ",
    to: "if (",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: a deletion leaves the words on the timeline",
    file: "durable-objects/sub-account/message-changes/erase-message.ts",
    from: "json_remove(${activities.detail}, '$.preview')",
    to: "${activities.detail}",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "changes: a customer may take back what the business wrote",
    file: "durable-objects/sub-account/message-changes/apply-change.ts",
    from: "return event.direction === row.direction ? eraseMessage(tx, row, event, contactId) : undefined;",
    to: "return eraseMessage(tx, row, event, contactId);",
    project: "workers",
    tests: [CHANGES, SHAPES],
  },
  {
    name: "changes: what came before its message is forgotten",
    file: "durable-objects/sub-account/ingest/store-message.ts",
    from: "  takeWaitingChanges(tx, row, touchIn(run));\n",
    to: "",
    project: "workers",
    tests: [CHANGES],
  },
  {
    name: "people: a new number is one more number",
    file: "durable-objects/sub-account/people/change-identity.ts",
    from: "for (const kind of CHANGED_TOGETHER[from.kind] ?? [from.kind]) move(tx, owner.contactId, kind, from, to);",
    to: "addIdentity(tx, owner.contactId, to);",
    project: "workers",
    tests: [PEOPLE],
  },
  {
    name: "people: who wrote from the new number first stays another",
    file: "durable-objects/sub-account/people/change-identity.ts",
    from: "if (plan.refusal === null) joinContacts",
    to: "if (plan.refusal !== null) joinContacts",
    project: "workers",
    tests: [PEOPLE],
  },
  {
    name: "people: a redelivery follows the old number to a stranger",
    file: "durable-objects/sub-account/people/change-identity.ts",
    from: '  if (receivedBefore(tx, { integrationId, externalId, targetExternalId: "", event: null })) return false;\n',
    to: '  receivedBefore(tx, { integrationId, externalId, targetExternalId: "", event: null });\n',
    project: "workers",
    tests: [PEOPLE],
  },
  {
    name: "ingest: a line of the provider's own counts as unread",
    file: "durable-objects/sub-account/ingest/store-message.ts",
    from: "counts: event.past !== true && event.system !== true",
    to: "counts: event.past !== true",
    project: "workers",
    tests: [SHAPES],
  },
  {
    name: "whatsapp: an item that cannot be read takes its neighbours along",
    file: "modules/whatsapp/inbound/change.ts",
    from: '    if ("unreadable" in event) unreadable.push',
    to: '    if ("unreadable" in event) return { unreadable: [{ reason: event.unreadable, raw: change }] };\n    else if ("unreadable" in event) unreadable.push',
    project: "workers",
    tests: [SHAPES],
  },
];
