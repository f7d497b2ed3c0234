import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { Attachment, Message } from "../../schema/contracts/messages.ts";
import type { SandboxFile, SandboxMessage } from "../../schema/contracts/sandbox.ts";
import { newId } from "../../schema/ids.ts";
import { type Caller, makeWorld, type World } from "../world.test-kit.ts";

/** The whole way of files, replies and reactions, in both directions, through signed webhooks and the fake Graph API. */
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const CHANNELS = ["whatsapp", "instagram"] as const;
const CUSTOMER = {
  whatsapp: { name: "Noor Haddad", phone: "447700900417" },
  instagram: { name: "Noor Haddad", username: "noor.haddad" },
};

/** A client account with a channel in test mode, and one customer who wrote. */
async function shop(channel: (typeof CHANNELS)[number]) {
  const agency = await world.agency();
  const admin = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  const installed = await admin.call<{ doc: Integration }>("POST", "/api/integrations", {
    body: { module: channel, sandbox: true },
  });
  expect([installed.status, installed.body.errors]).toEqual([201, undefined]);
  const phone = phoneOf(admin, installed.body.doc.id, CUSTOMER[channel]);
  const first = await phone.write({ text: "Hello" });
  const listed = await admin.call<{ docs: { id: string }[] }>("GET", "/api/conversations");
  return { admin, phone, first, integrationId: installed.body.doc.id, conversation: listed.body.docs[0]?.id ?? "" };
}

function phoneOf(caller: Caller, integrationId: string, customer: Record<string, string>) {
  const path = `/api/sandbox/phones/${integrationId}`;
  const who = new URLSearchParams(
    customer["phone"] ? { phone: customer["phone"] } : { username: customer["username"] ?? "" },
  );
  return {
    path,
    async write(given: object): Promise<SandboxMessage> {
      const body = { customer, ...given };
      const answer = await caller.call<{ doc: SandboxMessage }>("POST", `${path}/messages`, { body });
      expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
      return answer.body.doc;
    },
    async react(messageId: string, emoji: string | null): Promise<SandboxMessage> {
      const body = { customer, messageId, emoji };
      const answer = await caller.call<{ doc: SandboxMessage }>("POST", `${path}/reactions`, { body });
      expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
      return answer.body.doc;
    },
    thread: async () => (await caller.call<{ docs: SandboxMessage[] }>("GET", `${path}/thread?${who}`)).body.docs,
  };
}

function request(who: Caller, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${who.token}`);
  headers.set("x-tenant", who.homeTenantId);
  return exports.default.fetch(new Request(`http://trellis.test${path}`, { ...init, headers }));
}

const bytesAt = async (who: Caller, path: string) => new Uint8Array(await (await request(who, path)).arrayBuffer());

async function upload<Doc>(who: Caller, path: string, bytes: BodyInit, type: string): Promise<Doc> {
  const response = await request(who, path, { method: "POST", body: bytes, headers: { "content-type": type } });
  expect(response.status).toBe(201);
  return (await response.json<{ doc: Doc }>()).doc;
}

async function messages(who: Caller, conversation: string): Promise<Message[]> {
  return (await who.call<{ docs: Message[] }>("GET", `/api/conversations/${conversation}/messages?sort=createdAt`)).body
    .docs;
}

async function send(who: Caller, conversation: string, given: object): Promise<Message> {
  const answer = await who.call<{ doc: Message }>("POST", `/api/conversations/${conversation}/messages`, {
    body: { clientId: newId("message"), ...given },
  });
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.doc;
}

