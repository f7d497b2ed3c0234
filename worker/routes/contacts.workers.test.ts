import { stringify } from "qs-esm";
import { beforeAll, describe, expect, test } from "vitest";
import { Contact } from "../../schema/contracts/contacts.ts";
import { bulkOf, docOf, pageOf } from "../../schema/contracts/common.ts";
import { call, type Call, type Cast, makeCast } from "../security/cast.test-kit.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const api = async (path: string, options: Call = {}) => {
  const response = await call(`/api/contacts${path}`, {
    token: cast.people.subaccount_admin.token,
    tenant: cast.tenants.alder.id,
    ...options,
  });
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
};
const make = async (data: object): Promise<Contact> => {
  const { status, body } = await api("", { method: "POST", body: data });
  expect(status).toBe(201);
  return docOf(Contact).parse(body).doc;
};
/** As @payloadcms/sdk writes it. */
const query = (given: object) => stringify(given, { addQueryPrefix: true });

describe("/api/contacts", () => {
  test("makes, reads, lists, counts, changes and deletes in Payload's shapes", async () => {
    const made = await make({ name: "Ann Lee", phone: "+44 7700 900123", stage: "qualified", tags: ["rest"] });
    const read = await api(`/${made.id}`);
    expect(read.body).toEqual({ ...made, identities: [expect.objectContaining({ kind: "phone" })] });

    const listed = await api(
      query({
        where: { and: [{ tags: { equals: "rest" } }, { stage: { in: ["qualified", "lost"] } }] },
        sort: "-createdAt",
        limit: 50,
        page: 1,
      }),
    );
    expect(listed.status).toBe(200);
    expect(pageOf(Contact).parse(listed.body)).toEqual({
      docs: [made],
      totalDocs: 1,
      limit: 50,
      page: 1,
      totalPages: 1,
      pagingCounter: 1,
      hasPrevPage: false,
      hasNextPage: false,
      prevPage: null,
      nextPage: null,
    });
    expect((await api(`/count${query({ where: { tags: { equals: "rest" } } })}`)).body).toEqual({ totalDocs: 1 });

    const changed = await api(`/${made.id}`, { method: "PATCH", body: { stage: "customer", company: "Acme" } });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        doc: { ...made, stage: "customer", company: "Acme", updatedAt: expect.any(String) },
        message: "Contact updated.",
      },
    });
    const timeline = await api(`/${made.id}/activities`);
    expect(timeline.body).toMatchObject({ docs: [{ type: "contact.created" }, { type: "contact.updated" }] });

    expect(await api(`/${made.id}`, { method: "DELETE" })).toMatchObject({
      status: 200,
      body: { doc: { id: made.id }, message: "Contact deleted." },
    });
    for (const path of [`/${made.id}`, `/${made.id}/activities`]) expect((await api(path)).status).toBe(404);
  });

  test("changes and deletes by where, and never means everything by leaving it out", async () => {
    const made = [await make({ name: "B1", tags: ["bulk"] }), await make({ name: "B2", tags: ["bulk"] })];
    const where = query({ where: { tags: { contains: "bulk" } } });
    for (const bad of ["", "?where=", "?where[and]=", "?stage=lead"]) {
      for (const method of ["PATCH", "DELETE"]) {
        const refused = await api(bad, { method, ...(method === "PATCH" ? { body: { name: "x" } } : {}) });
        expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: "invalid", field: "where" }] } });
      }
    }
    const changed = await api(where, { method: "PATCH", body: { stage: "customer" } });
    expect(changed).toMatchObject({ status: 200, body: { errors: [], message: "Updated 2 contacts." } });
    expect(
      bulkOf(Contact)
        .parse(changed.body)
        .docs.map(({ id }) => id),
    ).toEqual(made.map(({ id }) => id));
    const deleted = await api(where, { method: "DELETE" });
    expect(deleted).toMatchObject({ status: 200, body: { errors: [], message: "Deleted 2 contacts." } });
    expect((await api(where)).body).toMatchObject({ totalDocs: 0 });
  });

  test.each([
    ["GET", "?where[stage][equals]=nope", undefined, "where.stage.equals"],
    ["GET", "?where[nope][equals]=1", undefined, "where.nope"],
    ["GET", "?where[stage][foo]=1", undefined, "where.stage.foo"],
    ["GET", "?sort=nope", undefined, "sort"],
    ["GET", "?limit=-1", undefined, "limit"],
    ["GET", "?page=0", undefined, "page"],
    ["GET", "?select[nope]=true", undefined, "select.nope"],
    ["GET", "?where[a[b]=1", undefined, "where[a[b]"],
    ["GET", "/count?where[stage]=x", undefined, "where.stage"],
    ["POST", "", {}, "name"],
    ["POST", "", { name: "Ann", email: 5 }, "email"],
    ["POST", "", { name: "Ann", owner: "usr_nobody" }, "owner"],
    ["PATCH", "/con_1", { owner: "usr_nobody" }, "owner"],
    ["PATCH", "?where[name][equals]=x", { stage: "nope" }, "stage"],
  ])("%s %s refuses %j, naming %s", async (method, path, body, field) => {
    const refused = await api(path, { method, ...(body === undefined ? {} : { body }) });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ code: "invalid", field }], requestId: expect.any(String) },
    });
  });

  test("an owner is someone who can act on the account", async () => {
    for (const person of [cast.people.subaccount_viewer, cast.people.agency_member, cast.people.subaccount_admin]) {
      expect((await make({ name: "Owned", owner: person.id })).owner).toBe(person.id);
    }
    const foreign = await api("", { method: "POST", body: { name: "Owned", owner: cast.people.cedarAdmin.id } });
    expect(foreign).toMatchObject({ status: 400, body: { errors: [{ field: "owner" }] } });
  });

  test("a number that another contact has is a conflict that names nobody", async () => {
    const { id } = await make({ name: "First", phone: "+44 7700 900777" });
    const refused = await api("", { method: "POST", body: { name: "Second", phone: "0044 7700 900 777" } });
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: "conflict", field: "phone" }] } });
    expect(JSON.stringify(refused.body)).not.toContain(id);
  });

  test("another account's contact is missing, and the account itself too", async () => {
    const { id } = await make({ name: "Private" });
    const elsewhere = { token: cast.people.cedarAdmin.token, tenant: cast.tenants.cedar.id };
    for (const path of [`/${id}`, `/${id}/activities`]) {
      expect((await api(path, elsewhere)).status).toBe(404);
    }
    expect((await api(`/${id}`, { ...elsewhere, method: "PATCH", body: { name: "Mine" } })).status).toBe(404);
    expect((await api(`/${id}`, { ...elsewhere, method: "DELETE" })).status).toBe(404);
    expect((await api("", elsewhere)).body).toMatchObject({ totalDocs: 0 });
    expect((await api("", { token: cast.people.cedarAdmin.token, tenant: cast.tenants.alder.id })).status).toBe(404);
    expect((await api(`/${id}`)).body).toMatchObject({ name: "Private" });
  });

  test("a role may do what it may: viewers look, members edit, admins delete", async () => {
    const { id } = await make({ name: "Shared" });
    const attempt = async (token: string, method: string, body?: object) =>
      (await api(`/${id}`, { token, method, ...(body === undefined ? {} : { body }) })).status;
    const { subaccount_member: member, subaccount_viewer: viewer, subaccount_admin: admin } = cast.people;
    expect(await attempt(viewer.token, "GET")).toBe(200);
    expect(await attempt(viewer.token, "PATCH", { name: "x" })).toBe(403);
    expect(await attempt(viewer.token, "DELETE")).toBe(403);
    expect(await attempt(member.token, "PATCH", { name: "Shared by a member" })).toBe(200);
    expect(await attempt(member.token, "DELETE")).toBe(403);
    expect(await attempt(admin.token, "DELETE")).toBe(200);
    expect((await api("", { token: cast.people.agency_admin.token, tenant: cast.tenants.north.id })).status).toBe(409);
  });
});
