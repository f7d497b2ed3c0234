import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Page } from "../../schema/contracts/common.ts";
import type { Conversation } from "../../schema/contracts/conversations.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import type { SandboxMessage, SandboxPhone } from "../../schema/contracts/sandbox.ts";
import { refusal } from "../../durable-objects/sub-account/account.test-kit.ts";
import { sandboxMeta } from "../../durable-objects/stubs.ts";
import { wakeSandboxes } from "../services/sandbox/wake-sandboxes.ts";
import type { Caller, World } from "../world.test-kit.ts";
import { makeWorld } from "../world.test-kit.ts";

const noor = { name: "Noor Haddad", phone: "447700900417" };
const yara = { name: "Yara Prado", bsuid: "BR.31990472265518803344", username: "yara_ceramica" };

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** A client account with WhatsApp in test mode. */
async function shop() {
  const agency = await world.agency();
  const account = await world.subAccount(agency);
  const admin = await world.signIn(account, "subaccount_admin");
  const { status, body } = await admin.call<{ doc: Integration }>("POST", "/api/integrations", {
    body: { module: "whatsapp", sandbox: true },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  return { agency, account, admin, integration: body.doc, phone: phoneOf(admin, body.doc.id) };
}

function phoneOf(caller: Caller, integrationId: string) {
  const path = `/api/sandbox/phones/${integrationId}`;
  return {
    write: (customer: object, text: string) =>
      caller.call<{ doc: SandboxMessage }>("POST", `${path}/messages`, { body: { customer, text } }),
    thread: async (query: string) =>
      (await caller.call<{ docs: SandboxMessage[] }>("GET", `${path}/thread?${query}`)).body.docs,
    read: (customer: object) => caller.call("POST", `${path}/read`, { body: { customer } }),
    behave: (behaviour: object) => caller.call("PUT", `${path}/behaviour`, { body: behaviour }),
  };
}

async function conversations(caller: Caller): Promise<Conversation[]> {
  return (await caller.call<Page<Conversation>>("GET", "/api/conversations")).body.docs;
}

async function messages(caller: Caller, id: string): Promise<Message[]> {
  return (await caller.call<Page<Message>>("GET", `/api/conversations/${id}/messages?sort=createdAt`)).body.docs;
}

async function reply(caller: Caller, id: string, text: string): Promise<Message> {
  const clientId = crypto.randomUUID();
  const { status, body } = await caller.call<{ doc: Message }>("POST", `/api/conversations/${id}/messages`, {
    body: { clientId, text },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.doc;
}

describe("the customer's phone", () => {
  it("installs connected, with a number, an account and a door proved as with Meta", async () => {
    const { integration, admin } = await shop();
    expect(integration).toMatchObject({ state: "connected", sandbox: true, health: { ok: true } });
    expect(integration.health.reason).toBeUndefined();
    expect(integration.credentials["phoneNumberId"]?.value).toMatch(/^99\d{13}$/);
    const { body } = await admin.call<{ docs: SandboxPhone[] }>("GET", "/api/sandbox/phones");
    expect(body.docs).toEqual([
      {
        integrationId: integration.id,
        channel: "whatsapp",
        businessName: expect.any(String),
        displayNumber: expect.stringMatching(/^\+44 7700 900\d{3}$/),
        customers: [],
      },
    ]);
  });

  it("carries a text to the inbox and an answer back, with every tick", async () => {
    const { admin, phone } = await shop();
    const { status, body } = await phone.write(noor, "Do you still have the oak floor lamp?");
    expect([status, body.doc?.status]).toEqual([201, "delivered"]);

    const [conversation] = await conversations(admin);
    expect(conversation).toMatchObject({
      sandbox: true,
      unread: 1,
      contact: { name: "Noor Haddad" },
      lastMessage: { text: "Do you still have the oak floor lamp?" },
    });
    const sent = await reply(admin, conversation?.id ?? "", "We do, in oak and in walnut.");
    expect(sent.status).toBe("queued");
    await vi.waitFor(
      async () =>
        expect(await messages(admin, conversation?.id ?? "")).toMatchObject([{ direction: "in" }, { status: "read" }]),
      { timeout: 10_000, interval: 100 },
    );
    expect(await phone.thread(`phone=${noor.phone}`)).toMatchObject([
      { from: "customer", status: "delivered" },
      { from: "business", text: "We do, in oak and in walnut.", status: "read" },
    ]);
  });

  it("knows a person by username alone, and answers reach them", async () => {
    const { admin, phone } = await shop();
    await phone.write(yara, "Oi!");
    const [conversation] = await conversations(admin);
    expect(conversation?.contact).toMatchObject({ name: "Yara Prado", phone: null });
    await reply(admin, conversation?.id ?? "", "Olá Yara");
    await vi.waitFor(
      async () =>
        expect(await phone.thread(`bsuid=${yara.bsuid}`)).toMatchObject([{}, { text: "Olá Yara", status: "read" }]),
      { timeout: 10_000, interval: 100 },
    );
    await phone.write({ ...yara, phone: "5511955550142" }, "Agora com número");
    const all = await conversations(admin);
    expect(all).toHaveLength(1);
    expect(all[0]?.contact.phone).toContain("5511955550142");
  });

  it("settles a send whose answer was lost, without sending it twice", async () => {
    const { admin, phone } = await shop();
    await phone.write(noor, "Hello?");
    const [conversation] = await conversations(admin);
    await phone.behave({ loseReplies: true, reads: false });
    await reply(admin, conversation?.id ?? "", "Only once");
    await vi.waitFor(
      async () =>
        expect(await messages(admin, conversation?.id ?? "")).toMatchObject([
          {},
          { status: "delivered", externalId: expect.stringMatching(/^wamid\./) },
        ]),
      {
        timeout: 10_000,
        interval: 100,
      },
    );
    expect((await phone.thread(`phone=${noor.phone}`)).filter(({ from }) => from === "business")).toHaveLength(1);
  });

  it("fails on demand with the provider's reason, and goes through on retry", async () => {
    const { admin, phone } = await shop();
    await phone.write(noor, "Hello?");
    const [conversation] = await conversations(admin);
    const id = conversation?.id ?? "";
    await phone.behave({ failNext: 1, code: 131_042 });
    const sent = await reply(admin, id, "First try");
    await vi.waitFor(
      async () =>
        expect(await messages(admin, id)).toMatchObject([
          {},
          { status: "failed", error: { code: "131042", message: expect.stringContaining("payment"), retryable: true } },
        ]),
      { timeout: 10_000, interval: 50 },
    );
    const retried = await admin.call("POST", `/api/conversations/${id}/messages/${sent.id}/retry`, { body: {} });
    expect(retried.status).toBeLessThan(300);
    await vi.waitFor(async () => expect(await messages(admin, id)).toMatchObject([{}, { status: "read" }]), {
      timeout: 10_000,
      interval: 100,
    });
  });

  it("shows blue ticks when the customer opens the chat", async () => {
    const { admin, phone } = await shop();
    await phone.write(noor, "Hello?");
    await phone.behave({ reads: false });
    const [conversation] = await conversations(admin);
    await reply(admin, conversation?.id ?? "", "Hi");
    await vi.waitFor(
      async () => expect(await messages(admin, conversation?.id ?? "")).toMatchObject([{}, { status: "delivered" }]),
      { timeout: 10_000, interval: 100 },
    );
    expect((await phone.read(noor)).status).toBe(200);
    await vi.waitFor(
      async () => expect(await messages(admin, conversation?.id ?? "")).toMatchObject([{}, { status: "read" }]),
      { timeout: 10_000, interval: 50 },
    );
  });

  it("is woken when the product starts, beside integrations that have none", async () => {
    await shop();
    await expect(wakeSandboxes(env)).resolves.toBeUndefined();
  });
});

it("is gone when its install is, and a new install has an empty one", async () => {
  const { admin, integration, phone } = await shop();
  await phone.write(noor, "Hello");
  expect((await admin.call("DELETE", `/api/integrations/${integration.id}`)).status).toBe(200);
  expect((await admin.call("GET", `/api/sandbox/phones/${integration.id}/thread?phone=${noor.phone}`)).status).toBe(
    404,
  );
  expect((await admin.call<{ docs: SandboxPhone[] }>("GET", "/api/sandbox/phones")).body.docs).toEqual([]);
  const again = await admin.call<{ doc: Integration }>("POST", "/api/integrations", {
    body: { module: "whatsapp", sandbox: true },
  });
  expect(await phoneOf(admin, again.body.doc.id).thread(`phone=${noor.phone}`)).toEqual([]);
  expect(await conversations(admin)).toHaveLength(1);
});

describe("whose phone it is", () => {
  it.each([
    ["GET", "/thread?phone=447700900417", undefined],
    ["POST", "/messages", { customer: noor, text: "Hi" }],
    ["POST", "/read", { customer: noor }],
    ["PUT", "/behaviour", {}],
  ] as const)(
    "%s %s is not there for a stranger, nor for an install that is not in test mode",
    async (method, path, body) => {
      const [one, other] = [await shop(), await shop()];
      const options = body === undefined ? {} : { body };
      const foreign = await other.admin.call(method, `/api/sandbox/phones/${one.integration.id}${path}`, options);
      const missing = await other.admin.call(method, `/api/sandbox/phones/int_missing${path}`, options);
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect(foreign.body.errors).toEqual(missing.body.errors);
      expect(await one.phone.thread("phone=447700900417")).toEqual([]);
    },
  );

  it("lets a viewer look and not write", async () => {
    const { account, integration, phone } = await shop();
    await phone.write(noor, "Hello");
    const viewer = await world.signIn(account, "subaccount_viewer");
    expect(await phoneOf(viewer, integration.id).thread(`phone=${noor.phone}`)).toHaveLength(1);
    expect((await phoneOf(viewer, integration.id).write(noor, "Hi")).status).toBe(403);
    expect((await phoneOf(viewer, integration.id).behave({})).status).toBe(403);
  });

  it("is refused by the object itself to an actor of another tenant", async () => {
    const { integration } = await shop();
    const stranger = { kind: "system", tenantId: "ten_other", via: "cron" } as const;
    const object = sandboxMeta(env, integration.id);
    const input = { channel: "whatsapp", integrationId: integration.id, businessName: "x" } as const;
    expect(await refusal(object.thread(stranger, { phone: noor.phone }))).toBe("not_found");
    expect(await refusal(object.provision(stranger, input))).toBe("not_found");
  });
});

describe("what the phone may send", () => {
  it.each([
    ["nobody", { name: "Noor" }, "Hi", "customer.phone"],
    ["a number with a plus", { name: "Noor", phone: "+447700900417" }, "Hi", "customer.phone"],
    ["an odd bsuid", { name: "Noor", bsuid: "nonsense" }, "Hi", "customer.bsuid"],
    ["no words", noor, "", "text"],
    ["too many words", noor, "x".repeat(4_097), "text"],
    ["no name", { phone: "447700900417" }, "Hi", "customer.name"],
  ])("not from or with %s", async (_what, customer, text, field) => {
    const { phone } = await shop();
    const { status, body } = await phone.write(customer, text);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});
