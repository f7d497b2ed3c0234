import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { Actor } from "../../schema/actor.ts";
import { newId } from "../../schema/ids.ts";
import type { ObjectsEnv } from "../env.ts";
import { refusal, row, rows, testAccount, userActor } from "./account.test-kit.ts";
import type { SubAccount } from "./sub-account.ts";

type Call = (stub: DurableObjectStub<SubAccount>, actor: Actor) => PromiseLike<unknown>;

/** Every method of the object. The type holds the list complete. */
const CALLS: Record<
  Exclude<
    keyof SubAccount,
    "fetch" | "alarm" | "connect" | `webSocket${string}` | "trace" | "tailStream" | "test" | `__${string}`
  >,
  Call
> = {
  reportTo: (stub, actor) => stub.reportTo(actor, { agencyId: "ten_none" }),
  ingest: (stub, actor) => stub.ingest(actor, { events: [] }),
  listDocuments: (stub, actor) =>
    stub.listDocuments(actor, {
      collection: "contacts",
      query: { where: null, sort: [], limit: 10, page: 1, pagination: true, depth: 0, select: null },
    }),
  countDocuments: (stub, actor) => stub.countDocuments(actor, { collection: "contacts", query: { where: null } }),
  getDocument: (stub, actor) => stub.getDocument(actor, { collection: "contacts", id: "con_none" }),
  createDocument: (stub, actor) => stub.createDocument(actor, { collection: "contacts", data: { name: "Intruder" } }),
  updateDocument: (stub, actor) => stub.updateDocument(actor, { collection: "contacts", id: "con_none", data: {} }),
  deleteDocument: (stub, actor) => stub.deleteDocument(actor, { collection: "contacts", id: "con_none" }),
  updateWhere: (stub, actor) => stub.updateWhere(actor, { collection: "contacts", where: { all: [] }, data: {} }),
  deleteWhere: (stub, actor) => stub.deleteWhere(actor, { collection: "contacts", where: { all: [] } }),
  previewMerge: (stub, actor) => stub.previewMerge(actor, { id: "con_none", other: "con_other" }),
  mergeContacts: (stub, actor) => stub.mergeContacts(actor, { id: "con_none", other: "con_other", version: "none" }),
  undoMerge: (stub, actor) => stub.undoMerge(actor, { id: "con_none", mergeId: "mrg_none" }),
  addContactIdentity: (stub, actor) =>
    stub.addContactIdentity(actor, { id: "con_none", kind: "email", value: "intruder@example.com" }),
  removeContactIdentity: (stub, actor) => stub.removeContactIdentity(actor, { id: "con_none", identityId: "idn_none" }),
  listDuplicates: (stub, actor) => stub.listDuplicates(actor),
  dismissDuplicate: (stub, actor) => stub.dismissDuplicate(actor, { id: "con_none", other: "con_other" }),
  openConversation: (stub, actor) => stub.openConversation(actor, { channel: "whatsapp", to: "+442079460958" }),
  updateConversation: (stub, actor) => stub.updateConversation(actor, { id: "cnv_none", status: "open" }),
  markRead: (stub, actor) => stub.markRead(actor, { id: "cnv_none" }),
  sendMessage: (stub, actor) =>
    stub.sendMessage(actor, { conversationId: "cnv_none", clientId: "client-id", text: "x", private: true }),
  retryMessage: (stub, actor) => stub.retryMessage(actor, { conversationId: "cnv_none", messageId: "msg_none" }),
  reactToMessage: (stub, actor) =>
    stub.reactToMessage(actor, { conversationId: "cnv_none", messageId: "msg_none", emoji: null }),
  putDraft: (stub, actor) =>
    stub.putDraft(actor, { conversationId: "cnv_none", mode: "note", text: "x", attachments: [], baseVersion: 0 }),
  deleteDraft: (stub, actor) => stub.deleteDraft(actor, { conversationId: "cnv_none" }),
  listDrafts: (stub, actor) => stub.listDrafts(actor),
  renderCannedReply: (stub, actor) =>
    stub.renderCannedReply(actor, { id: "cnd_none", conversation: "cnv_none", accountName: "x" }),
  countAssist: (stub, actor) => stub.countAssist(actor),
  listLabels: (stub, actor) => stub.listLabels(actor),
  readThread: (stub, actor) => stub.readThread(actor, { conversationId: "cnv_1", withNotes: true }),
  stats: (stub, actor) => stub.stats(actor),
  openAttachment: (stub, actor) => stub.openAttachment(actor, { attachmentId: "att_none" }),
  openSentFile: (stub, actor) => stub.openSentFile(actor, { attachmentId: "att_none" }),
  dropUpload: (stub, actor) => stub.dropUpload(actor, { id: "att_none" }),
  beginUpload: (stub, actor) => stub.beginUpload(actor, { type: "image", name: "a.png", mimeType: "image/png" }),
  finishUpload: (stub, actor) => stub.finishUpload(actor, { id: "att_none", size: 1 }),
  listActivities: (stub, actor) => stub.listActivities(actor, { contactId: "con_none" }),
  listAudit: (stub, actor) => stub.listAudit(actor, { filters: {}, limit: 1 }),
  getAudit: (stub, actor) => stub.getAudit(actor, { id: "aud_none" }),
  verifyAudit: (stub, actor) => stub.verifyAudit(actor, { after: 0, known: [] }),
  auditHead: (stub, actor) => stub.auditHead(actor),
  applyIntegration: (stub, actor) =>
    stub.applyIntegration(actor, {
      id: "int_1",
      module: "whatsapp",
      state: "connected",
      config: {},
      open: {},
      sealed: "",
      sandbox: false,
      version: 1,
    }),
  removeIntegration: (stub, actor) => stub.removeIntegration(actor, { id: "int_1", version: 1 }),
  rewrapSecrets: (stub, actor) => stub.rewrapSecrets(actor),
  listNotices: (stub, actor) => stub.listNotices(actor, { integrationId: "int_1" }),
  listTemplateSyncs: (stub, actor) => stub.listTemplateSyncs(actor),
  askTemplates: (stub, actor) => stub.askTemplates(actor),
  createLiveTicket: (stub, actor) => stub.createLiveTicket(actor),
  tellImpersonation: (stub, actor) =>
    stub.tellImpersonation(actor, {
      what: "ended",
      doc: {
        id: "imp_1",
        tenant: { id: actor.tenantId, name: "Account" },
        impersonator: { id: "usr_2", name: "Support" },
        user: { id: "usr_1", name: "Ana" },
        write: false,
        startedAt: "2026-01-01T00:00:00.000Z",
        endsAt: "2026-01-01T01:00:00.000Z",
      },
    }),
  endSession: (stub, actor) => stub.endSession(actor, { sessionId: "ses_1" }),
  applyStanding: (stub, actor) =>
    stub.applyStanding(actor, { standing: "live", version: 1, plan: "starter", stopsAt: null }),
  readUsage: (stub, actor) => stub.readUsage(actor, { months: ["2026-11"] }),
  purge: (stub, actor) => stub.purge(actor),
  peopleInCharge: (stub, actor) => stub.peopleInCharge(actor),
  releasePerson: (stub, actor) => stub.releasePerson(actor, { userId: "usr_x" }),
  peopleHere: (stub, actor) => stub.peopleHere(actor),
  endUser: (stub, actor) => stub.endUser(actor, { userId: "usr_1" }),
  renewUser: (stub, actor) => stub.renewUser(actor, { userId: "usr_1" }),
  loadDemo: (stub, actor) =>
    stub.loadDemo(actor, {
      contacts: [],
      identities: [],
      conversations: [],
      messages: [],
      activities: [],
      cannedReplies: [],
    }),
  wake: (stub, actor) => stub.wake(actor),
};
const MACHINERY = [
  "reportTo",
  "ingest",
  "applyIntegration",
  "removeIntegration",
  "rewrapSecrets",
  "endSession",
  "tellImpersonation",
  "endUser",
  "renewUser",
  "applyStanding",
  "peopleHere",
  "peopleInCharge",
  "releasePerson",
  "readUsage",
  "purge",
  "loadDemo",
  "openSentFile",
  "wake",
];

