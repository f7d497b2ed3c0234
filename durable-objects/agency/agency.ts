import { DurableObject } from "cloudflare:workers";
import { type Actor, requireSystem } from "../../schema/actor.ts";
import type { ExportAccounts, ListAccounts } from "../../schema/contracts/accounts.ts";
import { TrellisError } from "../../schema/errors.ts";
import { CLOSE_CODES } from "../../schema/realtime/down.ts";
import { PING, PONG } from "../../schema/realtime/up.ts";
import type { ObjectsEnv } from "../env.ts";
import { AlarmClock } from "../kit/alarm-clock.ts";
import { migrate } from "../kit/migrate.ts";
import { runAlarm } from "../kit/run-alarm.ts";
import { closeSocket } from "../kit/sockets.ts";
import { ACTOR_HEADER, decodeActor } from "../sub-account/live/actor-header.ts";
import { RightsHold } from "../sub-account/live/rights-hold.ts";
import { sessionTag, userTag } from "../sub-account/live/socket-room.ts";
import { beginRebuild, heldIds } from "./listing/begin-rebuild.ts";
import { leaveAccount } from "./listing/leave-account.ts";
import { listAccount, type Listing } from "./listing/list-account.ts";
import { openAccountsSocket } from "./live/open-accounts-socket.ts";
import { Reach, REACH_HEADER } from "./live/reach.ts";
import { tellSockets } from "./live/tell-sockets.ts";
import { MIGRATIONS } from "./migrations.ts";
import { accountBadges, accountNumbers, accountsByNumber, linesById, listAccounts } from "./reading/list-accounts.ts";
import { retell } from "./reports/retell.ts";
import { takeReports } from "./reports/take-reports.ts";
import { tellAbove } from "./reports/tell-above.ts";
import type { RollUp } from "./roll-up.ts";

/**
 * The accounts below one agency, or below the platform, with how each does: what lists, searches and badges are answered from. A roll-up: all
 * of it is somebody else's word, and can be asked for again. Methods take an actor and plain input and answer plain data.
 */
export class Agency extends DurableObject<ObjectsEnv> {
  readonly #clock: AlarmClock;
  readonly #hold = new RightsHold();
  /** The tenant whose accounts these are, once the first call has said so. */
  #owner: string | undefined;
  #isPurged = false;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#clock = new AlarmClock(ctx.storage);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    void ctx.blockConcurrencyWhile(async () => {
      migrate(ctx.storage, MIGRATIONS);
      this.#owner = readOwner(ctx.storage);
      await this.#clock.load();
    });
  }

  // What the control plane says
  listAccount(actor: Actor, listing: Listing) {
    return listAccount(this.#enter(actor), actor, listing);
  }
  leaveAccount(actor: Actor, input: { id: string; version: number; forever?: boolean }) {
    return leaveAccount(this.#enter(actor), actor, input);
  }
  beginRebuild(actor: Actor) {
    return beginRebuild(this.#enter(actor), actor);
  }
  heldIds(actor: Actor, input: { after: string }) {
    return heldIds(this.#enter(actor), actor, input);
  }
  /** Erases everything in here, the alarm too. Safe to repeat. Throws `forbidden` to any person. */
  async purge(actor: Actor): Promise<void> {
    if (!this.#isPurged) this.#enter(actor);
    requireSystem(actor);
    this.#isPurged = true;
    for (const socket of this.ctx.getWebSockets()) closeSocket(socket, CLOSE_CODES.forbidden, "account erased");
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  // What the accounts say
  takeReports(actor: Actor, input: Parameters<typeof takeReports>[2]) {
    return takeReports(this.#enter(actor), actor, input);
  }
  retell(actor: Actor, input: { id: string }) {
    return retell(this.#enter(actor), actor, input);
  }

  // Reading
  listAccounts(actor: Actor, query: ListAccounts) {
    return listAccounts(this.#enter(actor), actor, query);
  }
  accountNumbers(actor: Actor, query: ExportAccounts) {
    return accountNumbers(this.#enter(actor), actor, query);
  }
  accountsByNumber(actor: Actor, input: { numbers: readonly number[] }) {
    return accountsByNumber(this.#enter(actor), actor, input);
  }
  accountBadges(actor: Actor, input: { ids: readonly string[] }) {
    return accountBadges(this.#enter(actor), actor, input);
  }

  // Sockets
  override fetch(request: Request): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
      throw new TrellisError("invalid", { field: "upgrade" });
    const [header, reach] = [request.headers.get(ACTOR_HEADER), request.headers.get(REACH_HEADER)];
    if (header === null || reach === null) throw new TrellisError("unauthenticated");
    const actor = decodeActor(header);
    this.#enter(actor);
    return openAccountsSocket({ room: this.ctx, hold: this.#hold }, actor, Reach.parse(JSON.parse(reach)), Date.now());
  }
  /** A session is over: its sockets are closed (4401), and none opens any more. Throws `forbidden` to any person. */
  endSession(actor: Actor, { sessionId }: { sessionId: string }): void {
    this.#close(actor, sessionTag(sessionId), CLOSE_CODES.sessionEnded);
  }
  /** A person reaches other accounts than before: their sockets are closed (4409), to connect again by the rights of now. Throws `forbidden` to any person. */
  renewUser(actor: Actor, { userId }: { userId: string }): void {
    this.#close(actor, userTag(userId), CLOSE_CODES.rightsChanged);
  }
  #close(actor: Actor, tag: string, code: number): void {
    this.#enter(actor);
    requireSystem(actor);
    this.#hold.begin(tag, code, Date.now());
    for (const socket of this.ctx.getWebSockets(tag)) closeSocket(socket, code, "rights changed");
  }
  override webSocketMessage(socket: WebSocket): void {
    closeSocket(socket, CLOSE_CODES.badMessage, "nothing is said on this socket");
  }
  override webSocketError(socket: WebSocket): void {
    closeSocket(socket, 1011, "connection failed");
  }

  // Machinery
  override async alarm(): Promise<void> {
    this.#clock.rang();
    if (this.#isPurged || this.#owner === undefined) return;
    const rollUp = this.#rollUp(this.#owner);
    await runAlarm([{ name: "above", run: () => tellAbove(rollUp) }], rollUp);
  }

  /** The one door, as the one of an account: the first call stores whose this is, every later one is compared. */
  #enter(actor: Actor): RollUp {
    if (this.#isPurged) throw new TrellisError("not_found");
    if (this.#owner === undefined) {
      // oxlint-disable-next-line trellis/object-stubs -- nothing is stored yet to compare with; the name it was reached by stands in, once.
      if (this.ctx.id.name !== actor.tenantId) throw new TrellisError("not_found");
      this.ctx.storage.sql.exec("INSERT INTO meta (key, value) VALUES ('tenant_id', ?)", actor.tenantId);
      this.#owner = actor.tenantId;
    }
    if (actor.tenantId !== this.#owner) throw new TrellisError("not_found");
    return this.#rollUp(this.#owner);
  }

  #rollUp(tenantId: string): RollUp {
    const { ctx, env } = this;
    return {
      tenantId,
      storage: ctx.storage,
      env,
      now: () => Date.now(),
      tell: (changed, gone) => {
        if (changed.length + gone.length === 0 || ctx.getWebSockets().length === 0) return;
        tellSockets(ctx, linesById({ storage: ctx.storage }, changed), gone);
      },
      wakeAt: (at) => {
        if (!this.#isPurged) this.#clock.ringBy(at);
      },
    };
  }
}

function readOwner(storage: DurableObjectStorage): string | undefined {
  return storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'tenant_id'").toArray()[0]?.value;
}
