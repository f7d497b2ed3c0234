import { env } from "cloudflare:workers";
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { verifyNumber } from "../../modules/whatsapp/verify.ts";
import type { SystemActor } from "../../schema/actor.ts";
import type { SandboxCustomer } from "../../schema/contracts/sandbox.ts";
import { newId } from "../../schema/ids.ts";
import { providerOf } from "../kit/provider.ts";
import { sandboxMeta } from "../stubs.ts";
import { refusal } from "../sub-account/account.test-kit.ts";

const noor = { name: "Noor Haddad", phone: "447700900417" };

/** A test-mode number of an account that has no door yet: its webhooks queue. */
async function number() {
  const integrationId = newId("integration");
  const actor: SystemActor = { kind: "system", tenantId: newId("tenant"), via: "control-plane" };
  const object = sandboxMeta(env, integrationId);
  const credentials = await object.provision(actor, { channel: "whatsapp", integrationId, businessName: "Casa Lumen" });
  const provider = providerOf(env, { integrationId, module: "whatsapp", sandbox: true });
  const graph = async (method: string, path: string, body?: unknown, token = credentials.accessToken) => {
    const response = await provider(path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json<Record<string, unknown>>() };
  };
  const send = (message: object) =>
    graph("POST", `/v23.0/${credentials.phoneNumberId}/messages`, {
      messaging_product: "whatsapp",
      type: "text",
      text: { body: "Hi" },
      ...message,
    });
  const write = (text: string, customer: SandboxCustomer = noor) => object.write(actor, { customer, text });
  return { integrationId, actor, object, credentials, provider, graph, send, write };
}

/** The webhooks that wait, as Meta would post them. */
function queued(object: ReturnType<typeof sandboxMeta>) {
  return runInDurableObject(object, (_instance, ctx) =>
    ctx.storage.sql
      .exec<{ body: string; attempts: number; due_at: number }>(
        "SELECT body, attempts, due_at FROM deliveries ORDER BY seq",
      )
      .toArray()
      .map(({ body, ...row }) => ({
        ...row,
        value: JSON.parse(body).entry[0].changes[0].value as Record<string, unknown>,
      })),
  );
}

