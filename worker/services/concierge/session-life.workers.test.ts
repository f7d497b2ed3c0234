import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import { concierge } from "../../../durable-objects/stubs.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { ConciergeHost } from "../../concierge-host.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { runPurge } from "../tenants/life/run-purge.ts";
import { beginSetUp, openEntries, type SetUp } from "./concierge.test-kit.ts";
import { everySession } from "./session-objects.ts";
import { wakeConcierges } from "./wake-concierges.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

let world: World;
let agency: string;
let account: string;
let admin: Caller;
let setUp: SetUp;
beforeEach(async () => {
  world = await makeWorld();
  agency = await world.agency();
  account = await world.subAccount(agency);
  admin = await world.signIn(account, "subaccount_admin");
  setUp = await beginSetUp(admin, { modules: ["ai"] });
});

/** The code a socket of a person's is closed with, or undefined after a while. */
async function listen({ token }: Caller): Promise<Promise<number | undefined>[]> {
  const headers = { upgrade: "websocket", authorization: `Bearer ${token}` };
  const url = `http://trellis.test/api/concierge/sessions/${setUp.id}/live?tenant=${account}&since=0`;
  const { webSocket, status } = await exports.default.fetch(new Request(url, { headers }));
  if (!webSocket) throw new Error(`no socket: ${status}`);
  const closed = new Promise<number>((resolve) => webSocket.addEventListener("close", ({ code }) => resolve(code)));
  webSocket.accept();
  return [Promise.race([closed, scheduler.wait(3_000).then(() => undefined)])];
}

it("goes on after its process has died, as soon as the product starts again", async () => {
  await setUp.settled();
  // As if it had died while it was to look at the account: nothing rings any more.
  await runInDurableObject(concierge(env, setUp.id), async (_object, { storage }) => {
    storage.sql.exec("UPDATE session SET body = json_set(body, '$.stale', json('true'))");
    await storage.deleteAlarm();
  });
  await abortAllDurableObjects();
  const looked = vi.spyOn(ConciergeHost.prototype, "progress");
  await wakeConcierges(env);
  // Nobody but the start has touched it.
  await vi.waitFor(() => expect(looked.mock.calls.map(([{ sessionId }]) => sessionId)).toContain(setUp.id), {
    timeout: 8_000,
  });
  looked.mockRestore();
});

it("is listened to no longer than a sign-in lasts, and by no other rights than those of now", async () => {
  const member = await world.signIn(account, "subaccount_member");
  const [mine] = await listen(admin);
  const [theirs] = await listen(member);
  const renewed = await admin.call("PATCH", `/api/members/${member.userId}`, { body: { role: "subaccount_viewer" } });
  expect(renewed.status).toBe(200);
  expect(await theirs).toBe(CLOSE_CODES.rightsChanged);
  expect((await admin.call("POST", "/api/users/logout")).status).toBe(200);
  expect(await mine).toBe(CLOSE_CODES.sessionEnded);
});

it("is erased with its account", async () => {
  const [form] = openEntries(await setUp.settled(), "form");
  expect(form).toBeDefined();
  const boss = await world.signIn(agency, "agency_admin");
  expect((await boss.call("DELETE", `/api/tenants/${account}`)).status).toBe(200);
  const slug = account.replace("_", "-");
  expect((await boss.call("POST", `/api/tenants/${account}/purge`, { body: { confirm: slug } })).status).toBe(202);
  await runPurge(env, account, Date.now() + 5_000);
  const left = await runInDurableObject(concierge(env, setUp.id), (_object, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_schema WHERE name IN ('entries', 'calls', 'messages')").toArray(),
  );
  const rows = left.length === 0 ? 0 : await entriesIn(setUp.id);
  expect(rows).toBe(0);
  const sessions = await prepared("SELECT id FROM concierge_sessions WHERE tenant_id = ?").bind(account).all();
  expect(sessions.results).toEqual([]);
  for await (const page of everySession(env, account)) expect(page).toEqual([]);
});

function entriesIn(id: string): Promise<number> {
  return runInDurableObject(
    concierge(env, id),
    (_object, { storage }) => storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM entries").one().n,
  );
}
