import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { capabilitiesOf, capabilitiesThrough } from "../../schema/capabilities.ts";
import type { Impersonation, OpenImpersonation, SupportAccess } from "../../schema/contracts/impersonations.ts";
import { ROUTES } from "../app.ts";
import { rememberedImpersonations } from "../middleware/remembered-impersonations.ts";
import { rememberedPrincipals } from "../middleware/remembered-principals.ts";
import { call, type Call, type Cast, codeOf, makeCast, ORIGIN, type Person, signIn } from "./cast.test-kit.ts";
import { type Ids, makeRecords, missingIds, ownIds, snapshot } from "./records.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Within this an end has reached every door and socket. */
const AT_ONCE_MS = 1_000;

let cast: Cast;
let ids: Ids;
beforeAll(async () => {
  cast = await makeCast();
  ids = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "secret");
});
beforeEach(async () => {
  // Each test begins with nobody looking and nothing decided.
  await env.DB.prepare("UPDATE impersonations SET ended_at = started_at WHERE ended_at IS NULL /* test */").run();
  await env.DB.prepare("DELETE FROM tenant_settings /* test */").run();
  forget();
});

function forget(): void {
  rememberedImpersonations.clear();
  rememberedPrincipals.clear();
}

interface Asked {
  by?: Person;
  as?: Person;
  write?: boolean;
  minutes?: number;
  tenant?: string;
  reason?: string;
}

async function ask({ by, as, tenant = cast.tenants.alder.id, reason = "A ticket", ...rest }: Asked = {}) {
  const viewer = by ?? cast.people.agency_admin;
  const user = (as ?? cast.people.subaccount_admin).id;
  const body = { tenant, user, reason, ...rest };
  return call("/api/impersonations", { method: "POST", token: viewer.token, tenant, body });
}

async function begin(asked: Asked = {}): Promise<Impersonation> {
  const answer = await ask(asked);
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return (JSON.parse(text) as { doc: Impersonation }).doc;
}

/** A request of the agency's admin through an impersonation. */
function through(id: string, path: string, options: Call = {}): Promise<Response> {
  return call(path, {
    token: cast.people.agency_admin.token,
    tenant: cast.tenants.alder.id,
    ...options,
    headers: { ...options.headers, "x-impersonation": id },
  });
}

function end(id: string, by: Person = cast.people.agency_admin): Promise<Response> {
  return call(`/api/impersonations/${id}`, { method: "DELETE", token: by.token, tenant: cast.tenants.alder.id });
}

async function refused(answer: Response): Promise<[number, string | undefined]> {
  return [answer.status, await codeOf(answer)];
}

interface Listener {
  heard: { type: string; entity?: string; op?: string; id?: string; members?: { userId: string; name: string }[] }[];
  closedWith?: number;
}

async function listen(token: string, query = ""): Promise<Listener> {
  const answer = await call(`/api/live?tenant=${cast.tenants.alder.id}${query}`, {
    token,
    headers: { upgrade: "websocket" },
  });
  expect(answer.status).toBe(101);
  const listener: Listener = { heard: [] };
  const socket = answer.webSocket;
  socket?.accept();
  socket?.addEventListener("message", ({ data }) => listener.heard.push(JSON.parse(String(data))));
  socket?.addEventListener("close", ({ code }) => {
    listener.closedWith = code;
  });
  await vi.waitFor(() => expect(listener.heard.length).toBeGreaterThan(0));
  return listener;
}

