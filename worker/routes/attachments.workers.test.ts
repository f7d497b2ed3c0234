import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { mediaLink } from "../../durable-objects/kit/media-link.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { Attachment, Message } from "../../schema/contracts/messages.ts";
import type { InboundEvent } from "../../schema/inbound/event.ts";
import { newId } from "../../schema/ids.ts";
import { type Caller, makeWorld } from "../world.test-kit.ts";

let member: Caller;
let viewer: Caller;
let stranger: Caller;
let conversation: string;
let externalId: string;
let received: InboundEvent & { kind: "message" };

beforeAll(async () => {
  const world = await makeWorld();
  const agency = await world.agency();
  const account = await world.subAccount(agency);
  member = await world.signIn(account, "subaccount_admin");
  viewer = await world.signIn(account, "subaccount_viewer");
  stranger = await world.signIn(await world.subAccount(agency), "subaccount_admin");
  const installed = await member.call<{ doc: { id: string } }>("POST", "/api/integrations", {
    body: { module: "whatsapp", sandbox: true },
  });
  const integrationId = installed.body.doc.id;
  externalId = `wamid.${newId("message")}`;
  received = {
    kind: "message",
    channel: "whatsapp",
    integrationId,
    externalId,
    direction: "in",
    at: Date.now(),
    person: { ids: [{ kind: "whatsapp", value: "447700900417", display: "447700900417" }], name: "Ada" },
    type: "contacts",
    text: "Card",
    attachments: [{ type: "contact", inline: "BEGIN:VCARD\nEND:VCARD", mimeType: "text/vcard", name: "Ada.vcf" }],
  };
  await subAccount(env, account).ingest({ kind: "system", tenantId: account, via: "webhook" }, { events: [received] });
  const listed = await member.call<{ docs: { id: string }[] }>("GET", "/api/conversations");
  conversation = listed.body.docs[0]?.id ?? "";
});

function request(who: Caller | undefined, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (who !== undefined) {
    headers.set("authorization", `Bearer ${who.token}`);
    headers.set("x-tenant", who.homeTenantId);
  }
  return exports.default.fetch(new Request(`http://trellis.test${path}`, { ...init, headers }));
}

function upload(body: BodyInit, type: string, query = "?name=sunset.png", who = member): Promise<Response> {
  return request(who, `/api/attachments${query}`, {
    method: "POST",
    body,
    headers: type === "" ? {} : { "content-type": type },
  });
}

async function uploaded(body: BodyInit, type: string, query?: string): Promise<Attachment> {
  const response = await upload(body, type, query);
  expect(response.status).toBe(201);
  return (await response.json<{ doc: Attachment }>()).doc;
}

/** A message of ours with such a file; the address of it. */
async function sent(
  body: BodyInit,
  type: string,
  query?: string,
): Promise<{ url: string; id: string; message: Message }> {
  const { id } = await uploaded(body, type, query);
  const answer = await member.call<{ doc: Message }>("POST", `/api/conversations/${conversation}/messages`, {
    body: { clientId: newId("message"), text: "", private: true, attachments: [id] },
  });
  expect(answer.status).toBe(201);
  return { url: answer.body.doc.attachments[0]?.url ?? "", id, message: answer.body.doc };
}

const codeOf = async (response: Response) => (await response.json<{ errors: { code: string }[] }>()).errors[0]?.code;

