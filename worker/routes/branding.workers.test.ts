import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { BrandVoice } from "../../schema/contracts/brand-voice.ts";
import type { Branding } from "../../schema/contracts/branding.ts";
import { LOGO_MAX_BYTES } from "../../schema/contracts/branding.ts";
import { newestMails } from "../directory/mails.ts";
import { letterTo } from "../mail/letter-to.test-kit.ts";
import { call, type Cast, codeOf, makeCast, type Person } from "../security/cast.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const WEBP = "RIFF0000WEBP";
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
beforeEach(() => env.DB.prepare("DELETE FROM branding /* test */").run());

type Place = keyof Cast["tenants"];
const choose = (who: Person, at: Place, body: object) =>
  call("/api/branding", { method: "PATCH", token: who.token, tenant: cast.tenants[at].id, body });
const chosen = async (at: Place, body: object) => {
  const answer = await choose(cast.people.platform_admin, at, body);
  expect(answer.status, await answer.clone().text()).toBe(200);
};
const read = async (at: Place) =>
  (
    await call("/api/branding", { token: cast.people.platform_admin.token, tenant: cast.tenants[at].id })
  ).json<Branding>();
const upload = (at: Place, body: string, type = "image/webp") =>
  call("/api/branding/logo", {
    method: "PUT",
    token: cast.people.platform_admin.token,
    tenant: cast.tenants[at].id,
    body,
    headers: { "content-type": type },
  });
const doc = async (answer: Response) => (await answer.json<{ doc: Branding }>()).doc;

describe("what an account wears", () => {
  test("is the product's own until somebody chooses", async () => {
    expect(await read("alder")).toEqual({
      own: { name: null, accent: null, senderName: null, logo: null },
      inherited: { name: "Trellis", accent: null, senderName: "Trellis", logo: null },
      from: { name: "product", accent: "product", senderName: "product", logo: "product" },
    });
  });

  test("is of each the nearest choice: its own, its agency's, the platform's; and no other agency's", async () => {
    await chosen("platform", { name: "House", accent: "#334155" });
    await chosen("south", { name: "South", accent: "#b91c1c", senderName: "South mail" });
    await chosen("north", { name: "North" });
    expect(await read("alder")).toMatchObject({
      inherited: { name: "North", accent: "#334155", senderName: "North" },
      from: { name: "agency", accent: "platform", senderName: "agency", logo: "product" },
    });
    await chosen("alder", { accent: "#047857" });
    expect((await read("alder")).own).toEqual({ name: null, accent: "#047857", senderName: null, logo: null });
    expect((await read("birch")).own.accent).toBeNull();
    expect((await read("cedar")).inherited).toMatchObject({ name: "South", senderName: "South mail" });
    expect((await read("north")).inherited).toMatchObject({ name: "House", accent: "#334155" });
    await chosen("alder", { accent: null });
    expect((await read("alder")).own.accent).toBeNull();
  });

  test("follows a client to another agency", async () => {
    await chosen("north", { name: "North" });
    await chosen("south", { name: "South" });
    const { token } = cast.people.platform_admin;
    const moveTo = (agency: Place) =>
      call(`/api/tenants/${cast.tenants.birch.id}/parent`, {
        method: "PUT",
        token,
        body: { agency: cast.tenants[agency].id },
      });
    expect((await moveTo("south")).status).toBe(200);
    expect((await read("birch")).inherited.name).toBe("South");
    expect((await moveTo("north")).status).toBe(200);
    expect((await read("birch")).inherited.name).toBe("North");
  });

  test("is told with how one stands to the account", async () => {
    await chosen("north", { name: "North", accent: "#047857" });
    const { token } = cast.people.subaccount_viewer;
    const access = await call(`/api/tenants/${cast.tenants.alder.id}/access`, { token });
    expect(await access.json()).toMatchObject({ brand: { name: "North", accent: "#047857", logo: null } });
  });
});