describe("who may look through whose eyes", () => {
  test.each<[string, keyof Cast["people"], keyof Cast["people"], "north" | "alder", number]>([
    ["an agency as its client's admin", "agency_admin", "subaccount_admin", "alder", 201],
    ["an agency as its own member, in a client's account", "agency_admin", "agency_member", "alder", 201],
    ["an agency as its own member", "agency_admin", "agency_member", "north", 201],
    ["the platform as an agency's admin", "platform_admin", "agency_admin", "north", 201],
    ["the platform as a client's viewer", "platform_admin", "subaccount_viewer", "alder", 201],
    ["nobody as themselves", "agency_admin", "agency_admin", "alder", 403],
    ["nobody as a member of the platform", "agency_admin", "platform_admin", "alder", 404],
    ["nobody as somebody of another account", "agency_admin", "cedarAdmin", "alder", 404],
    ["no member of an agency", "agency_member", "subaccount_member", "alder", 403],
    ["no admin of a client", "subaccount_admin", "subaccount_viewer", "alder", 403],
    ["no other agency", "southAdmin", "subaccount_admin", "alder", 404],
  ])("%s", async (_name, by, as, place, status) => {
    const answer = await ask({ by: cast.people[by], as: cast.people[as], tenant: cast.tenants[place].id });
    expect(answer.status, await answer.text()).toBe(status);
  });

  test("nobody as somebody who may view as others beside them", async () => {
    const colleague = { ...cast.people.agency_member };
    await env.DB.prepare("UPDATE grants SET role = 'agency_admin' WHERE user_id = ? /* test */")
      .bind(colleague.id)
      .run();
    forget();
    expect(await refused(await ask({ as: colleague }))).toEqual([403, "forbidden"]);
    await env.DB.prepare("UPDATE grants SET role = 'agency_member' WHERE user_id = ? /* test */")
      .bind(colleague.id)
      .run();
    forget();
  });

  test.each<[string, object]>([
    ["no reason", { reason: "  " }],
    ["more than an hour", { minutes: 61 }],
    ["no time", { minutes: 0 }],
  ])("not with %s", async (_name, wrong) => {
    expect(await refused(await ask(wrong))).toEqual([400, "invalid"]);
  });

  test("never from within a view, nor more than ten at a time", async () => {
    const { id } = await begin({ write: true });
    const body = { user: cast.people.subaccount_viewer.id, reason: "Nested" };
    expect(await refused(await through(id, "/api/impersonations", { method: "POST", body }))).toEqual([
      403,
      "forbidden",
    ]);
    for (let open = 1; open < 10; open += 1) await begin();
    expect(await refused(await ask())).toEqual([409, "conflict"]);
  });
});

