import { DurableObject } from "cloudflare:workers";
import { type Actor, requireSystem } from "../../schema/actor.ts";
import type { ExportAccounts, ListAccounts } from "../../schema/contracts/accounts.ts";
import { TrellisError } from "../../schema/errors.ts";
import { CLOSE_CODES } from "../../schema/realtime/down.ts";
import { PING, PONG } from "../../schema/realtime/up.ts";
import type { ObjectsEnv } from "../env.ts";
import { AlarmClock } from "../kit/alarm-clock.ts";
import { migrate } from "../kit/migrate.ts";
import { ObjectOwner } from "../kit/object-owner.ts";
import { runAlarm } from "../kit/run-alarm.ts";
import { closeSocket } from "../kit/sockets.ts";
import { ACTOR_HEADER, decodeActor } from "../kit/actor-header.ts";
import { closePersonSockets, type PersonDoor } from "../kit/person-sockets.ts";
import { RightsHold } from "../kit/rights-hold.ts";
import { sessionTag, userTag } from "../kit/socket-room.ts";
import { beginRebuild, heldIds } from "./listing/begin-rebuild.ts";
import { leaveAccount } from "./listing/leave-account.ts";
import { listAccount, type Listing } from "./listing/list-account.ts";
import { openAccountsSocket } from "./live/open-accounts-socket.ts";
import { Reach, REACH_HEADER } from "./live/reach.ts";
import { tellDeployment } from "./live/tell-deployment.ts";
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
  readonly #door: PersonDoor;
  /** The tenant whose accounts these are. */
  #owner!: ObjectOwner;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#clock = new AlarmClock(ctx.storage);
    this.#door = { room: ctx, hold: new RightsHold() };
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    void ctx.blockConcurrencyWhile(async () => {
      migrate(ctx.storage, MIGRATIONS);
      this.#owner = new ObjectOwner(ctx);
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
  purge(actor: Actor): Promise<void> {
    return this.#owner.purge(actor);
  }

  // What the accounts say
  takeReports(actor: Actor, input: Parameters<typeof takeReports>[2]) {
    return takeReports(this.#enter(actor), actor, input);
  }
  retell(actor: Actor, input: { id: string }) {
    return retell(this.#enter(actor), actor, input);
  }

  /** Screens that look at all of these accounts hear that a deployment moved on. Throws `forbidden` to any person. */
  tellDeployment(actor: Actor, { id }: { id: string }): void {
    this.#enter(actor);
    requireSystem(actor);
    tellDeployment(this.ctx, id);
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
    return openAccountsSocket(this.#door, actor, Reach.parse(JSON.parse(reach)), Date.now());
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
    closePersonSockets(this.#door, actor, tag, code, Date.now());
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
    const { isPurged, tenantId } = this.#owner;
    if (isPurged || tenantId === undefined) return;
    const rollUp = this.#rollUp(tenantId);
    await runAlarm([{ name: "above", run: () => tellAbove(rollUp) }], rollUp);
  }

  #enter(actor: Actor): RollUp {
    return this.#rollUp(this.#owner.admit(actor));
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
        if (!this.#owner.isPurged) this.#clock.ringBy(at);
      },
    };
  }
}
