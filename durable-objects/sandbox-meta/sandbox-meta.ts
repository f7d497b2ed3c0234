import { DurableObject } from "cloudflare:workers";
import { type Actor, requireCapability, requireSystem } from "../../schema/actor.ts";
import type { Channel } from "../../schema/channels.ts";
import type {
  ChangeSandboxTemplate,
  SandboxBehaviour,
  SandboxFile,
  SandboxMessage,
  SandboxPhone,
  SandboxReaction,
  SandboxTemplate,
  SandboxWrite,
} from "../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { ObjectsEnv } from "../env.ts";
import { AlarmClock } from "../kit/alarm-clock.ts";
import { migrate } from "../kit/migrate.ts";
import { runAlarm } from "../kit/run-alarm.ts";
import { readBehaviour, storeBehaviour } from "./behaviour.ts";
import { type CustomerKey, listCustomers } from "./customers.ts";
import { WebhookDelivery } from "./delivery.ts";
import { discardFiles, fileById, fileKey, keepFile } from "./files.ts";
import { findFile } from "./find-file.ts";
import { graphError } from "./graph-error.ts";
import { MIGRATIONS } from "./migrations.ts";
import { drawNumber, type NumberCredentials, readNumber, type SandboxNumber, storeNumber } from "./number.ts";
import { type PastThread, rememberThreads } from "./past-threads.ts";
import { reactAsCustomer } from "./react.ts";
import type { Sandbox } from "./sandbox.ts";
import { runStatusPlan } from "./status-plan.ts";
import { serveFile } from "./serve-file.ts";
import { readThread, sandboxFile } from "./thread.ts";
import { changeTemplate, listSandboxTemplates } from "./whatsapp/templates.ts";
import { WIRES } from "./wire.ts";
import { markRead, writeAsCustomers } from "./write.ts";

/**
 * The provider of one test-mode install: it answers the Graph API and sends signed webhooks in Meta's own wire formats, so that nothing
 * outside this folder knows it is not Meta. Its other side is the customer's phone. It exists only where test mode is offered.
 */
