import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { SystemActor, UserActor } from "../../schema/actor.ts";
import { capabilitiesOf, type Role } from "../../schema/capabilities.ts";
import { isTrellisError } from "../../schema/errors.ts";
import { newId } from "../../schema/ids.ts";
import type { InboundMessage, InboundStatus } from "../../schema/inbound/event.ts";
import type { ObjectsEnv } from "../env.ts";
import { subAccount } from "../stubs.ts";
import type { DesiredIntegration } from "./integrations/apply-integration.ts";

/** An account of its own for one test, with actors that belong to it. */
export function testAccount(tenantId: string = newId("tenant"), integrationId: string = newId("integration")) {
  const stub = subAccount(env as ObjectsEnv, tenantId);
  const system: SystemActor = { kind: "system", tenantId, via: "webhook" };
  return {
    tenantId,
    integrationId,
    stub,
    system,
    user: (role: Role = "subaccount_member", given: Partial<UserActor> = {}) => userActor(tenantId, role, given),
    /** Installs WhatsApp, connected unless told otherwise. */
    connect: (given: Partial<DesiredIntegration> = {}) => stub.applyIntegration(system, desired(integrationId, given)),
    message: (given: Partial<InboundMessage> = {}): InboundMessage => ({
      kind: "message",
      channel: "whatsapp",
      integrationId,
      externalId: `wamid.${newId("message")}`,
      direction: "in",
      at: Date.now(),
      person: { ids: [{ kind: "whatsapp", value: "4915112345678", display: "4915112345678" }], name: "Ada Lovelace" },
      type: "text",
      text: "Hello",
      ...given,
    }),
    status: (
      externalId: string,
      status: InboundStatus["status"],
      given: Partial<InboundStatus> = {},
    ): InboundStatus => ({
      kind: "status",
      channel: "whatsapp",
      integrationId,
      externalId,
      status,
      at: Date.now(),
      ...given,
    }),
  };
}

export type TestAccount = ReturnType<typeof testAccount>;

/** The same account through a new stub: one that has seen its object die is broken for good. */
export function again({ tenantId, integrationId }: TestAccount): TestAccount {
  return testAccount(tenantId, integrationId);
}

export function userActor(tenantId: string, role: Role, given: Partial<UserActor> = {}): UserActor {
  return {
    kind: "user",
    tenantId,
    userId: newId("user"),
    name: "Grace Hopper",
    role,
    capabilities: [...capabilitiesOf(role)],
    sessionId: newId("session"),
    ...given,
  };
}

function desired(id: string, given: Partial<DesiredIntegration>): DesiredIntegration {
  return {
    id,
    module: "whatsapp",
    state: "connected",
    config: {},
    open: {},
    sealed: "",
    sandbox: false,
    version: 1,
    ...given,
  };
}

/** What a statement finds in the account's own store. */
export function rows<T extends Record<string, SqlStorageValue>>(
  account: TestAccount,
  sql: string,
  ...bound: SqlStorageValue[]
): Promise<T[]> {
  return runInDurableObject(account.stub, (_object, ctx) => ctx.storage.sql.exec<T>(sql, ...bound).toArray());
}

/** The one row a statement finds. */
export async function row<T extends Record<string, SqlStorageValue>>(
  account: TestAccount,
  sql: string,
  ...bound: SqlStorageValue[]
): Promise<T> {
  const found = await rows<T>(account, sql, ...bound);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one row, found ${found.length}`);
  return first;
}

/** Keeps everything queued from now on in the outbox: for tests of what happens before a message leaves. */
export async function holdOutbox(account: TestAccount): Promise<void> {
  await rows(
    account,
    "CREATE TRIGGER IF NOT EXISTS outbox_held AFTER INSERT ON outbox BEGIN UPDATE outbox SET due_at = 4000000000000 WHERE seq = new.seq; END",
  );
}

/** The code of the refusal a call ends with; throws when it does not end with one. */
export async function refusal(call: PromiseLike<unknown>): Promise<string> {
  const error = await failure(call);
  if (!isTrellisError(error)) throw error;
  return error.code;
}

/** What a call throws. (Vitest's `rejects` asks an RPC promise for `then` twice, which leaves one rejection unhandled.) */
export async function failure(call: PromiseLike<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error("the call did not fail");
}
