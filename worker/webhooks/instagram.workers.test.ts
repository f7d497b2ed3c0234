import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import { makeWorld, prepared, type World } from "../world.test-kit.ts";
import { connect, messagesOf, post } from "./meta.test-kit.ts";

let world: World;
let agency: string;
beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

let made = 0;
/** An account with a connected Instagram account. */
async function line(given: { ownApp?: boolean } = {}) {
  made += 1;
  const id = `1784147${String(made).padStart(10, "0")}`;
  const tenantId = await world.subAccount(agency);
  const ids = [{ kind: "instagram_account_id", outsideId: id }] as const;
  return { id, ...(await connect({ tenantId, module: "instagram", ids, ownApp: given.ownApp })) };
}
type Line = Awaited<ReturnType<typeof line>>;

let written = 0;
function event(to: Pick<Line, "id">, part: object, also: object = {}) {
  return { sender: { id: "6120047731905528" }, recipient: { id: to.id }, timestamp: Date.now(), ...part, ...also };
}
function text(to: Pick<Line, "id">, words: string) {
  written += 1;
  return event(to, { message: { mid: `aWdf.${written}`, text: words } });
}
function entry({ id }: Pick<Line, "id">, ...messaging: object[]) {
  return { id, time: Date.now(), messaging };
}
const body = (...entries: object[]) => ({ object: "instagram", entry: entries });
const toDoor = (payload: object, to: Parameters<typeof post>[1] = {}) => post(payload, { module: "instagram", ...to });
const texts = async ({ tenantId }: Line) => (await messagesOf(tenantId)).map((message) => message.text);
const strays = async ({ id }: Line) =>
  (await prepared("SELECT door, reason FROM quarantine WHERE outside_id = ?").bind(id).all()).results;

describe("the doors of Instagram", () => {
  it("shake hands with whoever knows their own token", async () => {
    const own = await line({ ownApp: true });
    const shake = async (path: string, token: string) => {
      const query = `hub.mode=subscribe&hub.challenge=115&hub.verify_token=${encodeURIComponent(token)}`;
      const answer = await exports.default.fetch(new Request(`http://trellis.test/webhooks/instagram${path}?${query}`));
      return [answer.status, (await answer.text()).slice(0, 3)];
    };
    expect(await shake("", env.META_VERIFY_TOKEN ?? "")).toEqual([200, "115"]);
    expect(await shake(`/${own.integrationId}`, own.verifyToken ?? "")).toEqual([200, "115"]);
    expect((await shake("", own.verifyToken ?? ""))[0]).toBe(403);
    expect((await shake(`/${own.integrationId}`, env.META_VERIFY_TOKEN ?? ""))[0]).toBe(403);
  });

  it("store what is signed, and nothing that is not", async () => {
    const to = await line();
    expect((await toDoor(body(entry(to, text(to, "signed"))))).status).toBe(200);
    expect((await toDoor(body(entry(to, text(to, "forged"))), { secret: "wrong" })).status).toBe(401);
    expect((await toDoor(body(entry(to, text(to, "unsigned"))), { signature: null })).status).toBe(401);
    expect(await texts(to)).toEqual(["signed"]);
  });

  it("are no doors of another channel", async () => {
    const own = await line({ ownApp: true });
    const secret = own.appSecret ?? "";
    const payload = body(entry(own, text(own, "wrong door")));
    expect((await post(payload, { module: "whatsapp", path: `/${own.integrationId}`, secret })).status).toBe(401);
    // The platform's app may speak both; a body is read as its door's channel.
    expect((await post(payload, { module: "whatsapp" })).status).toBe(200);
    expect(await texts(own)).toEqual([]);
  });

  it("give an app's owner no way to accounts of others", async () => {
    const attacker = await line({ ownApp: true });
    const victims = [await line(), await line({ ownApp: true })];
    const payload = body(
      ...victims.map((victim) => entry(victim, text(victim, "attack"))),
      entry(
        attacker,
        text(attacker, "own"),
        event(victims[0] ?? attacker, { message: { mid: "aWdf.x", text: "aimed" } }),
      ),
    );
    const door = { path: `/${attacker.integrationId}`, secret: attacker.appSecret ?? "" };
    expect((await toDoor(payload, door)).status).toBe(200);
    for (const victim of victims) {
      expect(await texts(victim)).toEqual([]);
      expect(await strays(victim)).toMatchObject([{ reason: "this id has another door" }]);
    }
    expect(await texts(attacker)).toEqual(["own", "aimed"]);
    // Nor does the platform's door serve who brings an own app.
    expect((await toDoor(body(entry(attacker, text(attacker, "by the platform"))))).status).toBe(200);
    expect(await texts(attacker)).not.toContain("by the platform");
  });
});