export class SandboxMeta extends DurableObject<ObjectsEnv> {
  readonly #clock: AlarmClock;
  readonly #sandbox: Sandbox;
  readonly #delivery: WebhookDelivery;
  #number: SandboxNumber | undefined;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#clock = new AlarmClock(ctx.storage);
    // The product's own front door: what arrives there has come the whole way, signature and all.
    const door = (ctx.exports as unknown as { default: Fetcher }).default;
    this.#sandbox = {
      door: (request) => door.fetch(request),
      storage: ctx.storage,
      bucket: env.MEDIA,
      now: () => Date.now(),
      wakeAt: (at) => this.#clock.ringBy(at),
      wire: () => WIRES[this.#number?.channel ?? "whatsapp"],
    };
    this.#delivery = new WebhookDelivery(this.#sandbox);
    void ctx.blockConcurrencyWhile(async () => {
      migrate(ctx.storage, MIGRATIONS);
      this.#number = readNumber(ctx.storage);
      await this.#clock.load();
    });
  }

  /** Makes this install's number, or answers the one it has. Its credentials are handed out here and nowhere else. */
  async provision(
    actor: Actor,
    input: { channel: Channel; integrationId: string; businessName: string },
  ): Promise<NumberCredentials> {
    requireSystem(actor);
    if (this.env.TRELLIS_SANDBOX !== "1") throw new TrellisError("not_found");
    const drawn = await drawNumber({ ...input, tenantId: actor.tenantId });
    if (this.#number === undefined) {
      storeNumber(this.ctx.storage, drawn);
      this.#number = drawn;
    }
    return this.#enter(actor).credentials;
  }

  /** Lets the phone know people who wrote before, without a word to the product: for demonstration data. */
  loadThreads(actor: Actor, input: { threads: readonly PastThread[] }): void {
    requireSystem(actor);
    this.#enter(actor);
    rememberThreads(this.#sandbox, input.threads);
  }

  // The customer's phone
  phone(actor: Actor): Omit<SandboxPhone, "integrationId"> {
    requireCapability(actor, "viewLeads");
    const { channel, businessName, displayNumber } = this.#enter(actor);
    return { channel, businessName, displayNumber, customers: listCustomers(this.#sandbox) };
  }
  thread(actor: Actor, customer: CustomerKey): SandboxMessage[] {
    requireCapability(actor, "viewLeads");
    const number = this.#enter(actor);
    this.#requireKey(customer);
    return readThread(this.#sandbox, number, customer);
  }
  /** A message from a customer. It is on its way to the product's door, once, before this answers. */
  async write(actor: Actor, input: SandboxWrite): Promise<SandboxMessage> {
    const [written] = await this.batch(actor, { messages: [input] });
    if (written === undefined) throw new Error("nothing was written");
    return written;
  }
  /** Several messages in one webhook, as Meta does under load. */
  async batch(actor: Actor, { messages }: { messages: readonly SandboxWrite[] }): Promise<SandboxMessage[]> {
    requireCapability(actor, "sendMessages");
    const number = this.#enter(actor);
    for (const { customer } of messages) this.#requireKey(customer, "customer.");
    const writings = await Promise.all(messages.map((message) => findFile(this.#sandbox, number, message)));
    const { written, deliverySeq } = writeAsCustomers(this.#sandbox, number, writings);
    await this.#delivery.deliver(number, deliverySeq);
    return written();
  }
  /** A reaction of a customer, on its way before this answers. */
  async react(actor: Actor, input: SandboxReaction): Promise<SandboxMessage> {
    requireCapability(actor, "sendMessages");
    const number = this.#enter(actor);
    this.#requireKey(input.customer, "customer.");
    const { written, deliverySeq } = reactAsCustomer(this.#sandbox, number, input);
    await this.#delivery.deliver(number, deliverySeq);
    return written();
  }
  /** Puts a file on the customer's phone, to be sent. */
  async keepFile(
    actor: Actor,
    { body, ...about }: { name: string; mimeType: string; body: ReadableStream<Uint8Array> },
  ): Promise<SandboxFile> {
    requireCapability(actor, "sendMessages");
    const number = this.#enter(actor);
    const row = await keepFile(this.#sandbox, number, { ...about, voice: false, body });
    if (row === undefined) throw new TrellisError("too_large", { message: "The phone takes files up to 25 MB." });
    return sandboxFile(number, row);
  }
  /** A file of a chat: where it lies, and what it is. */
  file(actor: Actor, { id }: { id: string }): { key: string; name: string; mimeType: string; size: number } {
    requireCapability(actor, "viewLeads");
    const number = this.#enter(actor);
    const row = fileById(this.#sandbox, id);
    if (row === undefined) throw new TrellisError("not_found");
    return { key: fileKey(number, id), name: row.name, mimeType: row.mime_type, size: row.size };
  }
  /** The customer has opened the chat: blue ticks on everything the business wrote. */
  markRead(actor: Actor, customer: CustomerKey): void {
    requireCapability(actor, "sendMessages");
    this.#enter(actor);
    this.#requireKey(customer, "customer.");
    markRead(this.#sandbox, customer);
  }
  /** The provider's message templates; none on a channel without. */
  templates(actor: Actor): SandboxTemplate[] {
    requireCapability(actor, "viewLeads");
    return this.#enter(actor).channel === "whatsapp" ? listSandboxTemplates(this.#sandbox) : [];
  }
  /** Another state of a template: the webhook is on its way before this answers. */
  async changeTemplate(actor: Actor, input: ChangeSandboxTemplate): Promise<SandboxTemplate> {
    requireCapability(actor, "sendMessages");
    const number = this.#enter(actor);
    if (number.channel !== "whatsapp") throw new TrellisError("not_found");
    const { deliverySeq, doc } = changeTemplate(this.#sandbox, number, input);
    await this.#delivery.deliver(number, deliverySeq);
    return doc;
  }
  behave(actor: Actor, behaviour: SandboxBehaviour): SandboxBehaviour {
    requireCapability(actor, "sendMessages");
    this.#enter(actor);
    storeBehaviour(this.ctx.storage, behaviour);
    return readBehaviour(this.ctx.storage);
  }

  // Meta's side
  /** The Graph API under any host name. */
  override async fetch(request: Request): Promise<Response> {
    const number = this.#number;
    const served = number === undefined ? undefined : await serveFile(this.#sandbox, number, request);
    if (served !== undefined) return served;
    if (number === undefined || request.headers.get("authorization") !== `Bearer ${number.credentials.accessToken}`) {
      return graphError(190, "Invalid OAuth access token - Cannot parse access token");
    }
    return this.#sandbox.wire().answerGraph(this.#sandbox, number, request);
  }

  // Machinery
  /** Ends with its install: the number, the phone and every webhook still waiting are gone. */
  async discard(actor: Actor): Promise<void> {
    requireSystem(actor);
    await discardFiles(this.#sandbox, this.#enter(actor));
    this.#number = undefined;
    await this.ctx.blockConcurrencyWhile(async () => {
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
      migrate(this.ctx.storage, MIGRATIONS);
      this.#clock.rang();
    });
  }
  /** Called when the product starts: what was due while nothing ran is done now. */
  wake(actor: Actor): void {
    requireSystem(actor);
    this.#enter(actor);
    this.#clock.ringAt(Date.now());
  }
  override async alarm(): Promise<void> {
    this.#clock.rang();
    const number = this.#number;
    if (number === undefined) return;
    await runAlarm(
      [
        { name: "statuses", run: () => runStatusPlan(this.#sandbox, number) },
        { name: "webhooks", run: () => this.#delivery.deliverDue(number) },
      ],
      this.#sandbox,
    );
  }

  /** A person of a channel is named as that channel names people. */
  #requireKey(customer: CustomerKey, path = ""): void {
    const missing = this.#sandbox.wire().missing(customer);
    if (missing === undefined) return;
    const field = `${path}${missing === "a username" ? "username" : "phone"}`;
    throw new TrellisError("invalid", { field, message: `give ${missing}` });
  }

  /** The one door: the number there is, for actors of its own tenant alone. To others it is not there. */
  #enter(actor: Actor): SandboxNumber {
    if (this.#number?.tenantId !== actor.tenantId) throw new TrellisError("not_found");
    return this.#number;
  }
}