describe("a view", () => {
  test("acts as the other person, with what both may do and nothing kept back", async () => {
    const { id } = await begin();
    const access = await (
      await through(id, `/api/tenants/${cast.tenants.alder.id}/access`)
    ).json<{ role: string; capabilities: string[]; path: unknown[] }>();
    expect(access.role).toBe("subaccount_admin");
    expect(access.capabilities).toEqual(["viewLeads", "viewSettings", "viewAudit"]);
    expect(access.path, "the account alone, none above it").toHaveLength(1);
    const { id: writing } = await begin({ write: true });
    const more = await (
      await through(writing, `/api/tenants/${cast.tenants.alder.id}/access`)
    ).json<{ capabilities: string[] }>();
    expect(more.capabilities).toEqual(
      capabilitiesThrough(capabilitiesOf("agency_admin"), capabilitiesOf("subaccount_admin"), true),
    );
    const { id: viewer } = await begin({ as: cast.people.subaccount_viewer, write: true });
    const least = await (
      await through(viewer, `/api/tenants/${cast.tenants.alder.id}/access`)
    ).json<{ capabilities: string[] }>();
    expect(least.capabilities).toEqual([...capabilitiesOf("subaccount_viewer")]);
  });

  const unsafe = ROUTES.filter(({ method, policy }) => method !== "GET" && policy.kind !== "open");
  test("that only looks is refused by every door that changes something", async () => {
    const { id } = await begin();
    const before = await snapshot(cast.tenants.alder.id);
    expect(unsafe.length).toBeGreaterThan(40);
    for (const route of unsafe) {
      const sample = sampleOf(route, { ...ids, ...(await ownIds(route, cast.people.agency_admin)) });
      const answer = await through(id, sample.path, sample.options);
      // Doors of the platform say where they are; none of them does anything.
      expect([403, 409], `${nameOf(route)}: ${answer.status}`).toContain(answer.status);
      await answer.text();
    }
    const looked = unsafe.filter(({ policy }) => policy.kind === "onTenant" && policy.on.includes("subaccount"));
    for (const route of looked) {
      const sample = sampleOf(route, ids);
      expect((await through(id, sample.path, sample.options)).status, nameOf(route)).toBe(403);
    }
    expect(await snapshot(cast.tenants.alder.id)).toBe(before);
  });

  test("that may change things still sees to nobody's credentials, people, keys, consent or sign-in", async () => {
    const { id } = await begin({ write: true });
    const kept = ROUTES.filter(
      ({ method, policy, path }) =>
        policy.kind === "signedIn" ||
        policy.kind === "perhapsSignedIn" ||
        (method !== "GET" && /\/(integrations|invitations|impersonations|members|roles|keys)\b/.test(path)),
    ).filter(({ policy }) => policy.kind !== "open");
    expect(kept.length).toBeGreaterThan(12);
    for (const route of kept) {
      const sample = sampleOf(route, ids);
      const answer = await through(id, sample.path, sample.options);
      expect([nameOf(route), answer.status]).toEqual([nameOf(route), 403]);
    }
  });

  test("leaves both identities on the rows of both stores", async () => {
    const { id } = await begin({ write: true });
    const name = `Renamed ${id}`;
    const renamed = await through(id, `/api/tenants/${cast.tenants.alder.id}`, { method: "PATCH", body: { name } });
    expect(renamed.status).toBe(200);
    const made = await through(id, "/api/contacts", { method: "POST", body: { name: "Through other eyes" } });
    expect(made.status, await made.clone().text()).toBe(201);
    const contact = (await made.json<{ doc: { id: string } }>()).doc.id;
    const { subAccount } = await import("../../durable-objects/stubs.ts");
    const { runInDurableObject } = await import("cloudflare:test");
    const inAccount = await runInDurableObject(
      subAccount(env, cast.tenants.alder.id),
      (_account, { storage }) =>
        storage.sql
          .exec("SELECT actor_id, impersonator_id, impersonator_name, via FROM audit WHERE entity_id = ?", contact)
          .toArray()[0],
    );
    const inControl = await env.DB.prepare(
      "SELECT actor_id, impersonator_id, impersonator_name, via FROM audit WHERE tenant_id = ? AND action = 'tenant.updated' ORDER BY seq DESC LIMIT 1",
    )
      .bind(cast.tenants.alder.id)
      .first();
    const both = {
      actor_id: cast.people.subaccount_admin.id,
      impersonator_id: cast.people.agency_admin.id,
      impersonator_name: "Agency admin",
      via: "session",
    };
    expect(inAccount).toEqual(both);
    expect(inControl).toEqual(both);
  });

  test("is this session's, this account's and nobody else's, and never falls back to one's own rights", async () => {
    const { id } = await begin();
    const path = "/api/contacts";
    const { agency_admin, platform_admin } = cast.people;
    expect((await through(id, path)).status).toBe(200);
    const elsewhere = await signIn(agency_admin);
    expect(await refused(await through(id, path, { token: elsewhere }))).toEqual([404, "not_found"]);
    expect(await refused(await through(id, path, { token: platform_admin.token }))).toEqual([404, "not_found"]);
    expect(await refused(await through(missingIds().impersonation, path))).toEqual([404, "not_found"]);
    expect(await refused(await through("", path))).toEqual([404, "not_found"]);
    for (const tenant of [cast.tenants.birch.id, cast.tenants.north.id])
      expect(await refused(await through(id, path, { tenant }))).toEqual([404, "not_found"]);
    expect((await through(id, path, { tenant: undefined })).status, "the account it is about").toBe(200);
    // Both of them reach this one as well: the view does not.
    const { id: member } = await begin({ as: cast.people.agency_member });
    expect((await through(member, path)).status).toBe(200);
    expect(await refused(await through(member, path, { tenant: cast.tenants.birch.id }))).toEqual([404, "not_found"]);
    expect(await refused(await through(id, `${path}?as=${missingIds().impersonation}`))).toEqual([400, "invalid"]);
    expect(await refused(await through(id, "/api/users/me"))).toEqual([403, "forbidden"]);
    const asked = `/api/attachments/${ids.upload}?tenant=${cast.tenants.alder.id}&as=${id}`;
    expect((await call(asked, { cookie: agency_admin.token })).status, "a picture").toBe(200);
    await end(id);
    expect((await call(asked, { cookie: agency_admin.token })).status).toBe(403);
    expect(await refused(await through(id, path))).toEqual([403, "impersonation_ended"]);
  });

  test("is over when its time is, at its doors and sockets", async () => {
    const { id } = await begin();
    await env.DB.prepare("UPDATE impersonations SET ends_at = ? WHERE id = ? /* test */")
      .bind(Date.now() + 1_500, id)
      .run();
    forget();
    const socket = await listen(cast.people.agency_admin.token, `&as=${id}`);
    expect((await through(id, "/api/contacts")).status).toBe(200);
    await vi.waitFor(() => expect(socket.closedWith).toBe(4403), { timeout: 4_000, interval: 50 });
    expect(await refused(await through(id, "/api/contacts"))).toEqual([403, "impersonation_ended"]);
  });

  test("is over when either person may no longer", async () => {
    const { id } = await begin({ as: cast.people.subaccount_viewer });
    const { results } = await env.DB.prepare("SELECT * FROM grants WHERE user_id IN (?, ?) /* test */")
      .bind(cast.people.agency_admin.id, cast.people.subaccount_viewer.id)
      .all<{ user_id: string; role: string }>();
    for (const { user_id, role } of results) {
      const set = (to: string) =>
        env.DB.prepare("UPDATE grants SET role = ? WHERE user_id = ? /* test */").bind(to, user_id).run();
      await set(role === "agency_admin" ? "agency_member" : "subaccount_viewer");
      if (role !== "agency_admin")
        await env.DB.prepare("DELETE FROM grants WHERE user_id = ? /* test */").bind(user_id).run();
      forget();
      expect([403, 404]).toContain((await through(id, "/api/contacts")).status);
      if (role === "agency_admin") await set(role);
      else
        await env.DB.prepare("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, ?, 1) /* test */")
          .bind(user_id, cast.tenants.alder.id, role)
          .run();
      forget();
      expect((await through(id, "/api/contacts")).status).toBe(200);
    }
  });
});

