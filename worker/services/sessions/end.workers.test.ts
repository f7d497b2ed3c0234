import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { SubAccount } from "../../../durable-objects/sub-account/sub-account.ts";
import { call, type Cast, makeCast, signIn } from "../../security/cast.test-kit.ts";
import { sessionOf } from "../../security/records.test-kit.ts";
import { closeSockets } from "./close-sockets.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

interface Opened {
  open: boolean;
  closed: Promise<number>;
}

async function openSocket(token: string, tenant: string): Promise<Opened> {
  const answer = await call("/api/live", { token, tenant, headers: { upgrade: "websocket" } });
  const socket = answer.webSocket;
  if (socket === null) throw new Error(`no socket: ${answer.status} ${await answer.text()}`);
  socket.accept();
  const opened: Opened = {
    open: true,
    closed: new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code))),
  };
  void opened.closed.then(() => (opened.open = false));
  return opened;
}
const currentId = async (token: string) => {
  const { docs } = await (
    await call("/api/users/sessions", { token })
  ).json<{ docs: { id: string; current: boolean }[] }>();
  return docs.find(({ current }) => current)?.id ?? "";
};
const withinASecond = (opened: Opened[]) =>
  Promise.race([Promise.all(opened.map(({ closed }) => closed)), scheduler.wait(1_000).then(() => "still open")]);

describe("ending a session closes its sockets in every account within a second", () => {
  test("by signing out; other sessions' sockets stay", async () => {
    const person = cast.people.agency_admin;
    const [leaving, staying] = [await signIn(person), await signIn(person)];
    const sockets = [
      await openSocket(leaving, cast.tenants.alder.id),
      await openSocket(leaving, cast.tenants.birch.id),
    ];
    const other = await openSocket(staying, cast.tenants.alder.id);
    await call("/api/users/logout", { method: "POST", token: leaving });
    expect(await withinASecond(sockets)).not.toBe("still open");
    expect(other.open).toBe(true);
  });

  test("by ending it from another session, and by ending all others", async () => {
    const person = cast.people.subaccount_member;
    const [mine, one, two] = [await signIn(person), await signIn(person), await signIn(person)];
    const first = await openSocket(one, cast.tenants.alder.id);
    await call(`/api/users/sessions/${await currentId(one)}`, { method: "DELETE", token: mine });
    expect(await withinASecond([first])).not.toBe("still open");
    const [second, own] = [await openSocket(two, cast.tenants.alder.id), await openSocket(mine, cast.tenants.alder.id)];
    await call("/api/users/sessions", { method: "DELETE", token: mine });
    expect(await withinASecond([second])).not.toBe("still open");
    expect(own.open).toBe(true);
  });

  test("and opens no new one: not by token, nor by a ticket got before", async () => {
    const token = await signIn(cast.people.subaccount_viewer);
    const tenant = cast.tenants.alder.id;
    const { ticket } = await (
      await call("/api/live/tickets", { method: "POST", token, tenant })
    ).json<{ ticket: string }>();
    await call("/api/users/logout", { method: "POST", token });
    expect((await call("/api/live", { token, tenant, headers: { upgrade: "websocket" } })).status).toBe(401);
    const byTicket = await call(`/api/live?ticket=${ticket}&tenant=${tenant}`, { headers: { upgrade: "websocket" } });
    expect(byTicket.status).toBe(401);
  });

  test("a session never seen by a socket ends as well", async () => {
    const person = cast.people.agency_member;
    const id = await sessionOf(person);
    expect((await call(`/api/users/sessions/${id}`, { method: "DELETE", token: person.token })).status).toBe(200);
  });

  test.each([
    [2, []],
    [3, [{ level: "error", event: "socket_not_closed", sessionId: "ses_1", reason: "Error: it is restarting" }]],
  ])("asks an account that fails %d times three times at most, and then says so", async (failures, said) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const asked: unknown[][] = [];
    vi.spyOn(SubAccount.prototype, "endSession").mockImplementation((...given) => {
      asked.push(given);
      if (asked.length <= failures) throw new Error("it is restarting");
    });
    const tenantId = cast.tenants.alder.id;
    await closeSockets(env, [{ sessionId: "ses_1", tenantId, type: "subaccount" }]);
    const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    vi.restoreAllMocks();
    expect(asked).toEqual(
      Array.from({ length: 3 }, () => [{ kind: "system", tenantId, via: "control-plane" }, { sessionId: "ses_1" }]),
    );
    expect(lines).toEqual(said.map((line) => ({ ...line, tenantId })));
  });
});