describe.each(CHANNELS)("%s", (channel) => {
  it.each(["photo", "voice", "document"] as const)("carries a %s of a customer into the account", async (sample) => {
    const { admin, conversation, phone } = await shop(channel);
    const written = await phone.write({ file: { sample } });
    const stored = await vi.waitFor(async () => {
      const message = (await messages(admin, conversation)).find(({ externalId }) => externalId === written.id);
      expect(message?.attachments).toMatchObject([{ state: "stored" }]);
      return message?.attachments[0];
    });
    const theirs = await bytesAt(admin, written.file?.url ?? "");
    expect(theirs.length).toBeGreaterThan(100);
    expect(stored).toMatchObject({ size: theirs.length, mimeType: written.file?.mimeType });
    expect([stored?.width, stored?.height]).toEqual(sample === "photo" ? [480, 320] : [undefined, undefined]);
    expect(await bytesAt(admin, stored?.url ?? "")).toEqual(theirs);
  });

  it("carries a file of ours to the customer", async () => {
    const { admin, conversation, phone } = await shop(channel);
    const bytes = crypto.getRandomValues(new Uint8Array(40_000));
    const { id } = await upload<Attachment>(admin, "/api/attachments?name=lamp.png", bytes, "image/png");
    const message = await send(admin, conversation, { attachments: [id] });
    await vi.waitFor(async () => {
      const got = (await phone.thread()).find(({ type }) => type === "image");
      expect(got?.from).toBe("business");
      expect(got?.file).toMatchObject({ mimeType: "image/png", size: bytes.length });
      expect(await bytesAt(admin, got?.file?.url ?? "")).toEqual(bytes);
    });
    await vi.waitFor(
      async () => {
        const ours = (await messages(admin, conversation)).filter(({ direction }) => direction === "out");
        expect(ours).toMatchObject([{ id: message.id, status: "read", attachments: [{ id, state: "stored" }] }]);
      },
      { timeout: 6_000 },
    );
  });

  it("carries reactions both ways, and takes them back", async () => {
    const { admin, conversation, first, phone } = await shop(channel);
    await phone.react(first.id, "😂");
    const [message] = await messages(admin, conversation);
    expect(message?.reactions).toMatchObject([{ emoji: "😂" }]);
    const path = `/api/conversations/${conversation}/messages/${message?.id}/reaction`;
    expect((await admin.call("PUT", path, { body: { emoji: "❤️" } })).status).toBe(200);
    await vi.waitFor(async () =>
      expect((await phone.thread())[0]?.reactions).toEqual([
        { emoji: "😂", from: "customer" },
        { emoji: "❤️", from: "business" },
      ]),
    );
    await phone.react(first.id, null);
    expect((await admin.call("DELETE", path)).status).toBe(200);
    await vi.waitFor(async () => expect((await phone.thread())[0]?.reactions).toEqual([]));
    expect((await messages(admin, conversation))[0]?.reactions).toEqual([]);
  });

  it("carries what a customer answers to", async () => {
    const { admin, conversation, first, phone } = await shop(channel);
    const written = await phone.write({ text: "I meant the oak one", replyTo: first.id });
    const [asked, answer] = await messages(admin, conversation);
    expect(answer).toMatchObject({ externalId: written.id, replyTo: asked?.id });
  });
});

describe("whatsapp", () => {
  it("carries a caption, a name, and what we answer to", async () => {
    const { admin, conversation, first, phone } = await shop("whatsapp");
    const [asked] = await messages(admin, conversation);
    const { id } = await upload<Attachment>(
      admin,
      "/api/attachments?name=Pr%C3%A6s%202.pdf",
      "%PDF-1.4",
      "application/pdf",
    );
    await send(admin, conversation, { text: "Our prices", attachments: [id], replyTo: asked?.id });
    await vi.waitFor(async () =>
      expect((await phone.thread()).at(-1)).toMatchObject({
        from: "business",
        type: "document",
        text: "Our prices",
        replyTo: first.id,
        file: { name: "Præs 2.pdf", mimeType: "application/pdf", size: 8 },
      }),
    );
  });

  it("carries a file the customer chose, with its caption", async () => {
    const { admin, conversation, phone } = await shop("whatsapp");
    const file = await upload<SandboxFile>(admin, `${phone.path}/files?name=cat.jpg`, "a cat", "image/jpeg");
    const written = await phone.write({ text: "My cat", file: { id: file.id } });
    await vi.waitFor(async () => {
      const message = (await messages(admin, conversation)).find(({ externalId }) => externalId === written.id);
      expect(message).toMatchObject({ type: "image", text: "My cat", attachments: [{ state: "stored", size: 5 }] });
    });
  });

  it("refuses what the channel does not carry, and says so under the message", async () => {
    const { admin, conversation, integrationId, phone } = await shop("whatsapp");
    await admin.call("PUT", `/api/sandbox/phones/${integrationId}/behaviour`, { body: { failNext: 1, code: 131_026 } });
    const { id } = await upload<Attachment>(admin, "/api/attachments?name=a.png", "pixels", "image/png");
    const message = await send(admin, conversation, { attachments: [id] });
    await vi.waitFor(async () => {
      const ours = (await messages(admin, conversation)).find((doc) => doc.id === message.id);
      expect(ours).toMatchObject({ status: "failed", error: { code: "131026" } });
    });
    expect((await phone.thread()).some(({ from }) => from === "business")).toBe(false);
  });

  it("takes no more than a test needs, and says so under the message", async () => {
    const { admin, conversation } = await shop("whatsapp");
    const bytes = new Uint8Array(26 * 1024 * 1024);
    const { id } = await upload<Attachment>(admin, "/api/attachments?name=plan.pdf", bytes, "application/pdf");
    const message = await send(admin, conversation, { attachments: [id] });
    await vi.waitFor(
      async () => {
        const ours = (await messages(admin, conversation)).find((doc) => doc.id === message.id);
        expect(ours).toMatchObject({ status: "failed", error: { code: "131009" } });
      },
      { timeout: 10_000 },
    );
  });

  it("leaves nothing of the phone behind when it is uninstalled", async () => {
    const { admin, integrationId, phone } = await shop("whatsapp");
    await phone.write({ file: { sample: "photo" } });
    const kept = async () => (await env.MEDIA.list({ prefix: `sandbox/${integrationId}/` })).objects.length;
    expect(await kept()).toBe(1);
    expect((await admin.call("DELETE", `/api/integrations/${integrationId}`)).status).toBe(200);
    expect(await kept()).toBe(0);
  });
});
