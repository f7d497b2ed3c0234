import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Page } from "../../schema/contracts/common.ts";
import type { Conversation } from "../../schema/contracts/conversations.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { Attachment, Message } from "../../schema/contracts/messages.ts";
import type { SandboxMessage, SandboxTemplate } from "../../schema/contracts/sandbox.ts";
import type { Template, TemplateSync } from "../../schema/contracts/templates.ts";
import { type Caller, makeWorld, type World } from "../world.test-kit.ts";

/** The whole way of a template: read from the fake Graph API, sent through the outbox, seen and answered on the phone. */
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const NOOR = { name: "Noor Haddad", phone: "447700900417" };
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

/** A client account with WhatsApp in test mode, its templates read. */
async function shop() {
  const agency = await world.agency();
  const account = await world.subAccount(agency);
  const admin = await world.signIn(account, "subaccount_admin");
  const installed = await admin.call<{ doc: Integration }>("POST", "/api/integrations", {
    body: { module: "whatsapp", sandbox: true },
  });
  expect([installed.status, installed.body.errors]).toEqual([201, undefined]);
  const integrationId = installed.body.doc.id;
  const path = `/api/sandbox/phones/${integrationId}`;
  await vi.waitFor(async () => expect((await syncs(admin))[0]?.state).toBe("done"), { timeout: 10_000, interval: 50 });
  return {
    account,
    admin,
    integrationId,
    thread: async (phone = NOOR.phone) =>
      (await admin.call<{ docs: SandboxMessage[] }>("GET", `${path}/thread?phone=${phone}`)).body.docs,
    write: (body: object) => admin.call<{ doc: SandboxMessage }>("POST", `${path}/messages`, { body }),
    review: (body: SandboxTemplate) => admin.call<{ doc: SandboxTemplate }>("PUT", `${path}/templates`, { body }),
  };
}

const syncs = async (who: Caller) => (await who.call<{ docs: TemplateSync[] }>("GET", "/api/templates/sync")).body.docs;
const list = async (who: Caller, query = "") => (await who.call<Page<Template>>("GET", `/api/templates${query}`)).body;
const open = (who: Caller, body: object) => who.call<{ doc: Conversation }>("POST", "/api/conversations", { body });
const send = (who: Caller, id: string, template: object, clientId: string = crypto.randomUUID()) =>
  who.call<{ doc: Message }>("POST", `/api/conversations/${id}/messages`, { body: { clientId, template } });
const messages = async (who: Caller, id: string) =>
  (await who.call<Page<Message>>("GET", `/api/conversations/${id}/messages?sort=createdAt`)).body.docs;
const fields = (answer: { body: { errors?: { field?: string }[] } }) => answer.body.errors?.map(({ field }) => field);

const REMINDER = {
  name: "appointment_reminder",
  language: "en_GB",
  variables: { body: { "1": "Noor", "2": "Tuesday", "3": "14:30" } },
};

describe("the list", () => {
  it("holds what the provider has, whatever its state, in Payload's form", async () => {
    const { admin, integrationId } = await shop();
    const all = await list(admin, "?limit=100");
    expect(all.totalDocs).toBe(12);
    expect(all.docs.every((template) => template.integrationId === integrationId)).toBe(true);
    expect(all.docs.map(({ name }) => name)).toEqual(all.docs.map(({ name }) => name).toSorted());
    expect(all.docs.find(({ name }) => name === "flash_sale")).toMatchObject({
      status: "rejected",
      reason: "promotional",
    });
    expect(all.docs.find(({ name }) => name === "product_tour")?.shape.unsupported).toContain("carousel");
  });

  it("is narrowed by channel, language, status and words of the name", async () => {
    const { admin } = await shop();
    expect((await list(admin, "?channel=instagram")).totalDocs).toBe(0);
    expect((await list(admin, "?channel=whatsapp&language=es")).docs.map(({ name }) => name)).toEqual([
      "appointment_reminder",
    ]);
    expect((await list(admin, "?status=paused")).docs.map(({ name }) => name)).toEqual(["feedback_request"]);
    expect((await list(admin, "?search=ORDER")).docs.map(({ name }) => name)).toEqual(["order_update"]);
    expect((await list(admin, "?search=order&where[language][equals]=es")).totalDocs).toBe(0);
    expect((await admin.call("GET", "/api/templates?status=great")).status).toBe(400);
  });

  it("hears at once what the provider says of one template", async () => {
    const { admin, integrationId, review } = await shop();
    expect((await review({ ...REMINDER, status: "PAUSED" })).status).toBe(200);
    const [paused] = (await list(admin, "?search=appointment&language=en_GB")).docs;
    expect(paused).toMatchObject({ status: "paused", reason: "low quality" });
    const opened = await open(admin, { channel: "whatsapp", to: NOOR.phone });
    const refused = await send(admin, opened.body.doc.id, REMINDER);
    expect([refused.status, fields(refused)]).toEqual([400, ["template.name"]]);
    expect(refused.body.errors?.[0]?.message).toBe("This template is paused: low quality.");

    expect((await review({ ...REMINDER, status: "APPROVED" })).status).toBe(200);
    const approved = "?search=appointment&language=en_GB&status=approved";
    await vi.waitFor(async () => expect((await list(admin, approved)).totalDocs).toBe(1), { timeout: 10_000 });
    expect((await send(admin, opened.body.doc.id, REMINDER)).status).toBe(201);
    const notices = await admin.call<{ docs: { type: string }[] }>("GET", `/api/integrations/${integrationId}/notices`);
    expect(notices.body.docs.map(({ type }) => type)).toContain("message_template_status_update");
  });

  it("is read anew when asked, but not again and again", async () => {
    const { admin, account } = await shop();
    const asked = await admin.call<{ docs: TemplateSync[] }>("POST", "/api/templates/sync");
    expect([asked.status, asked.body.docs.map(({ state }) => state)]).toEqual([202, ["done"]]);
    const viewer = await world.signIn(account, "subaccount_viewer");
    expect((await viewer.call("POST", "/api/templates/sync")).status).toBe(403);
    expect((await list(viewer)).totalDocs).toBe(12);
  });

  it("goes with its number", async () => {
    const { admin, integrationId } = await shop();
    await admin.call("DELETE", `/api/integrations/${integrationId}`);
    await vi.waitFor(async () => expect((await list(admin)).totalDocs).toBe(0));
    expect(await syncs(admin)).toEqual([]);
  });
});

