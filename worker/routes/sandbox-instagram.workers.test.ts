import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { subAccount } from "../../durable-objects/stubs.ts";
import { CHANNEL_RULES } from "../../schema/channels.ts";
import type { Page } from "../../schema/contracts/common.ts";
import type { Conversation } from "../../schema/contracts/conversations.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import type { SandboxMessage, SandboxPhone } from "../../schema/contracts/sandbox.ts";
import { makeWorld, type World } from "../world.test-kit.ts";

const noor = { name: "Noor Haddad", username: "noor.h" };
const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** A client account with Instagram in test mode, and someone who has written to it. */
async function shop() {
  const account = await world.subAccount(await world.agency());
  const { call } = await world.signIn(account, "subaccount_admin");
  const installed = await call<{ doc: Integration }>("POST", "/api/integrations", {
    body: { module: "instagram", sandbox: true },
  });
  expect([installed.status, installed.body.errors]).toEqual([201, undefined]);
  const phone = `/api/sandbox/phones/${installed.body.doc.id}`;
  const conversations = async () => (await call<Page<Conversation>>("GET", "/api/conversations")).body.docs;
  const first = async () => (await conversations())[0];
  return {
    account,
    call,
    integration: installed.body.doc,
    conversations,
    first,
    write: (text: string, customer: object = noor) =>
      call<{ doc: SandboxMessage }>("POST", `${phone}/messages`, { body: { customer, text } }),
    thread: async () => (await call<{ docs: SandboxMessage[] }>("GET", `${phone}/thread?username=noor.h`)).body.docs,
    read: (customer: object) => call("POST", `${phone}/read`, { body: { customer } }),
    behave: (behaviour: object) => call("PUT", `${phone}/behaviour`, { body: behaviour }),
    messages: async () => {
      const { id } = (await first()) ?? { id: "" };
      return (await call<Page<Message>>("GET", `/api/conversations/${id}/messages?sort=createdAt`)).body.docs;
    },
    reply: async (text: string) =>
      call<{ doc: Message }>("POST", `/api/conversations/${(await first())?.id}/messages`, {
        body: { clientId: crypto.randomUUID(), text },
      }),
    /** Lets so much time have passed since the person last wrote, here and at the provider. */
    async wait(ms: number) {
      await runInDurableObject(subAccount(env, account), (_object, { storage }) => {
        storage.sql.exec("UPDATE conversations SET window_expires_at = window_expires_at - ?", ms);
      });
      await runInDurableObject(env.SANDBOX_META.getByName(installed.body.doc.id), (_object, { storage }) => {
        storage.sql.exec("UPDATE customers SET wrote_at = wrote_at - ?", ms);
      });
    },
  };
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 100 });