describe("receipts and echoes", () => {
  const ingested = async (to: Line, ...messaging: object[]) =>
    expect((await toDoor(body(entry(to, ...messaging)))).status).toBe(200);
  const echo = (to: Line, mid: string, words: string) =>
    event(
      to,
      { message: { mid, text: words, is_echo: true } },
      { sender: { id: to.id }, recipient: { id: "6120047731905528" } },
    );

  it("raise everything up to the message read, and nothing after it nor of anyone else", async () => {
    const to = await line();
    const other = { sender: { id: to.id }, recipient: { id: "6999" } };
    await ingested(
      to,
      { ...echo(to, "e1", "one"), timestamp: Date.now() - 5_000 },
      { ...echo(to, "e2", "two"), timestamp: Date.now() - 4_000 },
      { ...echo(to, "e3", "three"), timestamp: Date.now() - 3_000 },
      { ...echo(to, "e4", "to another"), ...other, timestamp: Date.now() - 6_000 },
    );
    await ingested(to, event(to, { read: { mid: "e2" } }));
    expect((await messagesOf(to.tenantId)).map(({ external, status }) => [external, status])).toEqual([
      ["e1", "read"],
      ["e2", "read"],
      ["e3", "sent"],
      ["e4", "sent"],
    ]);
  });

  it("make nobody of a stranger", async () => {
    const to = await line();
    await ingested(to, event(to, { read: { mid: "unknown" } }, { sender: { id: "6999" } }));
    const { body: found } = await (
      await world.signIn(to.tenantId, "subaccount_admin")
    ).call<{ totalDocs: number }>("GET", "/api/contacts");
    expect(found.totalDocs).toBe(0);
  });

  it("settle a send of unknown fate by what it says, once, and leave what says otherwise alone", async () => {
    const to = await line();
    await ingested(to, text(to, "Hello?"));
    // Two sends whose answers were lost.
    await runInDurableObject(subAccount(env, to.tenantId), (_object, { storage }) => {
      const [conversation] = storage.sql.exec<{ id: string }>("SELECT id FROM conversations").toArray();
      for (const id of ["msg_a", "msg_b"]) {
        storage.sql.exec(
          "INSERT INTO messages (id, conversation_id, integration_id, direction, type, private, text, status, client_id, author, created_at, updated_at) VALUES (?, ?, ?, 'out', 'text', 0, 'Yes?', 'unknown', ?, '{}', ?, ?)",
          id,
          conversation?.id ?? "",
          to.integrationId,
          id,
          Date.now(),
          Date.now(),
        );
      }
    });
    await ingested(to, echo(to, "e1", "Yes?"), echo(to, "e1", "Yes?"), echo(to, "e2", "Something else"));
    expect(
      (await messagesOf(to.tenantId)).map(({ id, external, status }) => [id.slice(0, 5), external, status]),
    ).toEqual(
      expect.arrayContaining([
        ["msg_a", "e1", "sent"],
        ["msg_b", null, "unknown"],
      ]),
    );
    expect(await texts(to)).toEqual(["Hello?", "Yes?", "Yes?", "Something else"]);
  });
});

describe("installing a real account", () => {
  it("claims the id only where the token proves it, for one account alone", async () => {
    const id = "17841499000000001";
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const isKnown = request.headers.get("authorization") === "Bearer IGAAgood";
      if (!isKnown) return Response.json({ error: { code: 190, message: "No" } }, { status: 401 });
      return new URL(request.url).pathname.endsWith("/subscribed_apps")
        ? Response.json({ success: true })
        : Response.json({ user_id: id, username: "casa.lumen", name: "Casa Lumen" });
    });
    const admins = await Promise.all(
      [1, 2].map(async () => world.signIn(await world.subAccount(agency), "subaccount_admin")),
    );
    const install = (at: number, accessToken: string) =>
      admins[at]?.call<{ doc: Integration }>("POST", "/api/integrations", {
        body: { module: "instagram", credentials: { instagramAccountId: id, accessToken } },
      });
    const refused = await install(1, "IGAAbad");
    expect(refused).toMatchObject({ status: 201, body: { doc: { state: "error", health: { ok: false } } } });
    const installed = await install(0, "IGAAgood");
    expect(installed).toMatchObject({
      status: 201,
      body: { doc: { state: "connected", details: { username: "@casa.lumen" }, webhookUrl: null } },
    });
    expect(installed?.text).not.toContain("IGAAgood");
    const late = await admins[1]?.call("PUT", `/api/integrations/${refused?.body.doc.id}/credentials`, {
      body: { credentials: { accessToken: "IGAAgood" } },
    });
    expect([late?.status, late?.body.errors?.[0]?.code]).toEqual([409, "outside_id_taken"]);
    expect((await toDoor(body(entry({ id }, text({ id }, "for the first"))))).status).toBe(200);
    expect((await messagesOf(admins[0]?.homeTenantId ?? "")).map((message) => message.text)).toEqual(["for the first"]);
    expect(await messagesOf(admins[1]?.homeTenantId ?? "")).toEqual([]);
    vi.restoreAllMocks();
  });
});