describe("choosing", () => {
  test.each([
    [{ accent: "#f59e0b" }, "accent", "2.1 : 1"],
    [{ accent: "blue" }, "accent", "colour such as"],
    [{ name: " " }, "name", "must not be empty"],
    [{ name: "x".repeat(61) }, "name", "at most 60"],
    [{ senderName: "a\nb" }, "senderName", "control characters"],
  ])("%o is refused", async (body, field, words) => {
    const refused = await choose(cast.people.agency_admin, "north", body);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ field, message: expect.stringContaining(words) }] });
  });

  test("leaves a row with what was and what is, and nothing where nothing changes", async () => {
    const rows = async () =>
      (
        await env.DB.prepare(
          "SELECT before, after FROM audit WHERE tenant_id = ? AND action = 'branding.updated' ORDER BY seq",
        )
          .bind(cast.tenants.cedar.id)
          .all<{ before: string; after: string }>()
      ).results.map(({ before, after }) => [JSON.parse(before), JSON.parse(after)]);
    await chosen("cedar", { name: "Cedar" });
    await chosen("cedar", { name: "Cedar", accent: "#047857" });
    await chosen("cedar", { name: "Cedar" });
    expect(await rows()).toEqual([
      [{ name: null }, { name: "Cedar" }],
      [{ accent: null }, { accent: "#047857" }],
    ]);
  });

  test("at one moment, each choice stands or is refused", async () => {
    const names = Array.from({ length: 12 }, (_, n) => `Name ${n}`);
    const answers = await Promise.all(names.map((name) => choose(cast.people.agency_admin, "north", { name })));
    const taken = names.filter((_, n) => answers[n]?.status === 200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const revision = await env.DB.prepare("SELECT revision FROM branding WHERE tenant_id = ? /* test */")
      .bind(cast.tenants.north.id)
      .first<number>("revision");
    expect(revision).toBe(taken.length);
    expect(taken).toContain((await read("north")).own.name);
  });
});

describe("a logo", () => {
  test("is served to anybody as a picture and nothing else; the one before is gone", async () => {
    const first = (await doc(await upload("north", `${WEBP}1`))).own.logo ?? "";
    const logo = (await doc(await upload("north", WEBP))).own.logo ?? "";
    const served = await call(logo);
    expect(served.status).toBe(200);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(await served.text()).toBe(WEBP);
    await expect.poll(async () => (await call(first)).status).toBe(404);
    expect((await read("alder")).inherited.logo).toBe(logo);

    const off = await call("/api/branding/logo", {
      method: "DELETE",
      token: cast.people.agency_admin.token,
      tenant: cast.tenants.north.id,
    });
    expect((await doc(off)).own.logo).toBeNull();
    await expect.poll(async () => (await call(logo)).status).toBe(404);
  });

  test.each([
    ["a script", "<svg onload=alert(1)>", "image/svg+xml", 415],
    ["a page that says it is a picture", "<html>", "image/webp", 400],
    ["another picture than it says", WEBP, "image/png", 400],
    ["nothing", "", "image/webp", 400],
    ["more than it may be", WEBP + "x".repeat(LOGO_MAX_BYTES), "image/webp", 413],
  ])("is not %s", async (_what, body, type, status) => {
    expect((await upload("north", body, type)).status).toBe(status);
    expect((await env.MEDIA.list({ prefix: `media/${cast.tenants.north.id}/brand/` })).objects).toEqual([]);
  });

  test("is not found by an address that leads elsewhere in the bucket", async () => {
    await env.MEDIA.put(`media/${cast.tenants.alder.id}/secret`, "secret", {
      httpMetadata: { contentType: "image/png" },
    });
    for (const path of [`${cast.tenants.alder.id}/..%2Fsecret`, `x/${cast.tenants.alder.id}`, "a/b"])
      expect((await call(`/api/brand/logos/${path}`)).status, path).toBe(404);
  });
});

