import { DurableObject } from "cloudflare:workers";
import { type Actor, requireSystem } from "../../schema/actor.ts";
import type { ModuleStep, SteerConcierge } from "../../schema/contracts/concierge.ts";
import { TrellisError } from "../../schema/errors.ts";
import { CLOSE_CODES } from "../../schema/realtime/down.ts";
import { PING, PONG } from "../../schema/realtime/up.ts";
import type { ObjectsEnv } from "../env.ts";
import { ACTOR_HEADER, decodeActor } from "../kit/actor-header.ts";
import { AlarmClock } from "../kit/alarm-clock.ts";
import { migrate } from "../kit/migrate.ts";
import { ObjectOwner } from "../kit/object-owner.ts";
import { closePersonSockets, type PersonDoor } from "../kit/person-sockets.ts";
import { RightsHold } from "../kit/rights-hold.ts";
import { runAlarm } from "../kit/run-alarm.ts";
import { sessionTag, userTag } from "../kit/socket-room.ts";
import { closeSocket } from "../kit/sockets.ts";
import { beginSession, hasBegun } from "./begin-session.ts";
import type { BeginSession } from "./facts.ts";
import { hosts } from "./host-of.ts";
import { closeOverdue, tellDevices, tellPresence } from "./live/devices.ts";
import { openConciergeSocket } from "./live/open-concierge-socket.ts";
import { MIGRATIONS } from "./migrations.ts";
import { decide } from "./people/decide.ts";
import { formSkipped, formStored, openForm, type StoredForm } from "./people/forms.ts";
import { type AnsweredModule, moduleAnswered } from "./people/module-answered.ts";
import { noteChanged } from "./people/note-changed.ts";
import { readForms } from "./people/read-forms.ts";
import { say, type SaidMessage } from "./people/say.ts";
import { steer } from "./people/steer.ts";
import { stepModule } from "./people/step-module.ts";
import { readSession, readState } from "./read-session.ts";
import { recover } from "./recover.ts";
import type { Session } from "./session.ts";
import { noteState } from "./steps/note-state.ts";
import { runStep } from "./steps/run-step.ts";

/**
 * One set-up of an account, from the first word until everything works: its transcript, the ledger of what was done, and who listens. It keeps the
 * conversation and decides what comes next; the worker acts, with the rights of the person it is for. Methods take an actor and plain input and
 * answer plain data.
 */
export class Concierge extends DurableObject<ObjectsEnv> {
  readonly #clock: AlarmClock;
  readonly #door: PersonDoor;
  readonly #session: Session;
  #owner!: ObjectOwner;
  /** Whether a step is under way: alarms may overlap, steps must not. */
  #steps = false;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#clock = new AlarmClock(ctx.storage);
    this.#door = { room: ctx, hold: new RightsHold() };
    this.#session = this.#makeSession();
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    void ctx.blockConcurrencyWhile(async () => {
      migrate(ctx.storage, MIGRATIONS);
      this.#owner = new ObjectOwner(ctx);
      await this.#clock.load();
      if (hasBegun(ctx.storage.sql)) recover(this.#session);
    });
  }