describe("a template", () => {
  it("opens the conversation with someone who never wrote, once", async () => {
    const { admin, thread } = await shop();
    const body = { channel: "whatsapp", to: "+44 7700 900418", clientId: crypto.randomUUID(), template: REMINDER };
    const opened = await open(admin, body);
    expect([opened.status, opened.body.errors]).toEqual([201, undefined]);
    expect((await open(admin, body)).body.doc.id).toBe(opened.body.doc.id);
    expect(opened.body.doc).toMatchObject({
      windowExpiresAt: null,
      lastMessage: { direction: "out", text: expect.stringContaining("Hello Noor, this is a reminder") },
    });
    await vi.waitFor(async () => expect((await messages(admin, opened.body.doc.id))[0]?.status).toBe("read"), {
      timeout: 10_000,
      interval: 100,
    });
    expect(await thread("447700900418")).toMatchObject([
      {
        from: "business",
        type: "template",
        text: "Hello Noor, this is a reminder of your appointment on Tuesday at 14:30. Can you make it?",
        template: {
          footer: "You can also write to us here.",
          buttons: [{ text: "Yes, I will be there" }, { text: "I need another time" }],
        },
      },
    ]);
  });

  it("makes neither person nor conversation when it cannot be sent", async () => {
    const { admin } = await shop();
    const template = { ...REMINDER, variables: {} };
    const refused = await open(admin, { channel: "whatsapp", to: NOOR.phone, clientId: crypto.randomUUID(), template });
    expect([refused.status, fields(refused)]).toEqual([
      400,
      ["template.variables.body.1", "template.variables.body.2", "template.variables.body.3"],
    ]);
    expect((await admin.call<Page<unknown>>("GET", "/api/conversations")).body.totalDocs).toBe(0);
    expect((await admin.call<Page<unknown>>("GET", "/api/contacts")).body.totalDocs).toBe(0);
    const alone = await open(admin, { channel: "whatsapp", to: NOOR.phone, template: REMINDER });
    expect([alone.status, fields(alone)]).toEqual([400, ["clientId"]]);
  });

  it("is answered by a press of its button, as the documented webhook tells it", async () => {
    const { admin, thread, write } = await shop();
    const { doc } = (await open(admin, { channel: "whatsapp", to: NOOR.phone })).body;
    expect((await send(admin, doc.id, REMINDER)).status).toBe(201);
    await vi.waitFor(async () => expect(await thread()).toHaveLength(1), { timeout: 10_000, interval: 100 });
    const [sent] = await thread();
    const nothing = await write({ customer: NOOR, press: { messageId: sent?.id, button: 2 } });
    expect([nothing.status, fields(nothing)]).toEqual([400, ["press.button"]]);
    const pressed = await write({ customer: NOOR, press: { messageId: sent?.id, button: 1 } });
    expect([pressed.status, pressed.body.errors]).toEqual([201, undefined]);
    await vi.waitFor(async () => expect(await messages(admin, doc.id)).toHaveLength(2), { timeout: 10_000 });
    const [first, answer] = await messages(admin, doc.id);
    expect(answer).toMatchObject({
      direction: "in",
      text: "I need another time",
      replyTo: first?.id,
      content: { choice: { source: "template_button", id: "I need another time" } },
    });
    // The customer wrote: the window is open, and a template may be sent all the same.
    const again = await send(admin, doc.id, { name: "hello_world", language: "en_US" });
    expect(again.body.doc).toMatchObject({
      type: "template",
      content: { template: { header: { text: "Hello World" } } },
    });
  });

  it("carries a picture, named values, the end of a link and a code", async () => {
    const { admin, thread } = await shop();
    const { doc } = (await open(admin, { channel: "whatsapp", to: NOOR.phone })).body;
    const upload = await exports.default.fetch(
      new Request("http://trellis.test/api/attachments?name=chairs.jpg", {
        method: "POST",
        body: JPEG,
        headers: {
          authorization: `Bearer ${admin.token}`,
          "x-tenant": admin.homeTenantId,
          "content-type": "image/jpeg",
        },
      }),
    );
    const { doc: picture } = await upload.json<{ doc: Attachment }>();
    const offer = await send(admin, doc.id, {
      name: "new_collection",
      language: "en_GB",
      variables: { header: { attachment: picture.id }, body: { "1": "Noor", "2": "15 %" }, buttons: { "0": "NEW15" } },
    });
    expect([offer.status, offer.body.errors]).toEqual([201, undefined]);
    expect(offer.body.doc.attachments).toMatchObject([{ id: picture.id, type: "image" }]);
    const order = await send(admin, doc.id, {
      name: "order_update",
      language: "en_GB",
      variables: {
        header: { order_number: "A-7" },
        body: { first_name: "Noor", status: "packed" },
        buttons: { "0": "A-7?from=chat" },
      },
    });
    expect([order.status, order.body.errors]).toEqual([201, undefined]);
    await vi.waitFor(async () => expect(await thread()).toHaveLength(2), { timeout: 10_000, interval: 100 });
    expect(await thread()).toMatchObject([
      {
        file: { mimeType: "image/jpeg" },
        template: { buttons: [{ type: "copy_code", value: "NEW15" }, { text: "STOP" }] },
      },
      {
        text: "Good news, Noor: your order is packed. We will tell you when that changes.",
        template: {
          header: "Order A-7",
          buttons: [{ value: "https://shop.example/orders/A-7?from=chat" }, { type: "phone" }],
        },
      },
    ]);
  });

  it.each([
    ["another language", { ...REMINDER, language: "de" }, ["template.language"]],
    ["no such name", { ...REMINDER, name: "nothing" }, ["template.name"]],
    ["rejected", { name: "flash_sale", language: "en_GB", variables: { body: { "1": "x" } } }, ["template.name"]],
    ["not approved yet", { name: "price_list", language: "en_GB" }, ["template.name"]],
    ["a part nobody can fill in", { name: "product_tour", language: "en_GB" }, ["template.name"]],
    [
      "a missing picture",
      { name: "new_collection", language: "en_GB", variables: { body: { "1": "a", "2": "b" }, buttons: { "0": "C" } } },
      ["template.variables.header.attachment"],
    ],
    [
      "a picture that is not there",
      {
        name: "new_collection",
        language: "en_GB",
        variables: { header: { attachment: "att_x" }, body: { "1": "a", "2": "b" }, buttons: { "0": "C" } },
      },
      ["template.variables.header.attachment"],
    ],
    [
      "over-long",
      { ...REMINDER, variables: { body: { ...REMINDER.variables.body, "2": "x".repeat(1_025) } } },
      ["template.variables.body.2"],
    ],
    [
      "too long together",
      { ...REMINDER, variables: { body: { "1": "x".repeat(900), "2": "y".repeat(200), "3": "z" } } },
      ["template.variables.body"],
    ],
  ])("that is %s is refused with its field, and nothing is stored", async (_what, template, at) => {
    const { admin } = await shared();
    const { doc } = (await open(admin, { channel: "whatsapp", to: NOOR.phone })).body;
    const refused = await send(admin, doc.id, template);
    expect([refused.status, fields(refused)]).toEqual([400, at]);
    expect(await messages(admin, doc.id)).toEqual([]);
  });

  it("goes without words, files and notes", async () => {
    const { admin } = await shared();
    const { doc } = (await open(admin, { channel: "whatsapp", to: NOOR.phone })).body;
    const post = (more: object) =>
      admin.call("POST", `/api/conversations/${doc.id}/messages`, {
        body: { clientId: crypto.randomUUID(), template: REMINDER, ...more },
      });
    expect(fields(await post({ text: "Hi" }))).toEqual(["text"]);
    expect(fields(await post({ attachments: ["att_1"] }))).toEqual(["attachments"]);
    expect(fields(await post({ private: true }))).toEqual(["private"]);
  });

  it("is not free-form: with the window closed words alone are still refused", async () => {
    const { admin } = await shared();
    const { doc } = (await open(admin, { channel: "whatsapp", to: NOOR.phone })).body;
    const refused = await admin.call("POST", `/api/conversations/${doc.id}/messages`, {
      body: { clientId: crypto.randomUUID(), text: "Hello" },
    });
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([409, "window_closed"]);
  });
});

let made: ReturnType<typeof shop> | undefined;
function shared(): ReturnType<typeof shop> {
  made ??= shop();
  return made;
}
