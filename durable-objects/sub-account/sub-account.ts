import { DurableObject } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/durable-sqlite";
import { type Actor, requireSystem } from "../../schema/actor.ts";
import type { CollectionSlug, WritableSlug } from "../../schema/collections/catalog.ts";
import type { RenderCannedReply } from "../../schema/contracts/canned-replies.ts";
import type { OpenConversation, UpdateConversation } from "../../schema/contracts/conversations.ts";
import type { DeleteDraft, PutDraft } from "../../schema/contracts/drafts.ts";
import type { AddIdentity, DismissDuplicate, MergeContacts, PreviewMerge } from "../../schema/contracts/merges.ts";
import type { SendMessage } from "../../schema/contracts/messages.ts";
import * as dataPlane from "../../schema/data-plane/index.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { InboundEvent } from "../../schema/inbound/event.ts";
import { PING, PONG } from "../../schema/realtime/up.ts";
import type { ObjectsEnv } from "../env.ts";
import { AlarmClock } from "../kit/alarm-clock.ts";
import { migrate } from "../kit/migrate.ts";
import { ObjectOwner } from "../kit/object-owner.ts";
import { runAlarm } from "../kit/run-alarm.ts";
import { closeSocket, sendTo } from "../kit/sockets.ts";
import type { Account } from "./account.ts";
import { renderCannedReply } from "./canned/render-canned-reply.ts";
import { countAssist } from "./assists/count-assist.ts";
import { readThread } from "./assists/read-thread.ts";
import { listActivities } from "./collections/activities.ts";
import { createDocument } from "./collections/create.ts";
import { deleteWhere } from "./collections/delete-where.ts";
import { getDocument } from "./collections/get.ts";
import { countDocuments, listDocuments } from "./collections/list.ts";
import { deleteDocument } from "./collections/remove.ts";
import { updateWhere } from "./collections/update-where.ts";
import { updateDocument } from "./collections/update.ts";
import { listLabels } from "./conversations/list-labels.ts";
import { markRead } from "./conversations/mark-read.ts";
import { openConversation } from "./conversations/open-conversation.ts";
import { retryMessage } from "./conversations/retry-message.ts";
import { sendMessage } from "./conversations/send-message.ts";
import { stats } from "./conversations/stats.ts";
import { updateConversation } from "./conversations/update-conversation.ts";
import { type DemoRows, loadDemo } from "./demo/load-demo.ts";
import { deleteDraft } from "./drafts/delete-draft.ts";
import { listDrafts } from "./drafts/list-drafts.ts";
import { putDraft } from "./drafts/put-draft.ts";
import { dismissDuplicate } from "./duplicates/dismiss-duplicate.ts";
import { listDuplicates } from "./duplicates/list-duplicates.ts";
import { keepHouse } from "./housekeeping.ts";
import { ingest } from "./ingest/ingest.ts";
import { applyIntegration, type DesiredIntegration } from "./integrations/apply-integration.ts";
import { listNotices } from "./integrations/list-notices.ts";
import { removeIntegration } from "./integrations/remove-integration.ts";
import { rewrapSecrets } from "./integrations/rewrap-secrets.ts";
import { broadcast } from "./live/broadcast.ts";
import { type Door, endUser, renewUser } from "./live/changed-rights.ts";
import { openChangeFeed } from "./live/change-feed.ts";
import { closeOverdueViews } from "./live/close-overdue-views.ts";
import { endSession } from "./live/ended-sessions.ts";
import { openSocket } from "./live/open-socket.ts";
import { PresenceBoard } from "./live/presence.ts";
import { RightsHold } from "../kit/rights-hold.ts";
import { readUpgrade } from "./live/read-upgrade.ts";
import { receive } from "./live/receive.ts";
import { writerTag } from "../kit/socket-room.ts";
import { tellImpersonation, type ToldImpersonation } from "./live/tell-impersonation.ts";
import { createLiveTicket, redeemTicket } from "./live/tickets.ts";
import { createMediaFetcher, type MediaFetcher } from "./media/media-fetcher.ts";
import { createProfileReader, type ProfileReader } from "./profiles/profile-reader.ts";
import { openAttachment, openSentFile } from "./media/open-attachment.ts";
import { beginUpload, dropUpload, finishUpload } from "./media/uploads.ts";
import { mergeContacts } from "./merging/merge-contacts.ts";
import { previewMerge } from "./merging/preview-merge.ts";
import { undoMerge } from "./merging/undo-merge.ts";
import { MIGRATIONS } from "./migrations.ts";
import { addContactIdentity } from "./people/add-contact-identity.ts";
import { removeContactIdentity } from "./people/remove-contact-identity.ts";
import { type MessageReaction, reactToMessage } from "./reactions/react-to-message.ts";
import { createReporter, type Reporter } from "./reporting/reporter.ts";
import { seesConversation } from "./sight/narrow-change.ts";
import { backfillSearch, searchIsBehind } from "./search/backfill-search.ts";
import { enterWaitingTurn, searchHasWaiting } from "./search/enter-waiting.ts";
import { peopleInCharge, releasePerson } from "./people/in-charge.ts";
import { applyStanding, type DesiredStanding } from "./standing/apply-standing.ts";
import { peopleHere } from "./live/people-here.ts";
import { isDeleted } from "./standing/standing.ts";
import { createSender, type Sender } from "./sending/sender.ts";
import { askTemplates, listTemplateSyncs } from "./templates/ask-templates.ts";
import { createTemplateReader, type TemplateReader } from "./templates/template-reader.ts";
import { openAuditChain } from "./trail/audit-chain.ts";
import { getAudit, listAudit } from "./trail/list-audit.ts";
import { auditHead, type VerifyAccountAudit, verifyAudit } from "./trail/verify-audit.ts";
import { readUsage } from "./usage/read-usage.ts";
import type { AuditSearch } from "../kit/audit-search.ts";

