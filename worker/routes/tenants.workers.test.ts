import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "../../schema/contracts/common.ts";
import type { Tenant, TenantAccess } from "../../schema/contracts/tenants.ts";
import { newId } from "../../schema/ids.ts";
import { call, type Cast, codeOf, makeCast } from "../security/cast.test-kit.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

let made = 0;
const freshSlug = () => `made-here-${(made += 1)}`;
const create = (token: string, body: object, tenant?: string) =>
  call("/api/tenants", { method: "POST", token, tenant, body });
const read = (token: string, id: string) => call(`/api/tenants/${id}`, { token });
const fieldOf = async (response: Response) =>
  (await response.json<{ errors: { field?: string; code: string }[] }>()).errors[0];

describe("making tenants", () => {
  test("the platform makes an agency, the agency a client, and both can be read at once", async () => {
    const { platform_admin: owner } = cast.people;
    const slug = freshSlug();
    const agency = await create(owner.token, {
      type: "agency",
      name: "  Fjord & Co ",
      slug: ` ${slug.toUpperCase()} `,
    });
    expect(agency.status).toBe(201);
    const { doc } = await agency.json<{ doc: Tenant }>();
    expect(doc).toEqual({
      id: expect.stringMatching(/^ten_/),
      type: "agency",
      parent: cast.tenants.platform.id,
      name: "Fjord & Co",
      slug,
      status: "trial",
      plan: "starter",
      trialEndsAt: new Date(Date.parse(doc.createdAt) + 14 * 24 * 60 * 60_000).toISOString(),
      createdAt: expect.stringMatching(/Z$/),
    });
    const client = await create(owner.token, { type: "subaccount", parent: doc.id, name: "Client", slug: freshSlug() });
    expect(client.status).toBe(201);
    const { doc: below } = await client.json<{ doc: Tenant }>();
    expect(below.parent).toBe(doc.id);
    expect(await (await read(owner.token, below.id)).json()).toEqual(below);
  });

  test("the parent is the active tenant unless named", async () => {
    const { token } = cast.people.agency_admin;
    const answer = await create(token, { type: "subaccount", name: "Mine", slug: freshSlug() });
    expect((await answer.json<{ doc: Tenant }>()).doc.parent).toBe(cast.tenants.north.id);
  });

  test("leaves an audit row at the parent, in the same batch", async () => {
    const { token, id } = cast.people.agency_admin;
    const { doc } = await (
      await create(token, { type: "subaccount", name: "Audited", slug: freshSlug() })
    ).json<{ doc: Tenant }>();
    const row = await env.DB.prepare(
      "SELECT actor_id, action, entity_id, after FROM audit WHERE tenant_id = ? ORDER BY id DESC LIMIT 1",
    )
      .bind(cast.tenants.north.id)
      .first<{ after: string }>();
    expect(row).toMatchObject({ actor_id: id, action: "tenant.created", entity_id: doc.id });
    expect(JSON.parse(row!.after)).toEqual(doc);
  });

  test.each(["agency_member", "subaccount_admin", "subaccount_member", "subaccount_viewer"] as const)(
    "%s may not",
    async (role) => {
      const person = cast.people[role];
      const refused = await create(person.token, {
        type: "subaccount",
        parent: person.home,
        name: "No",
        slug: freshSlug(),
      });
      expect([refused.status, await codeOf(refused)]).toEqual([403, "forbidden"]);
    },
  );

  test("a parent out of reach is as missing as one that is not", async () => {
    for (const parent of [cast.tenants.south.id, cast.tenants.platform.id, newId("tenant"), "nonsense"]) {
      const refused = await create(cast.people.agency_admin.token, {
        type: "subaccount",
        parent,
        name: "No",
        slug: freshSlug(),
      });
      expect([refused.status, await codeOf(refused)], parent).toEqual([404, "not_found"]);
    }
  });

  test("holds the shape of the tree", async () => {
    const { token } = cast.people.platform_admin;
    const { platform, north, alder } = cast.tenants;
    for (const [type, parent] of [
      ["subaccount", platform.id],
      ["agency", north.id],
      ["agency", alder.id],
      ["subaccount", alder.id],
    ]) {
      const refused = await create(token, { type, parent, name: "No", slug: freshSlug() });
      expect(refused.status, `${type} under ${parent}`).toBe(400);
      expect(await fieldOf(refused)).toMatchObject({ code: "invalid", field: "type" });
    }
    expect((await create(token, { type: "platform", name: "No", slug: freshSlug() })).status).toBe(400);
  });

  test("a slug is one account's alone, also against fifty at once, and some are kept back", async () => {
    const { token } = cast.people.agency_admin;
    const slug = freshSlug();
    const race = await Promise.all(
      Array.from({ length: 50 }, () => create(token, { type: "subaccount", name: "Race", slug })),
    );
    expect(race.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(race.filter(({ status }) => status === 409)).toHaveLength(49);
    for (const taken of [slug, "www", "api", "admin", "login"]) {
      const refused = await create(token, { type: "subaccount", name: "No", slug: taken });
      expect(refused.status, taken).toBe(409);
      expect(await fieldOf(refused)).toMatchObject({ code: "conflict", field: "slug" });
    }
  });

  test.each([
    [{ name: "", slug: "good-slug" }, "name"],
    [{ name: "x".repeat(121), slug: "good-slug" }, "name"],
    [{ name: "a\u0000b", slug: "good-slug" }, "name"],
    [{ name: "ok", slug: "-bad" }, "slug"],
    [{ name: "ok", slug: "no" }, "slug"],
    [{ name: "ok", slug: "has space" }, "slug"],
    [{ name: "ok", slug: 7 }, "slug"],
    [{ name: "ok" }, "slug"],
    [{ name: ["a"], slug: "good-slug" }, "name"],
    [{ name: "ok", slug: "good-slug", parent: "" }, "parent"],
  ])("names the field at fault in %j", async (body, field) => {
    const refused = await create(cast.people.agency_admin.token, { type: "subaccount", ...body });
    expect(refused.status).toBe(400);
    expect((await fieldOf(refused))?.field).toBe(field);
  });
});

describe("server-owned columns", () => {
  const OWNED = {
    id: "ten_mine",
    _id: "x",
    parentId: "x",
    parent_id: "x",
    agencyId: "x",
    agency_id: "x",
    tenantId: "x",
    tenant_id: "x",
    status: "active",
    plan: "enterprise",
    deletedAt: 1,
    deleted_at: 1,
    createdAt: "2001-01-01T00:00:00.000Z",
    created_at: 1,
    updatedAt: 1,
    role: "platform_admin",
    capabilities: ["deploy"],
    ["__proto__"]: { plan: "enterprise" },
    constructor: { prototype: { plan: "enterprise" } },
  };

  test("none is taken from a client when making a tenant", async () => {
    const slug = freshSlug();
    const answer = await create(cast.people.agency_admin.token, { ...OWNED, type: "subaccount", name: "Plain", slug });
    expect(answer.status).toBe(201);
    const { doc } = await answer.json<{ doc: Tenant }>();
    const row = await env.DB.prepare("SELECT * FROM tenants WHERE id = ?").bind(doc.id).first();
    expect(row).toMatchObject({
      type: "subaccount",
      parent_id: cast.tenants.north.id,
      agency_id: cast.tenants.north.id,
      status: "trial",
      plan: "starter",
      deleted_at: null,
    });
    expect(doc.id).not.toBe("ten_mine");
    expect(row?.["created_at"]).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  test("none is changed by a rename", async () => {
    const { alder, south } = cast.tenants;
    const before = await env.DB.prepare("SELECT * FROM tenants WHERE id = ?")
      .bind(alder.id)
      .first<Record<string, unknown>>();
    const body = { ...OWNED, type: "agency", parent: south.id, name: "Alder renamed" };
    const answer = await call(`/api/tenants/${alder.id}`, {
      method: "PATCH",
      token: cast.people.subaccount_admin.token,
      body,
    });
    expect(answer.status).toBe(200);
    const after = await env.DB.prepare("SELECT * FROM tenants WHERE id = ?")
      .bind(alder.id)
      .first<Record<string, unknown>>();
    // The lists above it hear of the new name by the next version of how it is listed.
    const listing_version = Number(before?.["listing_version"]) + 1;
    expect(after).toEqual({ ...before, name: "Alder renamed", updated_at: expect.any(Number), listing_version });
  });
});

describe("reading tenants", () => {
  const list = async (token: string, search = "", tenant?: string) =>
    (await call(`/api/tenants${search}`, { token, tenant })).json<Page<Tenant>>();
  const ids = ({ docs }: Page<Tenant>) => docs.map(({ id }) => id);

  test("lists what lies below the active tenant and nothing else", async () => {
    const { north, south, alder, birch, cedar, platform } = cast.tenants;
    const all = ids(await list(cast.people.platform_admin.token, "?limit=100"));
    expect(all).toEqual(expect.arrayContaining([north.id, south.id, alder.id, birch.id, cedar.id]));
    expect(all).not.toContain(platform.id);
    const ours = ids(await list(cast.people.agency_admin.token, "?limit=100"));
    expect(ours).toEqual(expect.arrayContaining([alder.id, birch.id]));
    for (const foreign of [south.id, cedar.id, north.id, platform.id]) expect(ours).not.toContain(foreign);
    expect(ids(await list(cast.people.platform_admin.token, "", south.id))).toEqual([cedar.id]);
    expect(await list(cast.people.subaccount_admin.token)).toMatchObject({ docs: [], totalDocs: 0, totalPages: 1 });
  });

  test("narrows by type and parent; a parent elsewhere is empty like one that is not", async () => {
    const { north, south, cedar } = cast.tenants;
    const owner = cast.people.platform_admin.token;
    const { docs } = await list(owner, "?type=agency&limit=100");
    expect(docs.every(({ type }) => type === "agency")).toBe(true);
    expect(ids(await list(owner, `?parent=${south.id}`))).toEqual([cedar.id]);
    const foreign = await list(cast.people.agency_admin.token, `?parent=${south.id}`);
    expect(foreign).toEqual(await list(cast.people.agency_admin.token, `?parent=${newId("tenant")}`));
    expect(foreign.docs).toEqual([]);
    expect(
      ids(await list(cast.people.agency_admin.token, `?parent=${north.id}&limit=100`)).length,
    ).toBeGreaterThanOrEqual(2);
  });

  test("searches name and slug as plain text, in any case", async () => {
    const { token } = cast.people.agency_admin;
    const slug = freshSlug();
    await create(token, { type: "subaccount", name: "100%_Proof Distillery Örebro", slug });
    for (const q of ["100%_proof", "distillery", "Öre", slug.toUpperCase(), "%_P"]) {
      expect((await list(token, `?q=${encodeURIComponent(q)}`)).totalDocs, q).toBe(1);
    }
    for (const q of ["100x_proof", "'; DROP TABLE tenants; --", "x".repeat(120)]) {
      expect((await list(token, `?q=${encodeURIComponent(q)}`)).totalDocs, q).toBe(0);
    }
  });

  test("pages, with totals", async () => {
    const { token } = cast.people.agency_admin;
    const everything = await list(token, "?limit=100");
    const first = await list(token, "?limit=2&page=1");
    const second = await list(token, "?limit=2&page=2");
    expect([...ids(first), ...ids(second)]).toEqual(ids(everything).slice(0, 4));
    expect(first).toMatchObject({
      limit: 2,
      page: 1,
      pagingCounter: 1,
      hasPrevPage: false,
      hasNextPage: true,
      prevPage: null,
      nextPage: 2,
      totalDocs: everything.totalDocs,
    });
    expect(second).toMatchObject({ page: 2, pagingCounter: 3, hasPrevPage: true, prevPage: 1 });
    for (const bad of ["?limit=0", "?limit=101", "?limit=x", "?page=0", "?type=tree"]) {
      expect((await call(`/api/tenants${bad}`, { token })).status, bad).toBe(400);
    }
  });

  test("an id out of reach answers as one that is not", async () => {
    const { token } = cast.people.agency_admin;
    for (const path of ["", "/access"]) {
      const bodies = [];
      for (const id of [cast.tenants.south.id, cast.tenants.cedar.id, cast.tenants.platform.id, newId("tenant")]) {
        const answer = await call(`/api/tenants/${id}${path}`, { token });
        expect(answer.status).toBe(404);
        bodies.push((await answer.json<{ errors: unknown }>()).errors);
      }
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    }
  });

  test("names in header and query must agree, and a named one must be in reach", async () => {
    const { token } = cast.people.agency_admin;
    const { alder, birch, cedar } = cast.tenants;
    expect((await call(`/api/tenants?tenant=${birch.id}`, { token, tenant: alder.id })).status).toBe(400);
    expect((await call(`/api/tenants?tenant=${alder.id}`, { token, tenant: alder.id })).status).toBe(200);
    expect((await call("/api/tenants", { token, tenant: cedar.id })).status).toBe(404);
    expect((await call(`/api/tenants/${alder.id}`, { token, tenant: cedar.id })).status).toBe(404);
    expect((await call("/api/tenants", { token, tenant: "" })).status).toBe(404);
  });
});

describe("access", () => {
  const access = async (token: string, id: string) =>
    (await call(`/api/tenants/${id}/access`, { token })).json<TenantAccess>();

  test("shows the way up as far as the caller's grants reach", async () => {
    const { platform, north, alder } = cast.tenants;
    const names = async (token: string) => (await access(token, alder.id)).path.map(({ id }) => id);
    expect(await names(cast.people.platform_admin.token)).toEqual([platform.id, north.id, alder.id]);
    expect(await names(cast.people.agency_member.token)).toEqual([north.id, alder.id]);
    expect(await names(cast.people.subaccount_viewer.token)).toEqual([alder.id]);
  });

  test("tells role and capabilities on that very tenant", async () => {
    const { alder } = cast.tenants;
    expect(await access(cast.people.subaccount_viewer.token, alder.id)).toMatchObject({
      role: "subaccount_viewer",
      capabilities: ["viewLeads", "viewSettings"],
    });
    expect((await access(cast.people.agency_admin.token, alder.id)).capabilities).toContain("deploy");
  });
});

describe("renaming", () => {
  const rename = (token: string, id: string, body: object) =>
    call(`/api/tenants/${id}`, { method: "PATCH", token, body });

  test("changes name and slug, shows at once, and leaves before and after", async () => {
    const { birch, north } = cast.tenants;
    const { token } = cast.people.agency_admin;
    const slug = freshSlug();
    const answer = await rename(token, birch.id, { name: "Birch & Sons", slug });
    expect((await answer.json<{ doc: Tenant }>()).doc).toMatchObject({ name: "Birch & Sons", slug });
    expect(await (await read(token, birch.id)).json()).toMatchObject({ name: "Birch & Sons", slug });
    const row = await env.DB.prepare("SELECT before, after FROM audit WHERE tenant_id = ? ORDER BY id DESC LIMIT 1")
      .bind(birch.id)
      .first<{ before: string; after: string }>();
    expect(JSON.parse(row!.before)).toEqual({ name: birch.name, slug: birch.slug });
    expect(JSON.parse(row!.after)).toEqual({ name: "Birch & Sons", slug });
    const refused = await rename(token, birch.id, { slug: north.slug });
    expect([refused.status, await codeOf(refused)]).toEqual([409, "conflict"]);
    expect((await rename(token, birch.id, { slug: "www" })).status).toBe(409);
  });

  test("needs manageSettings, and a change that changes nothing is none", async () => {
    const { alder } = cast.tenants;
    expect((await rename(cast.people.subaccount_member.token, alder.id, { name: "No" })).status).toBe(403);
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM audit WHERE tenant_id = ?").bind(alder.id).first("n");
    const before = await count();
    expect((await rename(cast.people.subaccount_admin.token, alder.id, {})).status).toBe(200);
    expect(await count()).toBe(before);
  });

  test("nothing is written in a suspended account; reading goes on", async () => {
    const { cedar } = cast.tenants;
    const { token } = cast.people.cedarAdmin;
    await env.DB.prepare("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(cedar.id).run();
    const { forgetTenants } = await import("../middleware/active-tenant.ts");
    forgetTenants();
    const refused = await rename(token, cedar.id, { name: "No" });
    expect([refused.status, await codeOf(refused)]).toEqual([403, "suspended"]);
    expect((await read(token, cedar.id)).status).toBe(200);
  });

  test("nothing is made below a suspended account either, whichever account is active", async () => {
    const { south } = cast.tenants;
    const { token } = cast.people.platform_admin;
    const { forgetTenants } = await import("../middleware/active-tenant.ts");
    const setStatus = async (status: string) => {
      await env.DB.prepare("UPDATE tenants SET status = ? WHERE id = ?").bind(status, south.id).run();
      forgetTenants();
    };
    const below = { type: "subaccount", parent: south.id, name: "Late", slug: freshSlug() };
    await setStatus("suspended");
    const refused = await create(token, below);
    expect([refused.status, await codeOf(refused)]).toEqual([403, "suspended"]);
    await setStatus(south.status);
    expect((await create(token, below)).status).toBe(201);
  });
});

describe("members", () => {
  const members = async (token: string, tenant: string) =>
    (await (await call("/api/members", { token, tenant })).json<{ docs: { id: string; role: string }[] }>()).docs.map(
      ({ id }) => id,
    );

  test("are the account's own people and its agency's, and whoever asks", async () => {
    const { people, tenants } = cast;
    const here = [
      people.subaccount_admin,
      people.subaccount_member,
      people.subaccount_viewer,
      people.agency_admin,
      people.agency_member,
    ].map(({ id }) => id);
    expect((await members(people.subaccount_viewer.token, tenants.alder.id)).sort()).toEqual(here.sort());
    expect((await members(people.platform_admin.token, tenants.alder.id)).sort()).toEqual(
      [...here, people.platform_admin.id].sort(),
    );
    expect((await members(people.agency_admin.token, tenants.north.id)).sort()).toEqual(
      [people.agency_admin.id, people.agency_member.id].sort(),
    );
  });

  test("isMember says who can act on an account", async () => {
    const { isMember } = await import("../directory/members.ts");
    const { people, tenants } = cast;
    const onAlder = async (id: string) => isMember(env, tenants.alder, id);
    for (const { id } of [people.subaccount_viewer, people.agency_member, people.platform_admin])
      expect(await onAlder(id)).toBe(true);
    for (const id of [people.southAdmin.id, people.cedarAdmin.id, newId("user")]) expect(await onAlder(id)).toBe(false);
    expect(await isMember(env, tenants.platform, people.agency_admin.id)).toBe(false);
  });
});