describe("Instagram in test mode", () => {
  it("installs connected, proved as with Meta, with a phone whose people are known by their handle", async () => {
    const { integration, call } = await shop();
    expect(integration).toMatchObject({
      state: "connected",
      health: { ok: true },
      details: { username: expect.stringMatching(/^@tenant\./), accountType: "BUSINESS" },
      webhookUrl: expect.stringContaining(`/webhooks/instagram/${integration.id}`),
    });
    expect(integration.credentials["instagramAccountId"]?.value).toMatch(/^97\d{15}$/);
    expect((await call<{ docs: SandboxPhone[] }>("GET", "/api/sandbox/phones")).body.docs).toMatchObject([
      { channel: "instagram", displayNumber: integration.details["username"] },
    ]);
  });

  it("asks for the handle, and for nothing else", async () => {
    const { write } = await shop();
    const { status, body } = await write("Hi", { name: "Noor", phone: "447700900417" });
    expect([status, body.errors]).toEqual([
      400,
      [{ code: "invalid", field: "customer.username", message: "give a username" }],
    ]);
  });

  it("carries a text to the inbox, learns who wrote it, and brings an answer back once, read", async () => {
    const { first, write, reply, messages, thread } = await shop();
    expect((await write("Do you ship to Leeds?")).body.doc.status).toBe("delivered");
    const opened = await first();
    expect(opened).toMatchObject({ channel: "instagram", sandbox: true, unread: 1 });
    const wroteAt = Date.parse(opened?.lastMessageAt ?? "");
    expect(Date.parse(opened?.windowExpiresAt ?? "")).toBe(wroteAt + DAY_MS);
    expect(Date.parse(opened?.humanAgentUntil ?? "")).toBe(wroteAt + 7 * DAY_MS);
    await soon(async () => expect((await first())?.contact).toMatchObject({ name: "Noor Haddad", phone: null }));

    expect((await reply("We do.")).status).toBe(201);
    await soon(async () =>
      expect(await messages()).toMatchObject([
        { direction: "in" },
        { direction: "out", status: "read", author: { type: "user" } },
      ]),
    );
    expect(await thread()).toMatchObject([
      { from: "customer", status: "delivered" },
      { from: "business", text: "We do.", status: "read" },
    ]);
  });

  it("settles a send whose answer was lost by its echo, without sending it twice", async () => {
    const { write, behave, reply, messages, thread } = await shop();
    await write("Hello?");
    await behave({ loseReplies: true, reads: false });
    await reply("Only once");
    await soon(async () =>
      expect(await messages()).toMatchObject([{}, { status: "sent", externalId: expect.any(String) }]),
    );
    expect(await messages()).toHaveLength(2);
    expect((await thread()).filter(({ from }) => from === "business")).toHaveLength(1);
  });

  it("lets a person answer for seven days, and nobody longer", async () => {
    const { wait, write, reply, messages } = await shop();
    await write("Are you there?");
    await wait(CHANNEL_RULES.instagram.windowMs + 1_000);
    expect((await reply("Sorry, late")).status).toBe(201);
    await soon(async () => expect((await messages())[1]?.status).toBe("read"));
    await wait(6 * DAY_MS);
    const refused = await reply("Too late");
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([409, "window_closed"]);
    expect(refused.body.errors?.[0]?.message).toContain("7 days");
  });

  it("refuses a text over 1,000 bytes, naming the field and by how much", async () => {
    const { write, reply, messages } = await shop();
    await write("Hi");
    const { status, body } = await reply("é".repeat(502));
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          code: "invalid",
          field: "text",
          message:
            "Instagram takes at most 1000 bytes in a message (accented letters and emoji count for 2 to 4): this is 4 too long.",
        },
      ],
    ]);
    expect(await messages()).toHaveLength(1);
  });

  it("says why a message failed", async () => {
    const { write, behave, reply, messages } = await shop();
    await write("Hi");
    await behave({ failNext: 1, code: 551 });
    await reply("Hello");
    await soon(async () =>
      expect((await messages())[1]).toMatchObject({ status: "failed", error: { code: "551", retryable: false } }),
    );
  });

  it("is opened by who wrote, never by a number", async () => {
    const { call, write, conversations, first } = await shop();
    await write("Hi");
    const opened = await call<{ doc: Conversation }>("POST", "/api/conversations", {
      body: { channel: "instagram", contact: (await first())?.contact.id },
    });
    expect(opened.body.doc.id).toBe((await first())?.id);
    const byNumber = await call("POST", "/api/conversations", { body: { channel: "instagram", to: "+447700900417" } });
    expect([byNumber.status, byNumber.body.errors?.[0]?.field]).toEqual([400, "to"]);
    const stranger = await call<{ doc: { id: string } }>("POST", "/api/contacts", { body: { name: "Ada" } });
    const unknown = await call("POST", "/api/conversations", {
      body: { channel: "instagram", contact: stranger.body.doc.id },
    });
    expect([unknown.status, unknown.body.errors?.[0]?.field]).toEqual([400, "contact"]);
    expect(await conversations()).toHaveLength(1);
  });
});