/**
 * Everything one client has, behind one wall. A table of contents: each method lets the actor in, then hands over to a verb, which checks
 * the capability it needs. Methods take an actor and plain input and answer plain data.
 */
export class SubAccount extends DurableObject<ObjectsEnv> {
  readonly #clock: AlarmClock;
  readonly #presence: PresenceBoard;
  readonly #door: Door;
  #account!: Account;
  #sender!: Sender;
  #media!: MediaFetcher;
  #profiles!: ProfileReader;
  #templates!: TemplateReader;
  #reporter!: Reporter;
  #owner!: ObjectOwner;
  #isDeleted = false;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#clock = new AlarmClock(ctx.storage);
    this.#door = { room: ctx, hold: new RightsHold() };
    this.#presence = new PresenceBoard(
      () => ctx.getWebSockets(),
      (userId, conversationId) => seesConversation(ctx.storage, userId, conversationId),
    );
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    void ctx.blockConcurrencyWhile(async () => {
      migrate(ctx.storage, MIGRATIONS);
      this.#owner = new ObjectOwner(ctx);
      this.#account = this.#makeAccount();
      this.#isDeleted = isDeleted(this.#account.db);
      this.#sender = createSender(this.#account);
      this.#media = createMediaFetcher(this.#account);
      this.#profiles = createProfileReader(this.#account);
      this.#templates = createTemplateReader(this.#account);
      this.#reporter = createReporter(this.#account);
      await this.#clock.load();
      if (searchIsBehind(this.#account) || searchHasWaiting(this.#account)) this.#clock.ringBy(Date.now());
      this.#sender.recover();
    });
  }

  // Channels
  ingest(actor: Actor, input: { events: readonly InboundEvent[] }) {
    return ingest(this.#enter(actor), actor, input);
  }

  // Collections
  listDocuments<S extends CollectionSlug>(actor: Actor, input: Parameters<typeof listDocuments<S>>[2]) {
    return listDocuments(this.#enter(actor), actor, input);
  }
  countDocuments(actor: Actor, input: Parameters<typeof countDocuments>[2]) {
    return countDocuments(this.#enter(actor), actor, input);
  }
  getDocument<S extends CollectionSlug>(actor: Actor, input: Parameters<typeof getDocument<S>>[2]) {
    return getDocument(this.#enter(actor), actor, input);
  }
  createDocument<S extends WritableSlug>(actor: Actor, input: Parameters<typeof createDocument<S>>[2]) {
    return createDocument(this.#enter(actor), actor, input);
  }
  updateDocument<S extends WritableSlug>(actor: Actor, input: Parameters<typeof updateDocument<S>>[2]) {
    return updateDocument(this.#enter(actor), actor, input);
  }
  deleteDocument<S extends WritableSlug>(actor: Actor, input: Parameters<typeof deleteDocument<S>>[2]) {
    return deleteDocument(this.#enter(actor), actor, input);
  }
  updateWhere<S extends WritableSlug>(actor: Actor, input: Parameters<typeof updateWhere<S>>[2]) {
    return updateWhere(this.#enter(actor), actor, input);
  }
  deleteWhere<S extends WritableSlug>(actor: Actor, input: Parameters<typeof deleteWhere<S>>[2]) {
    return deleteWhere(this.#enter(actor), actor, input);
  }

  // Identity
  previewMerge(actor: Actor, input: PreviewMerge & { id: string }) {
    return previewMerge(this.#enter(actor), actor, input);
  }
  mergeContacts(actor: Actor, input: MergeContacts & { id: string }) {
    return mergeContacts(this.#enter(actor), actor, input);
  }
  undoMerge(actor: Actor, input: { id: string; mergeId: string }) {
    return undoMerge(this.#enter(actor), actor, input);
  }
  addContactIdentity(actor: Actor, input: AddIdentity & { id: string }) {
    return addContactIdentity(this.#enter(actor), actor, input);
  }
  removeContactIdentity(actor: Actor, input: { id: string; identityId: string }) {
    return removeContactIdentity(this.#enter(actor), actor, input);
  }
  listDuplicates(actor: Actor) {
    return listDuplicates(this.#enter(actor), actor);
  }
  dismissDuplicate(actor: Actor, input: DismissDuplicate & { id: string }) {
    return dismissDuplicate(this.#enter(actor), actor, input);
  }

  // Conversations
  openConversation(actor: Actor, input: OpenConversation) {
    return openConversation(this.#enter(actor), actor, input);
  }
  updateConversation(actor: Actor, input: UpdateConversation & { id: string }) {
    return updateConversation(this.#enter(actor), actor, input);
  }
  markRead(actor: Actor, input: { id: string }) {
    return markRead(this.#enter(actor), actor, input);
  }
  sendMessage(actor: Actor, input: SendMessage & { conversationId: string }) {
    return sendMessage(this.#enter(actor), actor, input);
  }
  retryMessage(actor: Actor, input: { conversationId: string; messageId: string }) {
    return retryMessage(this.#enter(actor), actor, input);
  }
  reactToMessage(actor: Actor, input: MessageReaction) {
    return reactToMessage(this.#enter(actor), actor, input);
  }
  readThread(actor: Actor, input: Parameters<typeof readThread>[2]) {
    return readThread(this.#enter(actor), actor, input);
  }
  countAssist(actor: Actor) {
    return countAssist(this.#enter(actor), actor);
  }
  listLabels(actor: Actor) {
    return listLabels(this.#enter(actor), actor);
  }
  stats(actor: Actor) {
    return stats(this.#enter(actor), actor);
  }

  // Writing
  putDraft(actor: Actor, input: PutDraft & { conversationId: string }) {
    return putDraft(this.#enter(actor), actor, input);
  }
  deleteDraft(actor: Actor, input: DeleteDraft & { conversationId: string }) {
    return deleteDraft(this.#enter(actor), actor, input);
  }
  listDrafts(actor: Actor) {
    return listDrafts(this.#enter(actor), actor);
  }
  renderCannedReply(actor: Actor, input: RenderCannedReply & { id: string; accountName: string }) {
    return renderCannedReply(this.#enter(actor), actor, input);
  }

  // Files
  openAttachment(actor: Actor, input: Parameters<typeof openAttachment>[2]) {
    return openAttachment(this.#enter(actor), actor, input);
  }
  openSentFile(actor: Actor, input: { attachmentId: string }) {
    return openSentFile(this.#enter(actor), actor, input);
  }
  dropUpload(actor: Actor, input: { id: string }) {
    return dropUpload(this.#enter(actor), actor, input);
  }
  beginUpload(actor: Actor, input: Parameters<typeof beginUpload>[2]) {
    return beginUpload(this.#enter(actor), actor, input);
  }
  finishUpload(actor: Actor, input: Parameters<typeof finishUpload>[2]) {
    return finishUpload(this.#enter(actor), actor, input);
  }

  // Trails
  listActivities(actor: Actor, input: { contactId: string }) {
    return listActivities(this.#enter(actor), actor, input);
  }
  listAudit(actor: Actor, input: AuditSearch) {
    return listAudit(this.#enter(actor), actor, input);
  }
  getAudit(actor: Actor, input: { id: string }) {
    return getAudit(this.#enter(actor), actor, input);
  }
  verifyAudit(actor: Actor, input: VerifyAccountAudit) {
    return verifyAudit(this.#enter(actor), actor, input);
  }
  auditHead(actor: Actor) {
    return auditHead(this.#enter(actor), actor);
  }

  // Integrations
  applyIntegration(actor: Actor, input: DesiredIntegration) {
    return applyIntegration(this.#enter(actor), actor, input);
  }
  listNotices(actor: Actor, input: { integrationId: string }) {
    return listNotices(this.#enter(actor), actor, input);
  }
  listTemplateSyncs(actor: Actor) {
    return listTemplateSyncs(this.#enter(actor), actor);
  }
  askTemplates(actor: Actor) {
    return askTemplates(this.#enter(actor), actor);
  }
  rewrapSecrets(actor: Actor) {
    return rewrapSecrets(this.#enter(actor), actor);
  }
  removeIntegration(actor: Actor, input: { id: string; version: number }) {
    return removeIntegration(this.#enter(actor), actor, input);
  }

  // Life
  applyStanding(actor: Actor, input: DesiredStanding) {
    const answer = applyStanding(this.#enter(actor), this.ctx, actor, input);
    this.#isDeleted = isDeleted(this.#account.db);
    return answer;
  }
  peopleInCharge(actor: Actor): string[] {
    return peopleInCharge(this.#enter(actor), actor);
  }
  releasePerson(actor: Actor, input: { userId: string }) {
    return releasePerson(this.#enter(actor), actor, input);
  }
  readUsage(actor: Actor, input: Parameters<typeof readUsage>[2]) {
    return readUsage(this.#enter(actor), actor, input);
  }
  reportTo(actor: Actor, input: { agencyId: string }) {
    this.#enter(actor);
    return this.#reporter.reportTo(actor, input);
  }
  /** Everyone who listens here, or holds a ticket to. */
  peopleHere(actor: Actor): string[] {
    return peopleHere(this.#enter(actor), this.ctx, actor);
  }

  purge(actor: Actor): Promise<void> {
    return this.#owner.purge(actor);
  }

  // Sockets
  createLiveTicket(actor: Actor) {
    return createLiveTicket(this.#enter(actor), actor);
  }
  tellImpersonation(actor: Actor, input: ToldImpersonation) {
    return tellImpersonation(this.#enter(actor), this.ctx, actor, input);
  }
  endSession(actor: Actor, input: { sessionId: string }) {
    return endSession(this.#enter(actor), this.ctx, actor, input);
  }
  endUser(actor: Actor, input: { userId: string }) {
    return endUser(this.#enter(actor), this.#door, actor, input);
  }
  renewUser(actor: Actor, input: { userId: string }) {
    return renewUser(this.#enter(actor), this.#door, actor, input);
  }
  override fetch(request: Request): Response {
    const { by, since } = readUpgrade(request);
    const actor = "actor" in by ? by.actor : redeemTicket(this.#account, by.ticket);
    if (actor === undefined) throw new TrellisError("unauthenticated");
    return openSocket(this.#enter(actor), this.#door, this.#presence, actor, { since });
  }
  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    receive(this.#presence, socket, message, Date.now());
  }
  override webSocketClose(): void {
    this.#presence.changed();
  }
  override webSocketError(socket: WebSocket): void {
    closeSocket(socket, 1011, "connection failed");
    this.#presence.changed();
  }

  // Machinery
  /** Fills an empty account with demonstration rows. */
  loadDemo(actor: Actor, rows: DemoRows) {
    return loadDemo(this.#enter(actor), actor, rows);
  }
  /**
   * Called for every account when the product starts: what was due while nothing ran is done now. (Sends that a dead process left half done
   * are settled as the object starts.)
   */
  wake(actor: Actor): void {
    const account = this.#enter(actor);
    requireSystem(actor);
    this.#clock.ringAt(account.now());
  }
  override async alarm(): Promise<void> {
    this.#clock.rang();
    if (this.#owner.isPurged) return;
    const account = this.#account;
    await runAlarm(
      [
        { name: "views", run: () => closeOverdueViews(this.ctx, account.now()) },
        { name: "media", run: () => this.#media.turn() },
        { name: "profiles", run: () => this.#profiles.turn() },
        { name: "templates", run: () => this.#templates.turn() },
        { name: "sending", run: () => this.#sender.drain() },
        { name: "housekeeping", run: () => keepHouse(account) },
        { name: "search", run: () => enterWaitingTurn(account) },
        { name: "old rows of the search", run: () => backfillSearch(account) },
        { name: "report", run: () => this.#reporter.turn() },
      ],
      account,
    );
  }

  #enter(actor: Actor): Account {
    this.#owner.admit(actor);
    // What is deleted is gone for everyone but the machinery, whatever a door elsewhere still remembers.
    if (this.#isDeleted && actor.kind !== "system") throw new TrellisError("not_found");
    return this.#account;
  }

  #makeAccount(): Account {
    const { ctx, env } = this;
    const owner = this.#owner;
    const clock = this.#clock;
    return {
      get tenantId() {
        if (owner.tenantId === undefined) throw new Error("nobody has claimed this account yet");
        return owner.tenantId;
      },
      db: drizzle(ctx.storage, { schema: dataPlane }),
      storage: ctx.storage,
      env,
      feed: openChangeFeed(ctx.storage),
      auditChain: openAuditChain(ctx.storage),
      now: () => Date.now(),
      broadcast: (body) => broadcast(ctx, ctx.storage, body),
      tell(writerId, body) {
        for (const socket of ctx.getWebSockets(writerTag(writerId))) sendTo(socket, body);
      },
      wakeAt: (at) => {
        if (!owner.isPurged) clock.ringBy(at);
      },
      noticed: () => this.#reporter.noticed(),
    };
  }
}