describe("an upload", () => {
  it("is stored from the body, under the name of the query", async () => {
    const doc = await uploaded("pixels", "image/png");
    expect(doc).toMatchObject({ type: "image", name: "sunset.png", mimeType: "image/png", size: 6, state: "stored" });
    const served = await request(member, doc.url);
    expect([served.status, await served.text()]).toEqual([200, "pixels"]);
  });

  it("is stored from a form", async () => {
    const form = new FormData();
    form.set("file", new File(["%PDF"], "Räksmörgås.pdf", { type: "application/pdf" }));
    const bytes = new Response(form);
    const body = await bytes.arrayBuffer();
    const response = await request(member, "/api/attachments", {
      method: "POST",
      body,
      headers: { "content-type": bytes.headers.get("content-type") ?? "", "content-length": String(body.byteLength) },
    });
    expect(response.status).toBe(201);
    expect((await response.json<{ doc: Attachment }>()).doc).toMatchObject({
      type: "document",
      name: "Räksmörgås.pdf",
      mimeType: "application/pdf",
    });
  });

  it.each([
    ["a type no channel carries", "MZ", "application/x-msdownload", 415, "unsupported_media_type"],
    ["markup that runs", "<svg/>", "image/svg+xml", 415, "unsupported_media_type"],
    ["no type at all", new Uint8Array([1]), "", 415, "unsupported_media_type"],
    ["nothing", "", "image/png", 400, "invalid"],
    ["a form without a file", "--x--\r\n", "multipart/form-data; boundary=x", 400, "invalid"],
    ["more than any channel takes of a picture", new Uint8Array(8 * 1024 * 1024 + 1), "image/jpeg", 413, "too_large"],
  ] as const)("of %s is refused", async (_what, body, type, status, code) => {
    const response = await upload(body, type);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  it("that only turns out too large is refused where its limit is, and leaves nothing", async () => {
    let sentBytes = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sentBytes += 1024 * 1024;
        if (sentBytes > 60 * 1024 * 1024) controller.close();
        else controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const response = await upload(endless, "image/png");
    expect([response.status, await codeOf(response)]).toEqual([413, "too_large"]);
    expect(sentBytes).toBeLessThan(20 * 1024 * 1024);
  });

  it("may have many megabytes, where its type may", async () => {
    const size = 12 * 1024 * 1024;
    expect(await uploaded(new Uint8Array(size), "application/pdf", "?name=plan.pdf")).toMatchObject({ size });
  });

  it("is not for those who may only look", async () => {
    expect((await upload("pixels", "image/png", "", viewer)).status).toBe(403);
  });

  it("can be dropped, once", async () => {
    const { id, url } = await uploaded("pixels", "image/png");
    expect((await request(member, `/api/attachments/${id}`, { method: "DELETE" })).status).toBe(200);
    expect((await request(member, `/api/attachments/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await request(member, url)).status).toBe(404);
  });
});

describe("a file of a message", () => {
  it("is shown in place, and nothing in it may run", async () => {
    const { url, id } = await sent("pixels", "image/png", "?name=S%C3%B8l%20%22og%22%20hav.png");
    const response = await request(viewer, url);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": `inline; filename="S_l _og_ hav.png"; filename*=UTF-8''S%C3%B8l%20%22og%22%20hav.png`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=300",
      etag: `"${id}"`,
      "accept-ranges": "bytes",
    });
    expect(response.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(await response.text()).toBe("pixels");
    const saved = await request(viewer, `${url}?download=1`);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment; /);
    await saved.body?.cancel();
  });

  it("that is no picture, sound, film or PDF is saved", async () => {
    const { url } = await sent("<script>alert(1)</script>", "text/plain", "?name=note.html");
    const response = await request(viewer, url);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(response.headers.get("content-type")).toBe("text/plain");
    await response.body?.cancel();
  });

  it("comes in parts", async () => {
    const { url } = await sent("0123456789", "audio/mpeg", "?name=a.mp3");
    const part = async (range: string, more: Record<string, string> = {}) => {
      const response = await request(member, url, { headers: { range, ...more } });
      return [response.status, response.headers.get("content-range"), await response.text()];
    };
    expect(await part("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await part("bytes=7-")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await part("bytes=-3")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await part("bytes=0-99")).toEqual([206, "bytes 0-9/10", "0123456789"]);
    expect(await part("bytes=10-")).toEqual([416, "bytes */10", ""]);
    expect(await part("bytes=4-2")).toEqual([200, null, "0123456789"]);
    expect(await part("bytes=0-1,3-4")).toEqual([200, null, "0123456789"]);
    expect(await part("bytes=0-1", { "if-range": '"another"' })).toEqual([200, null, "0123456789"]);
  });

  it("is not sent again to who has it", async () => {
    const { url, id } = await sent("pixels", "image/png");
    const response = await request(member, url, { headers: { "if-none-match": `"x", "${id}"` } });
    expect([response.status, await response.text()]).toEqual([304, ""]);
  });

  it("may be a card that came with its message", async () => {
    const { docs } = (
      await member.call<{ docs: Message[] }>("GET", `/api/conversations/${conversation}/messages?limit=100`)
    ).body;
    const card = docs.find((doc) => doc.externalId === externalId);
    const response = await request(member, card?.attachments[0]?.url ?? "");
    expect([response.status, await response.text()]).toEqual([200, "BEGIN:VCARD\nEND:VCARD"]);
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="Ada.vcf"; filename*=UTF-8''Ada.vcf`,
    );
  });

  it("of a type that is none, or that runs, is served as mere bytes", async () => {
    const account = member.homeTenantId;
    const types = [
      "text/\u20ac",
      "text/html; charset=utf-8",
      "TEXT/HTML",
      "image/svg+xml ;x",
      "image/png\u0100",
      "a b",
    ];
    const attachments = types.map((mimeType) => ({
      type: "document" as const,
      inline: "<script>",
      mimeType,
      name: "x",
    }));
    const hostile = { ...received, externalId: `wamid.${newId("message")}`, attachments };
    await subAccount(env, account).ingest({ kind: "system", tenantId: account, via: "webhook" }, { events: [hostile] });
    const { docs } = (
      await member.call<{ docs: Message[] }>("GET", `/api/conversations/${conversation}/messages?limit=100`)
    ).body;
    const files = docs.find((doc) => doc.externalId === hostile.externalId)?.attachments ?? [];
    expect(files).toHaveLength(types.length);
    for (const { url } of files) {
      const { status, headers } = await request(viewer, url);
      expect([status, headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
      expect(headers.get("content-disposition")).toMatch(/^attachment;/);
    }
  });

  it("is not there for another account, nor under another message or conversation", async () => {
    const { url, id, message } = await sent("pixels", "image/png");
    const other = await sent("pixels", "image/png");
    expect((await request(undefined, url)).status).toBe(401);
    const foreign = await request(stranger, url);
    const missing = await request(stranger, url.replace(id, newId("attachment")));
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect((await request(member, url.replace(message.id, other.message.id))).status).toBe(404);
    expect((await request(member, url.replace(conversation, newId("conversation")))).status).toBe(404);
    expect((await request(member, `/api/attachments/${id}`)).status).toBe(404);
  });
});

describe("an address made for a provider", () => {
  const link = (given: Partial<Parameters<typeof mediaLink>[1]>) =>
    mediaLink(env, { tenantId: member.homeTenantId, attachmentId: "", sandbox: true, now: Date.now(), ...given });
  const at = async (address: string) => {
    const response = await request(undefined, new URL(address).pathname);
    return [response.status, response.status === 200 ? await response.text() : await codeOf(response)];
  };

  it("serves its file to anyone, for ten minutes", async () => {
    const { id } = await sent("pixels", "image/png");
    expect(await at(await link({ attachmentId: id }))).toEqual([200, "pixels"]);
    expect(await at(await link({ attachmentId: id, now: Date.now() - 11 * 60_000 }))).toEqual([404, "not_found"]);
  });

  it("serves nothing once a letter of it is another", async () => {
    const { id } = await sent("pixels", "image/png");
    const address = await link({ attachmentId: id });
    for (const change of [
      address.slice(0, -1),
      `${address}A`,
      address.replace("/files/", "/files/A"),
      address.replace(/\.(.)([\w-]+)$/, (_whole, first, rest) => `.${first === "A" ? "B" : "A"}${rest}`),
    ])
      expect((await at(change))[0]).toBe(404);
    expect(await at(await link({ attachmentId: newId("attachment") }))).toEqual([404, "not_found"]);
    expect(await at(await link({ attachmentId: id, tenantId: stranger.homeTenantId }))).toEqual([404, "not_found"]);
  });
});

describe("a reaction", () => {
  it("is put and taken back", async () => {
    const { docs } = (
      await member.call<{ docs: Message[] }>("GET", `/api/conversations/${conversation}/messages?limit=100`)
    ).body;
    const message = docs.find((doc) => doc.externalId === externalId);
    const path = `/api/conversations/${conversation}/messages/${message?.id}/reaction`;
    const put = await member.call<{ doc: Message }>("PUT", path, { body: { emoji: "👍🏽" } });
    expect([put.status, put.body.doc.reactions]).toEqual([200, [{ emoji: "👍🏽", by: member.userId }]]);
    expect((await member.call("PUT", path, { body: { emoji: "nice" } })).status).toBe(400);
    expect((await viewer.call("PUT", path, { body: { emoji: "👍" } })).status).toBe(403);
    const taken = await member.call<{ doc: Message }>("DELETE", path);
    expect([taken.status, taken.body.doc.reactions]).toEqual([200, []]);
  });
});
