import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { call, type Cast, codeOf, makeCast } from "../security/cast.test-kit.ts";
import { declaredRoutes } from "./declared-routes.ts";
import { answerError } from "./errors.ts";
import { ANY_TENANT, onPathTenant, onTenant, open, type Policy, route, signedIn } from "./policy.ts";
import { API_BODY_MAX_BYTES, request } from "./request.ts";

const declare = (policy: Policy) =>
  route({ policy, summary: "A door", tags: ["Test"], responses: { 200: { description: "In" } } });

describe("a route must say whom it serves", () => {
  test("one that does is listed with its policy", () => {
    const app = new Hono<AppEnv>().get("/a", declare(signedIn), (c) => c.text("in"));
    expect(declaredRoutes(app)).toEqual([{ method: "GET", path: "/a", policy: { kind: "signedIn" } }]);
  });

  test("one that does not keeps the worker from starting, also when mounted below", () => {
    const app = new Hono<AppEnv>().get("/a", (c) => c.text("in"));
    expect(() => declaredRoutes(app)).toThrow("GET /a must declare exactly one policy");
    expect(() => declaredRoutes(new Hono<AppEnv>().route("/api", app))).toThrow("GET /api/a");
    const half = new Hono<AppEnv>().get("/a", declare(signedIn), (c) => c.text("in")).post("/a", (c) => c.text("in"));
    expect(() => declaredRoutes(half)).toThrow("POST /a");
  });

  test("one that says it twice does neither", () => {
    const app = new Hono<AppEnv>().get("/a", declare(open("for all")), declare(signedIn), (c) => c.text("in"));
    expect(() => declaredRoutes(app)).toThrow("it has 2");
  });
});

