import { exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AI_MODEL_IDS } from "../../../../schema/ai-models.ts";
import type { AuditList } from "../../../../schema/contracts/audit.ts";
import type { NewRelay, RelayList, RelayPage } from "../../../../schema/contracts/relays.ts";
import type { ErrorBody } from "../../../../schema/errors.ts";
import { forgetTenants } from "../../../middleware/active-tenant.ts";
import { type Caller, makeWorld, prepared, type World } from "../../../world.test-kit.ts";
import { beginSetUp, type SetUp } from "../concierge.test-kit.ts";
import { RELAY_FORMS_PER_NETWORK } from "./admit.ts";

/** Built from parts, so that nobody's scanner takes it for a leak. */
const GOOD = ["sk-ant-", "good-Zq8vJ2mW1xTfLr0pYcN5hB7kD4sG"].join("");
const BAD = ["sk-ant-", "bad-0pYcN5hB7kD4sGuE6aQ9oVbAxK3Z"].join("");

let world: World;
let account: string;
let admin: Caller;
const said: string[] = [];
beforeEach(async () => {
  world = await makeWorld();
  account = await world.subAccount(await world.agency());
  admin = await world.signIn(account, "subaccount_admin");
  said.length = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    if (request.headers.get("authorization") !== `Bearer ${GOOD}` && request.headers.get("x-api-key") !== GOOD)
      return Response.json({ type: "error", error: { type: "authentication_error", message: "no" } }, { status: 401 });
    return Response.json({ data: AI_MODEL_IDS.map((id) => ({ id })), has_more: false });
  });
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

