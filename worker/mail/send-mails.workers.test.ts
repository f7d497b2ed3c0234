import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ScopedDb } from "../db/scoped.ts";
import { newestMails } from "../directory/mails.ts";
import type { Env } from "../env.ts";
import { call } from "../security/cast.test-kit.ts";
import { queueMail } from "./queue-mail.ts";
import { sendDueMails } from "./send-mails.ts";

const NOW = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;
const LIVE: Env = {
  ...env,
  RESEND_API_KEY: "re_secret",
  MAIL_FROM: "hello@trellis.test",
  RESEND_API_URL: "http://mail.test",
  APP_ORIGIN: "https://app.trellis.test",
};

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO tenants (id, type, name, slug, status, plan, created_at, updated_at) VALUES ('ten_mail', 'platform', 'P', 'ten-mail', 'active', 'starter', 1, 1)",
    ),
    env.DB.prepare(
      "INSERT INTO branding (tenant_id, sender_name, revision, updated_at) VALUES ('ten_mail', 'A \"B\"', 1, 1)",
    ),
  ]);
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function queue(over: Env, to: string) {
  const letter = { kind: "greeting", subject: `Hello ${to}`, paragraphs: ["Open https://x.test/token-1"] };
  const mail = await queueMail(over, { tenantId: "ten_mail", to, letter }, Date.now());
  await new ScopedDb(over, { kind: "system", tenantId: "ten_mail", via: "cron" }).commit({
    writes: [mail.write],
    audit: { action: "mail.queued", entity: "mail", entityId: to },
  });
  return mail;
}
const rowOf = async (to: string) => (await newestMails(env, 0, 50)).find((mail) => mail.to === to);

test("the sandbox keeps a mail for its mailbox, open to anyone there and nowhere else", async () => {
  await (await queue(env, "ana@example.test")).send();
  const { docs } = await (await call("/api/sandbox/mails")).json<{ docs: { to: string; text: string }[] }>();
  expect(docs.find(({ to }) => to === "ana@example.test")?.text).toContain("token-1");
});

test("a sender gets each mail once, under its own id; its words are kept no longer", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ id: "1" }));
  const mail = await queue(LIVE, "ben@example.test");
  await Promise.all([mail.send(), mail.send(), sendDueMails(LIVE, NOW + HOUR)]);
  expect(fetch).toHaveBeenCalledTimes(1);
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(String(url)).toBe("http://mail.test/emails");
  expect(new Headers(init?.headers).get("idempotency-key")).toBe((await rowOf("ben@example.test"))?.id);
  expect(JSON.parse(String(init?.body))).toMatchObject({
    from: '"A B" <hello@trellis.test>',
    to: ["ben@example.test"],
  });
  expect(await rowOf("ben@example.test")).toMatchObject({ state: "sent", text: "", html: "" });
});

test("what a sender cannot take now goes later, and what it refuses is given up with the reason", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("", { status: 503 }));
  await (await queue(LIVE, "cid@example.test")).send();
  expect(await rowOf("cid@example.test")).toMatchObject({ state: "queued", attempts: 1, error: "Resend answered 503" });
  fetch.mockImplementation(async () => new Response("", { status: 422 }));
  await sendDueMails(LIVE, NOW + 1_000);
  expect(fetch).toHaveBeenCalledTimes(1);
  await sendDueMails(LIVE, NOW + HOUR);
  expect(await rowOf("cid@example.test")).toMatchObject({ state: "failed", error: "Resend answered 422", text: "" });
});

test("the sweep sends what a request that died left behind, and forgets mail of more than a week ago", async () => {
  await queue(env, "dan@example.test");
  await sendDueMails(env, NOW + 1_000);
  expect(await rowOf("dan@example.test")).toMatchObject({ state: "queued" });
  await sendDueMails(env, NOW + HOUR);
  expect(await rowOf("dan@example.test")).toMatchObject({ state: "sent" });
  await sendDueMails(env, NOW + 8 * 24 * HOUR);
  expect(await rowOf("dan@example.test")).toBeUndefined();
});

test("without a sender mail waits, and says what for", async () => {
  const none = { ...env, TRELLIS_SANDBOX: "0" };
  await (await queue(none, "eve@example.test")).send();
  expect(await rowOf("eve@example.test")).toMatchObject({ state: "queued", error: "no mail sender is configured" });
});

test("no mail leaves whose links would lead wherever the request said it came to", async () => {
  const fetch = vi.spyOn(globalThis, "fetch");
  await (await queue({ ...LIVE, APP_ORIGIN: "" }, "fay@example.test")).send();
  expect(await rowOf("fay@example.test")).toMatchObject({ state: "failed", error: "APP_ORIGIN is not set", text: "" });
  expect(fetch).not.toHaveBeenCalled();
});