describe("a policy", () => {
  let cast: Cast;
  beforeAll(async () => {
    cast = await makeCast();
  });

  const reached = vi.fn<() => void>();
  function door(policy: Policy) {
    const app = new Hono<AppEnv>();
    app.onError(answerError);
    app.use("*", request);
    app.all("/:id", declare(policy), (c) => {
      reached();
      const ctx = c.get("ctx") as AppEnv["Variables"]["ctx"] | undefined;
      return c.json({
        tenant: ctx?.tenant.id,
        role: ctx?.actor.kind === "user" ? ctx.actor.role : undefined,
        capabilities: ctx?.actor.capabilities,
      });
    });
    return (path: string, token: string | undefined, headers: Record<string, string> = {}) =>
      app.request(
        `https://trellis.test${path}`,
        { headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } },
        env,
      );
  }
  const of = async (response: Response | Promise<Response>) =>
    (await response).json<{ tenant?: string; role?: string }>();

  test("an address that cannot be read, and more faults than help anyone, are refused briefly", async () => {
    const app = new Hono<AppEnv>();
    app.onError(answerError);
    app.use("*", request);
    app.get("/", () => {
      const item = { message: "is wrong", code: "invalid" as const };
      throw new TrellisError("invalid", { items: Array.from({ length: 10_000 }, () => item) });
    });
    const many = await app.request("https://trellis.test/", {}, env);
    expect((await many.json<{ errors: unknown[] }>()).errors).toHaveLength(50);

    const unreadable = new Request("https://trellis.test/");
    Object.defineProperty(unreadable, "url", { value: "http://no host/" });
    const answer = await app.fetch(unreadable, env);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "invalid"]);
  });

  test("onTenant acts on the home tenant, or on the one named, and never on one out of reach", async () => {
    const { alder, birch, cedar, north } = cast.tenants;
    const enter = door(onTenant("viewLeads", ANY_TENANT));
    const { token } = cast.people.agency_member;
    expect(await of(enter("/x", token))).toMatchObject({ tenant: north.id, role: "agency_member" });
    expect(await of(enter("/x", token, { "x-tenant": birch.id }))).toMatchObject({ tenant: birch.id });
    expect(await of(enter(`/x?tenant=${alder.id}`, token))).toMatchObject({ tenant: alder.id });
    reached.mockClear();
    expect((await enter("/x", token, { "x-tenant": cedar.id })).status).toBe(404);
    expect((await enter(`/x?tenant=${cedar.id}`, token)).status).toBe(404);
    expect((await enter(`/x?tenant=${alder.id}`, token, { "x-tenant": birch.id })).status).toBe(400);
    expect((await enter("/x", undefined, { "x-tenant": alder.id })).status).toBe(401);
    expect(reached).not.toHaveBeenCalled();
  });

  test("onTenant refuses a type of tenant it is not for before it looks at rights", async () => {
    const enter = door(onTenant("manageModules"));
    const onAgency = await enter("/x", cast.people.agency_member.token);
    expect([onAgency.status, await codeOf(onAgency)]).toEqual([409, "not_a_subaccount"]);
    const onClient = await enter("/x", cast.people.agency_member.token, { "x-tenant": cast.tenants.alder.id });
    expect([onClient.status, await codeOf(onClient)]).toEqual([403, "forbidden"]);
  });

  test("onPathTenant acts on the tenant of the path", async () => {
    const enter = door(onPathTenant("viewSettings"));
    const { token } = cast.people.agency_admin;
    expect(await of(enter(`/${cast.tenants.birch.id}`, token))).toMatchObject({ tenant: cast.tenants.birch.id });
    expect((await enter(`/${cast.tenants.cedar.id}`, token)).status).toBe(404);
    expect((await enter(`/${cast.tenants.birch.id}`, token, { "x-tenant": cast.tenants.cedar.id })).status).toBe(404);
  });

  test("the union of several grants counts, shown under the strongest", async () => {
    const { id, token } = cast.people.cedarAdmin;
    const grant = "INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'agency_member', 1)";
    await env.DB.prepare(grant).bind(id, cast.tenants.south.id).run();
    const enter = door(onTenant("viewLeads", ANY_TENANT));
    expect(await of(enter("/x", token))).toMatchObject({
      role: "subaccount_admin",
      capabilities: expect.arrayContaining(["manageModules"]),
    });
    expect(await of(enter("/x", token, { "x-tenant": cast.tenants.south.id }))).toMatchObject({
      role: "agency_member",
    });
  });

  test("a tenant that was deleted is as missing", async () => {
    const { birch } = cast.tenants;
    await env.DB.prepare("UPDATE tenants SET deleted_at = 1 WHERE id = ?").bind(birch.id).run();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2_000 });
    const enter = door(onTenant("viewLeads", ANY_TENANT));
    expect((await enter("/x", cast.people.agency_admin.token, { "x-tenant": birch.id })).status).toBe(404);
    vi.useRealTimers();
    await env.DB.prepare("UPDATE tenants SET deleted_at = NULL WHERE id = ?").bind(birch.id).run();
  });

  test("a 500 tells nothing but the request id", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const app = new Hono<AppEnv>();
    app.onError(answerError);
    app.use("*", request);
    app.get("/a", declare(open("for all")), () => {
      throw new Error("password is hunter2");
    });
    const answer = await app.request("https://trellis.test/a", {}, env);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toContain("hunter2");
    const { errors, requestId } = JSON.parse(text) as { errors: unknown[]; requestId: string };
    expect(errors).toEqual([{ code: "internal", message: expect.any(String) }]);
    expect(logged.mock.calls.join()).toContain(requestId);
    logged.mockRestore();
  });
});

describe("every answer", () => {
  test("carries its request id and strict headers, refusals too", async () => {
    for (const path of ["/api/health", "/api/users/me", "/api/nothing/here"]) {
      const answer = await call(path);
      const id = answer.headers.get("x-request-id");
      expect(id, path).toMatch(/^req_[0-9a-z]{26}$/);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      const { requestId = id } = await answer.json<{ requestId?: string }>();
      expect(requestId).toBe(id);
    }
  });

  test("refuses a body too large, of another type, or no JSON", async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      call("/api/users/login", { method: "POST", body, headers });
    const large = JSON.stringify({ email: "a@b.test", password: "x".repeat(API_BODY_MAX_BYTES) });
    for (const [answer, status, code] of [
      [await post(large), 413, "too_large"],
      [await post("{}", { "content-type": "text/plain" }), 415, "unsupported_media_type"],
      [await post("{]"), 400, "invalid"],
      [await post(""), 400, "invalid"],
      [await post("null"), 400, "invalid"],
      [await post("[]"), 400, "invalid"],
      [await post(`{"email":"${"\\ud800"}","password":"x"}`), 400, "invalid"],
    ] as const) {
      expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    }
  });
});