describe("the Graph API", () => {
  it("verifies as the real one does, by the same code", async () => {
    const { credentials, provider } = await number();
    expect(await verifyNumber(credentials, provider, 0)).toEqual({
      health: { ok: true, checkedAt: "1970-01-01T00:00:00.000Z" },
      proven: [
        { kind: "phone_number_id", outsideId: credentials.phoneNumberId },
        { kind: "waba", outsideId: credentials.businessAccountId },
      ],
      details: {
        displayNumber: expect.stringMatching(/^\+44 7700 900\d{3}$/),
        verifiedName: "Casa Lumen",
        qualityRating: "GREEN",
      },
    });
    const wrong = await verifyNumber({ ...credentials, accessToken: "other" }, provider, 0);
    expect(wrong.health).toMatchObject({ ok: false, reason: expect.stringContaining("190") });
  });

  it.each([
    ["GET", "/v23.0/123", 400, 100],
    ["GET", "/v23.0/123/phone_numbers", 400, 100],
    ["POST", "/v23.0/123/messages", 400, 100],
    ["DELETE", "/v23.0/PHONE", 400, 100],
    ["GET", "/PHONE", 400, 100],
    ["GET", "/v23.0/PHONE/messages/more", 400, 100],
  ])("refuses %s %s in Graph's form", async (method, path, status, code) => {
    const { graph, credentials } = await number();
    const answer = await graph(method, path.replace("PHONE", credentials["phoneNumberId"] ?? ""));
    expect(answer).toMatchObject({
      status,
      body: { error: { code, type: "OAuthException", fbtrace_id: expect.any(String) } },
    });
  });

  it.each([
    ["for another product", { messaging_product: "telegram", to: noor.phone }, 100],
    ["without words", { to: noor.phone, text: { body: "" } }, 100],
    ["of too many words", { to: noor.phone, text: { body: "x".repeat(4_097) } }, 100],
    ["of another type", { to: noor.phone, type: "image" }, 131_051],
    ["to nobody", {}, 131_026],
    ["to what is no number", { to: "not a number" }, 131_026],
    ["to an id that never wrote", { recipient: "GB.7041" }, 131_026],
  ])("does not take a message %s", async (_what, message, code) => {
    const { send, object, actor } = await number();
    expect(await send(message)).toMatchObject({ body: { error: { code } } });
    expect(await object.thread(actor, { phone: noor.phone })).toEqual([]);
  });

  it("takes a text to a number, and to a person known by id alone, and shows it on the phone", async () => {
    const { send, write, object, actor } = await number();
    expect(await send({ to: noor.phone })).toEqual({
      status: 200,
      body: {
        messaging_product: "whatsapp",
        contacts: [{ input: noor.phone, wa_id: noor.phone }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    });
    await write("Oi", { name: "Yara", bsuid: "BR.31990472265518803344" });
    expect(await send({ recipient: "BR.31990472265518803344" })).toMatchObject({
      status: 200,
      body: { contacts: [{ user_id: "BR.31990472265518803344" }] },
    });
    expect(await object.thread(actor, { bsuid: "BR.31990472265518803344" })).toMatchObject([
      { from: "customer" },
      { from: "business", text: "Hi" },
    ]);
  });

  it("refuses as often as asked, with the code asked for, in the status Meta gives it", async () => {
    const { send, object, actor } = await number();
    await object.behave(actor, { failNext: 2, code: 131_016, loseReplies: false, reads: true });
    expect(await send({ to: noor.phone })).toMatchObject({ status: 503, body: { error: { code: 131_016 } } });
    expect(await send({ to: noor.phone })).toMatchObject({ status: 503 });
    expect(await send({ to: noor.phone })).toMatchObject({ status: 200 });
  });

  it("carries a send out and loses its answer, when asked", async () => {
    const { credentials, provider, object, actor } = await number();
    await object.behave(actor, { failNext: 0, loseReplies: true, reads: true });
    const response = await provider(`/v23.0/${credentials.phoneNumberId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${credentials.accessToken}` },
      body: JSON.stringify({ messaging_product: "whatsapp", to: noor.phone, text: { body: "Hi" } }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([504, "text/html"]);
    expect(await object.thread(actor, { phone: noor.phone })).toHaveLength(1);
  });
});

describe("webhooks", () => {
  it("bring a customer's message in Meta's form", async () => {
    const { write, object, credentials } = await number();
    const { id } = await write("Do you open on Sundays?");
    const [{ value } = { value: {} }] = await queued(object);
    expect(value).toEqual({
      messaging_product: "whatsapp",
      metadata: {
        display_phone_number: expect.stringMatching(/^447700900\d{3}$/),
        phone_number_id: credentials.phoneNumberId,
      },
      contacts: [{ profile: { name: "Noor Haddad" }, wa_id: noor.phone }],
      messages: [
        {
          from: noor.phone,
          id,
          timestamp: expect.stringMatching(/^\d{10}$/),
          text: { body: "Do you open on Sundays?" },
          type: "text",
        },
      ],
    });
  });

  it("bring several people's messages at once", async () => {
    const { object, actor } = await number();
    const yara = { name: "Yara", bsuid: "BR.31990472265518803344", username: "yara_ceramica" };
    await object.batch(actor, {
      messages: [
        { customer: noor, text: "one" },
        { customer: yara, text: "two" },
        { customer: noor, text: "three" },
      ],
    });
    const [{ value } = { value: {} }] = await queued(object);
    expect(value).toMatchObject({
      contacts: [{ wa_id: noor.phone }, { profile: { username: "yara_ceramica" }, user_id: yara.bsuid }],
      messages: [
        { text: { body: "one" } },
        { from_user_id: yara.bsuid, text: { body: "two" } },
        { text: { body: "three" } },
      ],
    });
  });

  it("that nobody acknowledges are kept, tried again ever later, and survive the object's sudden end", async () => {
    const { write, object, integrationId } = await number();
    expect((await write("Anyone there?")).status).toBe("sent");
    const [before] = await queued(object);
    expect(before?.attempts).toBe(1);
    await abortAllDurableObjects();
    const again = sandboxMeta(env, integrationId);
    await runInDurableObject(again, (_instance, ctx) => void ctx.storage.sql.exec("UPDATE deliveries SET due_at = 0"));
    await runDurableObjectAlarm(again);
    const [after] = await queued(again);
    expect(after?.attempts).toBeGreaterThanOrEqual(2);
    expect((after?.due_at ?? 0) - (before?.due_at ?? 0)).toBeGreaterThan(1_000);
    expect(await runInDurableObject(again, (_instance, ctx) => ctx.storage.getAlarm())).not.toBeNull();
  });

  it("report each status once its time has come, with our own id", async () => {
    const { send, object } = await number();
    const { body } = await send({ to: noor.phone, biz_opaque_callback_data: "msg_1" });
    await runInDurableObject(
      object,
      (_instance, ctx) => void ctx.storage.sql.exec("UPDATE status_plan SET due_at = 0"),
    );
    await runDurableObjectAlarm(object);
    const [{ id } = { id: "" }] = body["messages"] as { id: string }[];
    const statuses = (await queued(object)).flatMap(({ value }) => value["statuses"] as object[]);
    expect(statuses).toMatchObject(
      ["sent", "delivered", "read"].map((status) => ({
        id,
        status,
        recipient_id: noor.phone,
        biz_opaque_callback_data: "msg_1",
        timestamp: expect.stringMatching(/^\d{10}$/),
      })),
    );
  });

  it("report a text written after the 24 hours as failed, as Meta does", async () => {
    const { send, write, object } = await number();
    await write("Long ago");
    await runInDurableObject(
      object,
      (_instance, ctx) => void ctx.storage.sql.exec("UPDATE customers SET wrote_at = wrote_at - 90000000"),
    );
    expect((await send({ to: noor.phone })).status).toBe(200);
    await runInDurableObject(
      object,
      (_instance, ctx) => void ctx.storage.sql.exec("UPDATE status_plan SET due_at = 0"),
    );
    await runDurableObjectAlarm(object);
    expect((await queued(object)).at(-1)?.value).toMatchObject({
      statuses: [{ status: "failed", errors: [{ code: 131_047 }] }],
    });
  });
});

describe("the number", () => {
  it("stays the same however often it is made", async () => {
    const { object, actor, integrationId, credentials } = await number();
    expect(await object.provision(actor, { channel: "whatsapp", integrationId, businessName: "Another name" })).toEqual(
      credentials,
    );
    await abortAllDurableObjects();
    expect(
      await sandboxMeta(env, integrationId).provision(actor, {
        channel: "whatsapp",
        integrationId,
        businessName: "Another name",
      }),
    ).toEqual(credentials);
  });

  it("is given to the product's machinery alone", async () => {
    const { object, actor, integrationId } = await number();
    const person = { kind: "anonymous", tenantId: actor.tenantId } as const;
    expect(await refusal(object.provision(person, { channel: "whatsapp", integrationId, businessName: "x" }))).toBe(
      "forbidden",
    );
    expect(await refusal(object.write(person, { customer: noor, text: "x" }))).toBe("unauthenticated");
  });

  it("is gone with its install, webhooks and all, and may be made anew", async () => {
    const { object, actor, integrationId, write, credentials, graph } = await number();
    await write("Anyone there?");
    await object.discard(actor);
    expect(await refusal(object.phone(actor))).toBe("not_found");
    expect(await queued(object)).toEqual([]);
    expect(await runInDurableObject(object, (_instance, ctx) => ctx.storage.getAlarm())).toBeNull();
    expect((await graph("GET", `/v23.0/${credentials.phoneNumberId}`)).status).toBe(401);
    const again = await object.provision(actor, { channel: "whatsapp", integrationId, businessName: "Casa Lumen" });
    expect(again.phoneNumberId).toBe(credentials.phoneNumberId);
    expect(again.accessToken).not.toBe(credentials.accessToken);
    expect((await object.phone(actor)).customers).toEqual([]);
  });

  it("keeps a person's number when someone else writes with it", async () => {
    const { write, object, actor } = await number();
    await write("I am Noor");
    await write("I am Yara", { name: "Yara", bsuid: "BR.31990472265518803344" });
    await write("With Noor's number", { name: "Yara", bsuid: "BR.31990472265518803344", phone: noor.phone });
    expect((await object.phone(actor)).customers).toEqual([{ name: "Yara", bsuid: "BR.31990472265518803344" }, noor]);
    expect(await object.thread(actor, { phone: noor.phone })).toHaveLength(1);
  });

  it("shows chats that took place before, and sends nothing of them", async () => {
    const { object, actor } = await number();
    const threads = [
      {
        customer: noor,
        messages: [
          { from: "customer", text: "Hi", status: "delivered", at: 1_000 },
          { from: "business", text: "Hello", status: "read", at: 2_000 },
        ],
      },
    ] as const;
    await object.loadThreads(actor, { threads });
    await object.loadThreads(actor, { threads });
    expect(await object.thread(actor, { phone: noor.phone })).toMatchObject([
      { text: "Hi" },
      { text: "Hello", status: "read" },
    ]);
    expect(await queued(object)).toEqual([]);
  });
});

it("is not reached by an install that is not in test mode, nor where test mode is off", async () => {
  const { integrationId, credentials } = await number();
  const request = { headers: { authorization: `Bearer ${credentials.accessToken}` } };
  const off = providerOf({ ...env, TRELLIS_SANDBOX: "0" }, { integrationId, module: "whatsapp", sandbox: true });
  expect((await off(`/v23.0/${credentials.phoneNumberId}`, request)).status).toBe(404);
  const real = providerOf(env, { integrationId, module: "whatsapp", sandbox: false });
  // Refused by the tests' own network, not answered by the sandbox.
  expect((await real(`/v23.0/${credentials.phoneNumberId}`, request)).status).toBe(599);
});