describe("an end", () => {
  test.each<[string, (id: string) => Promise<Response>]>([
    ["by whoever looks", (id) => end(id)],
    ["by an administrator of the account", (id) => end(id, cast.people.subaccount_admin)],
    [
      "by signing out",
      async () =>
        call("/api/users/logout", { method: "POST", cookie: cast.people.agency_admin.token, origin: ORIGIN, body: {} }),
    ],
  ])("%s reaches doors, sockets, tickets and everyone's screen at once", async (name, act) => {
    cast.people.agency_admin.token = await signIn(cast.people.agency_admin);
    const watcher = await listen(cast.people.subaccount_member.token);
    const { id } = await begin({ write: true });
    await vi.waitFor(() => expect(watcher.heard).toContainEqual(expect.objectContaining({ op: "created", id })));
    const open = await (
      await call("/api/impersonations/open", {
        token: cast.people.subaccount_viewer.token,
        tenant: cast.tenants.alder.id,
      })
    ).json<{ docs: OpenImpersonation[] }>();
    expect(open.docs).toMatchObject([{ id, impersonator: { name: "Agency admin" }, user: { name: "Account admin" } }]);
    expect(JSON.stringify(open)).not.toContain("A ticket");

    const socket = await listen(cast.people.agency_admin.token, `&as=${id}`);
    const onlooker = await listen(cast.people.agency_admin.token);
    await vi.waitFor(() => {
      const people = watcher.heard.findLast(({ type }) => type === "presence")?.members ?? [];
      expect(people.map((one) => one.userId)).toContain(cast.people.agency_admin.id);
      expect(people.map((one) => one.userId)).not.toContain(cast.people.subaccount_admin.id);
    });
    const { ticket } = await (
      await through(id, "/api/live/tickets", { method: "POST", body: {} })
    ).json<{ ticket: string }>();

    const began = Date.now();
    expect((await act(id)).status).toBe(200);
    await vi.waitFor(() => expect(socket.closedWith).toBeDefined(), { timeout: AT_ONCE_MS, interval: 10 });
    await vi.waitFor(() => expect(watcher.heard).toContainEqual(expect.objectContaining({ op: "deleted", id })));
    expect(Date.now() - began).toBeLessThan(AT_ONCE_MS);
    expect([401, 403]).toContain((await through(id, "/api/contacts")).status);
    const late = await call(`/api/live?tenant=${cast.tenants.alder.id}&ticket=${ticket}`, {
      headers: { upgrade: "websocket" },
    });
    expect(late.status).toBe(401);
    expect(onlooker.closedWith, "their own sockets").toBe(name === "by signing out" ? 4401 : undefined);
    cast.people.agency_admin.token = await signIn(cast.people.agency_admin);
    const told = (await listed(cast.people.subaccount_admin, cast.tenants.alder.id)).find((one) => one.id === id);
    expect(told).toMatchObject({
      open: false,
      reason: "A ticket",
      endReason: name === "by signing out" ? "signed_out" : "ended",
    });
    const { results } = await env.DB.prepare(
      "SELECT action FROM audit WHERE tenant_id = ? AND entity_id = ? ORDER BY seq",
    )
      .bind(cast.tenants.alder.id, id)
      .all<{ action: string }>();
    expect(results.map(({ action }) => action)).toEqual(["impersonation.started", "impersonation.ended"]);
  });

  test("is nobody else's to bring about, and done once", async () => {
    const { id } = await begin();
    const { subaccount_member, southAdmin, subaccount_admin } = cast.people;
    expect(await refused(await end(id, subaccount_member))).toEqual([403, "forbidden"]);
    const foreign = { method: "DELETE", token: southAdmin.token, tenant: cast.tenants.south.id };
    expect(await refused(await call(`/api/impersonations/${id}`, foreign))).toEqual([404, "not_found"]);
    const answers = await Promise.all([end(id), end(id, subaccount_admin), end(id), end(id, subaccount_admin)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const ended = await env.DB.prepare(
      "SELECT count(*) AS n FROM audit WHERE tenant_id = ? AND entity_id = ? AND action = 'impersonation.ended'",
    )
      .bind(cast.tenants.alder.id, id)
      .first<number>("n");
    expect(ended).toBe(1);
  });
});

async function listed(by: Person, tenant: string, query = ""): Promise<Impersonation[]> {
  const answer = await call(`/api/impersonations${query}`, { token: by.token, tenant });
  expect(answer.status).toBe(200);
  return (await answer.json<{ docs: Impersonation[] }>()).docs;
}

test("the list tells an account, its agency and the platform of their own", async () => {
  const first = await begin();
  const second = await begin({ as: cast.people.subaccount_viewer });
  const birch = await begin({ as: cast.people.agency_member, tenant: cast.tenants.birch.id });
  const { subaccount_admin, agency_admin, platform_admin, southAdmin } = cast.people;
  const idsOf = (docs: Impersonation[]) => docs.filter(({ open }) => open).map(({ id }) => id);
  expect(idsOf(await listed(subaccount_admin, cast.tenants.alder.id))).toEqual([second.id, first.id]);
  expect(idsOf(await listed(agency_admin, cast.tenants.north.id))).toEqual([birch.id, second.id, first.id]);
  expect(idsOf(await listed(platform_admin, cast.tenants.platform.id))).toEqual([birch.id, second.id, first.id]);
  expect(await listed(southAdmin, cast.tenants.south.id)).toEqual([]);
  const next = `?open=true&limit=1&before=${second.startedAt}&beforeId=${second.id}`;
  expect(idsOf(await listed(subaccount_admin, cast.tenants.alder.id, next))).toEqual([first.id]);
  const over = await listed(subaccount_admin, cast.tenants.alder.id, "?open=false");
  expect(over.every(({ open }) => !open)).toBe(true);
});

describe("an account decides", () => {
  const consent = (by: Person, body?: object) =>
    call("/api/impersonations/consent", {
      token: by.token,
      tenant: cast.tenants.alder.id,
      ...(body === undefined ? {} : { method: "PUT", body }),
    });

  test("never: agency and platform alike are refused, and who looks is shown out at once", async () => {
    const { subaccount_admin, platform_admin } = cast.people;
    const { id } = await begin();
    const socket = await listen(cast.people.agency_admin.token, `&as=${id}`);
    expect((await consent(subaccount_admin, { impersonation: "never" })).status).toBe(200);
    await vi.waitFor(() => expect(socket.closedWith).toBe(4403), { timeout: AT_ONCE_MS, interval: 10 });
    expect(await refused(await through(id, "/api/contacts"))).toEqual([403, "impersonation_ended"]);
    expect(await refused(await ask())).toEqual([403, "forbidden"]);
    expect(await refused(await ask({ by: platform_admin }))).toEqual([403, "forbidden"]);
    const [told] = await listed(subaccount_admin, cast.tenants.alder.id);
    expect(told).toMatchObject({ id, open: false, endReason: "consent_withdrawn", endedBy: { name: "Account admin" } });
  });

  test("ask: only while its administrators allow it, and no longer than that", async () => {
    const { subaccount_admin } = cast.people;
    await consent(subaccount_admin, { impersonation: "ask" });
    expect(await refused(await ask())).toEqual([403, "forbidden"]);
    const granted = await (
      await consent(subaccount_admin, { impersonation: "ask", hours: 2 })
    ).json<{ doc: SupportAccess }>();
    expect(Date.parse(granted.doc.until ?? "") - Date.now()).toBeGreaterThan(7_190_000);
    const { id } = await begin();
    await env.DB.prepare("UPDATE tenant_settings SET impersonation_until = ? WHERE tenant_id = ? /* test */")
      .bind(Date.now() + 5 * 60_000, cast.tenants.alder.id)
      .run();
    const short = await begin({ minutes: 60 });
    expect(Date.parse(short.endsAt) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    await consent(subaccount_admin, { impersonation: "ask", hours: 0 });
    expect(await refused(await through(id, "/api/contacts"))).toEqual([403, "impersonation_ended"]);
    expect(await refused(await ask())).toEqual([403, "forbidden"]);
  });

  test("and nobody above it, nor through its administrator's eyes", async () => {
    const { agency_admin, platform_admin, subaccount_admin, subaccount_viewer } = cast.people;
    for (const by of [agency_admin, platform_admin])
      expect(await refused(await consent(by, { impersonation: "always" }))).toEqual([403, "forbidden"]);
    const { id } = await begin({ write: true });
    const body = { impersonation: "always" };
    expect(await refused(await through(id, "/api/impersonations/consent", { method: "PUT", body }))).toEqual([
      403,
      "forbidden",
    ]);
    for (const [by, mayDecide] of [
      [agency_admin, false],
      [subaccount_viewer, false],
      [subaccount_admin, true],
    ] as const)
      expect(await (await consent(by)).json()).toEqual({ impersonation: "always", until: null, mayDecide });
    const wrong = await consent(subaccount_admin, { impersonation: "always", hours: 3 });
    expect(wrong.status).toBe(400);
    expect((await wrong.json<{ errors: { field: string }[] }>()).errors[0]?.field).toBe("hours");
  });
});
