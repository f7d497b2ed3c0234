import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/durable-sqlite";
import type { ChannelHandlers, Outgoing, OutgoingContent, SendOutcome } from "../../../modules/module.ts";
import type { MessageError, MessageStatus } from "../../../schema/contracts/messages.ts";
import * as dataPlane from "../../../schema/data-plane/index.ts";
import type { InboundStatus } from "../../../schema/inbound/event.ts";
import type { ObjectsEnv } from "../../env.ts";
import { newId } from "../../../schema/ids.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import { testAccount, userActor } from "../account.test-kit.ts";
import type { Account } from "../account.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { ingest } from "../ingest/ingest.ts";
import { applyIntegration, type DesiredIntegration } from "../integrations/apply-integration.ts";
import { openChangeFeed } from "../live/change-feed.ts";
import { openAuditChain } from "../trail/audit-chain.ts";
import type { SendDeps } from "./deps.ts";
import type { Sender } from "./sender.ts";

export type Provider = (message: Outgoing) => Promise<SendOutcome>;

interface Heard {
  entity: string;
  op: string;
  id: string;
  doc: { status?: MessageStatus; lastMessage?: { status: string } };
}

/** An account's store with a clock of its own and no alarm: what rings, and when, is up to the test. */
export class OutboxWorld {
  readonly account: Account;
  readonly integrationId: string;
  readonly kit = testAccount();
  /** What sockets would have heard, oldest first. */
  readonly heard: Heard[] = [];
  now = Date.parse("2026-11-20T08:00:00Z");
  readonly #sql: SqlStorage;
  #version = 0;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    this.integrationId = this.kit.integrationId;
    this.account = {
      tenantId: this.kit.tenantId,
      db: drizzle(storage, { schema: dataPlane }),
      storage,
      env: env as ObjectsEnv,
      feed: openChangeFeed(storage),
      auditChain: openAuditChain(storage),
      now: () => this.now,
      broadcast: (body) => {
        const { also = [], ...change } = JSON.parse(body) as Heard & { also?: Heard[] };
        this.heard.push(change, ...also);
      },
      tell: () => undefined,
      wakeAt: () => undefined,
      noticed: () => undefined,
    };
    this.connect();
  }

  connect(given: Partial<DesiredIntegration> = {}): void {
    this.#version++;
    const desired = {
      id: this.integrationId,
      module: "whatsapp",
      state: "connected",
      config: {},
      open: {},
      sealed: "",
      sandbox: false,
    } as const;
    applyIntegration(this.account, this.kit.system, { ...desired, version: this.#version, ...given });
  }

  /** A customer writes; answers the conversation's id. */
  conversation(phone: string): string {
    const person = { ids: [{ kind: "whatsapp" as const, value: canonicalPhone(phone), display: phone }], name: phone };
    const message = this.kit.message({ person, at: this.now });
    ingest(this.account, this.kit.system, { events: [message] });
    return this.one<{ id: string }>(
      "SELECT conversation_id AS id FROM messages WHERE external_id = ?",
      message.externalId,
    ).id;
  }

  /** An agent answers; answers the message's id. */
  reply(conversationId: string, text = "Hello", clientId: string = crypto.randomUUID()): string {
    const actor = userActor(this.kit.tenantId, "subaccount_member");
    return sendMessage(this.account, actor, { conversationId, clientId, text, private: false }).message.id;
  }

  /** An agent answers with a template, approved at the first one; answers the message's id. */
  template(conversationId: string, word: string, clientId: string = crypto.randomUUID()): string {
    const at = { statusAt: 0, createdAt: this.now, updatedAt: this.now };
    this.account.db
      .insert(dataPlane.templates)
      .values({
        id: newId("template"),
        channel: "whatsapp",
        integrationId: this.integrationId,
        externalId: "961000",
        name: "follow_up",
        language: "en_GB",
        category: "utility",
        status: "approved",
        shape: { body: "About {{1}}", buttons: [], examples: {} },
        ...at,
      })
      .onConflictDoNothing()
      .run();
    const actor = userActor(this.kit.tenantId, "subaccount_member");
    const template = { name: "follow_up", language: "en_GB", variables: { body: { "1": word } } };
    return sendMessage(this.account, actor, { conversationId, clientId, text: "", private: false, template }).message
      .id;
  }

  /** A status webhook arrives. */
  status(externalId: string, status: InboundStatus["status"], given: Partial<InboundStatus> = {}): void {
    ingest(this.account, this.kit.system, {
      events: [this.kit.status(externalId, status, { at: this.now, ...given })],
    });
  }

  deps(send: Provider, given: Partial<SendDeps> = {}): SendDeps {
    const pace: ChannelHandlers["pace"] = {
      install: { burst: 80, perSecond: 80 },
      person: { burst: 45, perSecond: 1 / 6 },
    };
    return {
      openCredentials: async () => ({ accessToken: "token" }),
      providerFor: () => async () => new Response(),
      handlersOf: () => ({ pace, send }),
      ...given,
    };
  }

  /** Lets the sender run whenever it asks to, the clock jumping to each time, until nothing waits or `rounds` are over. */
  async run(sender: Sender, rounds = 200): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const next = await sender.drain();
      if (next === undefined) return;
      this.now = Math.max(this.now, next);
    }
    throw new Error(`still waiting after ${rounds} runs`);
  }

  message(id: string) {
    return this.one<{ status: MessageStatus; error: string | null; externalId: string | null }>(
      "SELECT status, error, external_id AS externalId FROM messages WHERE id = ?",
      id,
    );
  }

  errorOf(id: string): MessageError | null {
    return JSON.parse(this.message(id).error ?? "null") as MessageError | null;
  }

  outbox() {
    return this.all<{ messageId: string; state: string; attempts: number; dueAt: number }>(
      "SELECT message_id AS messageId, state, attempts, due_at AS dueAt FROM outbox ORDER BY seq",
    );
  }

  all<T extends Record<string, SqlStorageValue>>(sql: string, ...bound: SqlStorageValue[]): T[] {
    return this.#sql.exec<T>(sql, ...bound).toArray();
  }

  one<T extends Record<string, SqlStorageValue>>(sql: string, ...bound: SqlStorageValue[]): T {
    return this.#sql.exec<T>(sql, ...bound).one();
  }

  /** The statuses sockets heard of a message, in order. */
  statusesHeard(id: string): MessageStatus[] {
    return this.heard.flatMap(({ entity, id: about, doc }) =>
      entity === "message" && about === id && doc.status !== undefined ? [doc.status] : [],
    );
  }
}

/** The words of a text that is sent; empty for anything else. */
export function wordsOf(content: OutgoingContent): string {
  return content.kind === "text" ? content.text : "";
}

/** Runs a test inside an account object of its own. */
export async function inOutboxWorld(test: (world: OutboxWorld) => Promise<void>): Promise<void> {
  await runInDurableObject(testAccount().stub, async (_object, ctx) => test(new OutboxWorld(ctx.storage)));
}