test("mail is written in the name of the account it is about, and wears its brand", async () => {
  await chosen("north", { name: "North", accent: "#047857", senderName: "North team" });
  await upload("north", WEBP);
  const { subaccount_admin: admin } = cast.people;
  const email = "guest@brand.test";
  const invited = await call("/api/invitations", {
    method: "POST",
    token: admin.token,
    tenant: cast.tenants.alder.id,
    body: { email },
  });
  expect(invited.status).toBe(201);
  await letterTo(email);
  const mail = (await newestMails(env, 0, 50)).find(({ to }) => to === email);
  expect(mail?.fromName).toBe("North team");
  expect(mail?.html).toContain("#047857");
  expect(mail?.html).toMatch(/<img\s+src="https:\/\/trellis\.test\/api\/brand\/logos\/[^"]+"\s+alt="North"/);
  expect(`${mail?.html}${mail?.text}`).not.toMatch(/\bTrellis\b/);
});

test("who may not change settings chooses nothing", async () => {
  expect(await codeOf(await choose(cast.people.subaccount_member, "alder", { name: "Mine" }))).toBe("forbidden");
});

describe("how an account sounds", () => {
  const sound = (at: Place, body: object, who = cast.people.platform_admin) =>
    call("/api/brand-voice", { method: "PATCH", token: who.token, tenant: cast.tenants[at].id, body });
  const hear = async (at: Place) =>
    (
      await call("/api/brand-voice", { token: cast.people.platform_admin.token, tenant: cast.tenants[at].id })
    ).json<BrandVoice>();
  const nothing = { about: null, tone: null, always: null, never: null };

  test("is of each what the nearest says: itself, its agency, the platform; and no other agency", async () => {
    expect(await hear("alder")).toEqual({
      own: nothing,
      inherited: nothing,
      from: { about: "nobody", tone: "nobody", always: "nobody", never: "nobody" },
    });
    await sound("platform", { never: "Lie", about: "A house" });
    await sound("south", { tone: "Loud" });
    await sound("north", { tone: "Warm", about: "North's\nclients" });
    const own = await (await sound("alder", { tone: " Dry " })).json<{ doc: BrandVoice }>();
    expect(own.doc).toEqual({
      own: { ...nothing, tone: "Dry" },
      inherited: { about: "North's\nclients", tone: "Warm", always: null, never: "Lie" },
      from: { about: "agency", tone: "agency", always: "nobody", never: "platform" },
    });
    expect((await hear("birch")).own).toEqual(nothing);
    await sound("alder", { tone: null });
    expect(await hear("alder")).toMatchObject({ own: nothing, inherited: { tone: "Warm" } });
    expect((await hear("cedar")).inherited.tone).toBe("Loud");
  });

  test("leaves its looks as they are, the other way round too, and is told in the audit log", async () => {
    await chosen("alder", { name: "Alder" });
    await sound("alder", { always: "Sign" });
    await chosen("alder", { accent: "#047857" });
    expect((await hear("alder")).own.always).toBe("Sign");
    expect((await read("alder")).own).toMatchObject({ name: "Alder", accent: "#047857" });
    const rows = await env.DB.prepare(
      "SELECT after FROM audit WHERE tenant_id = ? AND action = 'branding.updated' ORDER BY seq DESC LIMIT 2 /* test */",
    )
      .bind(cast.tenants.alder.id)
      .all<{ after: string }>();
    expect(rows.results.map(({ after }) => JSON.parse(after))).toEqual([
      { accent: "#047857" },
      { voiceAlways: "Sign" },
    ]);
  });

  test.each([
    [{ tone: "" }, "tone"],
    [{ never: "x".repeat(2_001) }, "never"],
    [{ about: 1 }, "about"],
  ])("names the field at fault: %j", async (body, field) => {
    const answer = await sound("alder", body);
    expect(answer.status).toBe(400);
    expect((await answer.json<{ errors: { field: string }[] }>()).errors[0]?.field).toBe(field);
  });
});