/** Somebody with no session, somewhere on the net. */
async function stranger<T>(path: string, body: object, ip = "203.0.113.9") {
  const request = new Request(`http://trellis.test/api/concierge/relays/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "cf-connecting-ip": ip },
    body: JSON.stringify(body),
  });
  const answer = await exports.default.fetch(request);
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text) as T & Partial<ErrorBody> };
}
const open = (token: string) => stranger<RelayPage>("open", { token });
const fill = (token: string, slug: string, values: object, ip?: string) =>
  stranger<RelayPage>(`forms/${slug}`, { token, values }, ip);

async function linkFor({ id }: SetUp, body: object = {}): Promise<NewRelay & { token: string }> {
  const path = `/api/concierge/sessions/${id}/relays`;
  const made = await admin.call<{ doc: NewRelay }>("POST", path, { body });
  expect(made.status, made.text).toBe(201);
  return { ...made.body.doc, token: made.body.doc.url.split("/relay/")[1] ?? "" };
}

describe("a link for somebody without an account", () => {
  it("shows what is missing and nothing else, tries what is sent, and says why it does not work until it does", async () => {
    const setUp = await beginSetUp(admin, { modules: ["ai", "webchat"] });
    await setUp.settled();
    const link = await linkFor(setUp, { modules: ["ai"] });
    expect(link).toMatchObject({ state: "open", modules: ["ai"], openedAt: null, createdBy: "Account admin" });
    expect(link.url).toMatch(/^http:\/\/trellis\.test\/relay\/[\w-]{40}$/);

    const first = await open(link.token);
    expect(first.body).toMatchObject({ from: "Account admin", business: expect.stringContaining("Tenant") });
    expect(first.body.forms).toMatchObject([
      { module: { slug: "ai" }, state: "open", fields: [{ name: "apiKey", kind: "secret" }], reason: null },
    ]);
    expect((await fill(link.token, "ai", { apiKey: "short" })).body.errors?.[0]?.field).toBe("values.apiKey");
    expect((await fill(link.token, "ai", { apiKey: GOOD, other: "x" })).body.errors?.[0]?.field).toBe("values.other");
    expect((await fill(link.token, "webchat", { site: "x" })).status).toBe(404);

    expect((await fill(link.token, "ai", { apiKey: BAD })).status).toBe(200);
    await setUp.settled();
    const [refused] = (await open(link.token)).body.forms;
    expect(refused).toMatchObject({ state: "blocked", fields: [{ name: "apiKey" }] });
    expect(refused?.reason).toMatch(/key/i);
    expect(refused?.faults["apiKey"]).toBeTruthy();

    const sent = await fill(link.token, "ai", { apiKey: GOOD });
    expect(["working", "live"]).toContain(sent.body.forms[0]?.state);
    await setUp.settled();
    expect((await open(link.token)).body.forms).toMatchObject([{ state: "live", fields: [], reason: null }]);
    const again = await fill(link.token, "ai", { apiKey: GOOD });
    expect([again.status, again.body.errors?.[0]?.code]).toEqual([409, "conflict"]);
    const list = await admin.call<RelayList>("GET", `/api/concierge/sessions/${setUp.id}/relays`);
    expect(list.body.docs).toMatchObject([{ id: link.id, state: "done", openedAt: expect.any(String) }]);

    const audit = await admin.call<AuditList>("GET", "/api/audit");
    const stored = audit.body.docs.find(({ action }) => action === "concierge.values_stored");
    expect(stored).toMatchObject({
      via: "concierge",
      after: { module: "ai", fields: ["apiKey"], by: `Somebody with the link of Account admin (${link.id})` },
    });
    const kept = JSON.stringify((await prepared("SELECT * FROM concierge_relays").all()).results);
    for (const text of [...said, list.text, audit.text, kept])
      for (const secret of [GOOD, BAD, link.token]) expect(text).not.toContain(secret);
  });

  it("opens nothing once it is over, whoever ended it, and says so alike", async () => {
    const setUp = await beginSetUp(admin, { modules: ["ai"] });
    await setUp.settled();
    const plain = ({ status, body }: Awaited<ReturnType<typeof open>>) => [status, body.errors];
    const unknown = plain(await open("x".repeat(40)));
    expect(unknown[0]).toBe(410);
    for (const cutOff of ["x", "x".repeat(19)]) {
      expect(plain(await open(cutOff))).toEqual(unknown);
      expect((await fill(cutOff, "ai", { apiKey: GOOD })).status).toBe(410);
    }

    const revoked = await linkFor(setUp);
    const path = `/api/concierge/sessions/${setUp.id}/relays/${revoked.id}`;
    expect((await admin.call("DELETE", path)).status).toBe(200);
    expect((await admin.call("DELETE", path)).status).toBe(409);
    expect(plain(await open(revoked.token))).toEqual(unknown);
    expect((await fill(revoked.token, "ai", { apiKey: GOOD })).status).toBe(410);

    const expired = await linkFor(setUp);
    await prepared("UPDATE concierge_relays SET expires_at = ? WHERE id = ?").bind(Date.now(), expired.id).run();
    expect(plain(await open(expired.token))).toEqual(unknown);

    const orphan = await linkFor(setUp);
    await prepared("UPDATE grants SET role = 'subaccount_viewer' WHERE user_id = ?").bind(admin.userId).run();
    expect(plain(await open(orphan.token))).toEqual(unknown);
    expect((await fill(orphan.token, "ai", { apiKey: GOOD })).status).toBe(410);
    await prepared("UPDATE grants SET role = 'subaccount_admin' WHERE user_id = ?").bind(admin.userId).run();
    expect((await open(orphan.token)).status).toBe(200);

    await prepared("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(account).run();
    forgetTenants();
    expect((await open(orphan.token)).status).toBe(403);
    await prepared("UPDATE tenants SET status = 'active' WHERE id = ?").bind(account).run();
    forgetTenants();

    await setUp.post("steer", { action: "stop" });
    await setUp.settled();
    await vi.waitFor(async () => expect(plain(await open(orphan.token))).toEqual(unknown));
    expect((await admin.call("POST", `/api/concierge/sessions/${setUp.id}/relays`, { body: {} })).status).toBe(409);
    expect(
      await prepared("SELECT count(*) AS n FROM concierge_values WHERE tenant_id = ?").bind(account).first("n"),
    ).toBe(0);
  });

  it("is made by whoever may set up, for modules of the session, and opens only so often", async () => {
    const setUp = await beginSetUp(admin, { modules: ["ai"] });
    await setUp.settled();
    const path = `/api/concierge/sessions/${setUp.id}/relays`;
    const member = await world.signIn(account, "subaccount_member");
    expect((await member.call("POST", path, { body: {} })).status).toBe(403);
    const elsewhere = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
    expect((await elsewhere.call("POST", path, { body: {} })).status).toBe(404);
    const strange = await admin.call("POST", path, { body: { modules: ["ai", "slack"] } });
    expect([strange.status, strange.body.errors?.[0]?.field]).toEqual([400, "modules.1"]);
    for (let n = 0; n < 18; n += 1) await linkFor(setUp);
    // At one moment, too, there are no more than twenty.
    const atOnce = await Promise.all(
      Array.from({ length: 8 }, () => admin.call("POST", `/api/concierge/sessions/${setUp.id}/relays`, { body: {} })),
    );
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([201, 201, ...Array<number>(6).fill(409)]);
    expect((await admin.call("POST", path, { body: {} })).status).toBe(409);

    for (let n = 0; n < RELAY_FORMS_PER_NETWORK; n += 1)
      expect((await fill("x".repeat(40), "ai", {}, "198.51.100.7")).status).toBe(410);
    expect((await fill("x".repeat(40), "ai", {}, "198.51.100.7")).status).toBe(429);
  });
});