describe("whose account it is", () => {
  it("is stored at the first call, and anyone else's actor finds nothing, by any method", async () => {
    const account = testAccount();
    await account.stub.stats(account.user());
    const foreign: Actor[] = [
      userActor(newId("tenant"), "subaccount_admin", {}),
      userActor(newId("tenant"), "platform_admin", {}),
      { kind: "system", tenantId: newId("tenant"), via: "webhook" },
    ];
    for (const [method, call] of Object.entries(CALLS)) {
      for (const actor of foreign)
        expect([method, await refusal(call(account.stub, actor))]).toEqual([method, "not_found"]);
    }
    await evictDurableObject(account.stub);
    expect(await refusal(account.stub.stats(userActor(newId("tenant"), "subaccount_admin")))).toBe("not_found");
    expect(
      await rows(
        account,
        "SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM audit) + (SELECT count(*) FROM changes) AS n",
      ),
    ).toEqual([{ n: 0 }]);
  });

  it("cannot be claimed by another tenant first, nor through its bare id", async () => {
    const account = testAccount();
    expect(await refusal(account.stub.stats(userActor(newId("tenant"), "subaccount_admin")))).toBe("not_found");
    const { SUB_ACCOUNT } = env as ObjectsEnv;
    const nameless = SUB_ACCOUNT.get(SUB_ACCOUNT.idFromString(SUB_ACCOUNT.newUniqueId().toString()));
    expect(await refusal(nameless.stats(account.user()))).toBe("not_found");
    expect(await account.stub.stats(account.user())).toMatchObject({ contacts: 0 });
    expect(await row(account, "SELECT value FROM meta WHERE key = 'tenant_id'")).toEqual({ value: account.tenantId });
  });

  it("opens its machinery to no person and nothing to a stranger", async () => {
    const account = testAccount();
    for (const method of MACHINERY) {
      const call = CALLS[method as keyof typeof CALLS];
      expect([method, await refusal(call(account.stub, account.user("subaccount_admin")))]).toEqual([
        method,
        "forbidden",
      ]);
    }
    for (const [method, call] of Object.entries(CALLS)) {
      const code = await refusal(call(account.stub, { kind: "anonymous", tenantId: account.tenantId }));
      expect([method, code]).toEqual([method, MACHINERY.includes(method) ? "forbidden" : "unauthenticated"]);
    }
    expect(await rows(account, "SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM audit) AS n")).toEqual([
      { n: 0 },
    ]);
  });
});