  // The session
  begin(actor: Actor, input: BeginSession) {
    this.#owner.claim(actor);
    return beginSession(this.#session, actor, input);
  }
  read(actor: Actor) {
    return readSession(this.#enter(actor), actor);
  }
  readState(actor: Actor) {
    return readState(this.#enter(actor), actor);
  }
  steer(actor: Actor, input: SteerConcierge) {
    return steer(this.#enter(actor), actor, input);
  }
  noteChanged(actor: Actor, input: { added: readonly string[]; reason: string }) {
    return noteChanged(this.#enter(actor), actor, input);
  }

  // What people do in it
  say(actor: Actor, input: SaidMessage) {
    return say(this.#enter(actor), actor, input);
  }
  openForm(actor: Actor, input: { formId: string }) {
    return openForm(this.#enter(actor), actor, input);
  }
  formStored(actor: Actor, input: StoredForm) {
    return formStored(this.#enter(actor), actor, input);
  }
  readForms(actor: Actor) {
    return readForms(this.#enter(actor), actor);
  }
  moduleAnswered(actor: Actor, input: AnsweredModule) {
    return moduleAnswered(this.#enter(actor), actor, input);
  }
  formSkipped(actor: Actor, input: { formId: string }) {
    return formSkipped(this.#enter(actor), actor, input);
  }
  decide(actor: Actor, input: { entryId: string; decision: "approve" | "decline" }) {
    return decide(this.#enter(actor), actor, input);
  }
  step(actor: Actor, input: ModuleStep & { module: string }) {
    return stepModule(this.#enter(actor), actor, input);
  }

  // Sockets
  override fetch(request: Request): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
      throw new TrellisError("invalid", { field: "upgrade" });
    const header = request.headers.get(ACTOR_HEADER);
    if (header === null) throw new TrellisError("unauthenticated");
    const actor = decodeActor(header);
    const since = Number(new URL(request.url).searchParams.get("since") ?? 0);
    const session = this.#enter(actor);
    const response = openConciergeSocket(session, this.#door, actor, Number.isSafeInteger(since) ? since : 0);
    tellPresence(this.ctx);
    return response;
  }
  /** A session of a person is over: its sockets are closed (4401), and none opens any more. Throws `forbidden` to any person. */
  endSession(actor: Actor, { sessionId }: { sessionId: string }): void {
    this.#close(actor, sessionTag(sessionId), CLOSE_CODES.sessionEnded);
  }
  /** A person may do something else here than before: their sockets are closed (4409), to connect again by the rights of now. Throws `forbidden` to any person. */
  renewUser(actor: Actor, { userId }: { userId: string }): void {
    this.#close(actor, userTag(userId), CLOSE_CODES.rightsChanged);
  }
  #close(actor: Actor, tag: string, code: number): void {
    // Of one that has not begun nobody has a socket.
    if (this.#owner.tenantId === undefined) return requireSystem(actor);
    this.#enter(actor);
    closePersonSockets(this.#door, actor, tag, code, Date.now());
  }
  override webSocketMessage(socket: WebSocket): void {
    closeSocket(socket, CLOSE_CODES.badMessage, "nothing is said on this socket");
  }
  override webSocketClose(): void {
    tellPresence(this.ctx);
  }
  override webSocketError(socket: WebSocket): void {
    closeSocket(socket, 1011, "connection failed");
    tellPresence(this.ctx);
  }

  // Machinery
  /** Called for active sessions when the product starts: what was under way while nothing ran goes on. */
  wake(actor: Actor): void {
    this.#enter(actor);
    requireSystem(actor);
    this.#clock.ringAt(Date.now());
  }
  /** Erases everything. One that never began is erased already. */
  async purge(actor: Actor): Promise<void> {
    requireSystem(actor);
    if (this.#owner.tenantId !== undefined) await this.#owner.purge(actor);
  }
  override async alarm(): Promise<void> {
    this.#clock.rang();
    if (this.#owner.isPurged || !hasBegun(this.ctx.storage.sql)) return;
    const session = this.#session;
    await runAlarm(
      [
        { name: "views", run: () => closeOverdue(this.ctx, session.now()) },
        { name: "step", run: () => this.#step() },
        { name: "note", run: () => noteState(session).then(() => undefined) },
      ],
      session,
    );
  }

  /** Whoever is at it finds what comes next when it is done. */
  async #step(): Promise<number | undefined> {
    if (this.#steps) return undefined;
    this.#steps = true;
    try {
      return await runStep(this.#session);
    } finally {
      this.#steps = false;
    }
  }

  #enter(actor: Actor): Session {
    this.#owner.admit(actor);
    if (!hasBegun(this.ctx.storage.sql)) throw new TrellisError("not_found");
    return this.#session;
  }

  #makeSession(): Session {
    const { ctx } = this;
    return {
      storage: ctx.storage,
      get host() {
        return hosts.of(ctx);
      },
      turn: undefined,
      now: () => Date.now(),
      tell: (frame) => tellDevices(ctx, frame),
      wakeAt: (at) => {
        if (!this.#owner.isPurged) this.#clock.ringBy(at);
      },
    };
  }
}