describe("a transaction", () => {
  it("keeps nothing when its work throws, and goes on numbering without a gap", async () => {
    const account = testAccount();
    await account.stub.ingest(account.system, { events: [account.message()] });
    const before = await row<{ seq: number }>(account, "SELECT max(seq) AS seq FROM changes");
    await rows(
      account,
      "CREATE TRIGGER no_conversations BEFORE UPDATE ON conversations BEGIN SELECT RAISE(ABORT, 'no room'); END",
    );
    expect(await refusalOrError(account.stub.ingest(account.system, { events: [account.message()] }))).toContain(
      "not stored",
    );
    await rows(account, "DROP TRIGGER no_conversations");
    expect(
      await row(account, "SELECT (SELECT count(*) FROM messages) AS messages, (SELECT max(seq) FROM changes) AS seq"),
    ).toEqual({
      messages: 1,
      seq: before.seq,
    });
    await account.stub.ingest(account.system, { events: [account.message()] });
    expect(await row(account, "SELECT count(*) AS n, max(seq) AS last FROM changes")).toSatisfy(
      ({ n, last }) => n === last && last > before.seq,
    );
  });
});

describe("the alarm", () => {
  it("is set with what has to leave, and drops what has outlived its use", async () => {
    const account = testAccount();
    await account.connect();
    await account.stub.ingest(account.system, {
      events: [account.status("wamid.early", "sent"), account.status("wamid.old", "sent")],
    });
    await account.stub.createLiveTicket(account.user());
    await account.stub.endSession(account.system, { sessionId: "ses_old" });
    await rows(account, "UPDATE early_statuses SET at = 0 WHERE external_id = 'wamid.old'");
    await rows(account, "UPDATE live_tickets SET expires_at = 0");
    await rows(account, "UPDATE ended_sessions SET at = 0");
    await account.stub.wake(account.system);
    await vi.waitFor(async () => {
      expect(await rows(account, "SELECT external_id FROM early_statuses")).toEqual([{ external_id: "wamid.early" }]);
    });
    expect(await rows(account, "SELECT hash FROM live_tickets")).toEqual([]);
    expect(await rows(account, "SELECT session_id FROM ended_sessions")).toEqual([]);
    const alarm = await vi.waitFor(async () => {
      const at = await runInDurableObject(account.stub, (_object, ctx) => ctx.storage.getAlarm());
      expect(at).not.toBeNull();
      return at;
    });
    expect(alarm).toBeGreaterThan(Date.now());
  });
});

function refusalOrError(call: PromiseLike<unknown>): Promise<string> {
  return Promise.resolve(call).then(String, String);
}
