import { exports } from "cloudflare:workers";
import { PayloadSDK, type PayloadSDKError } from "@payloadcms/sdk";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { COLLECTIONS } from "../../schema/collections/catalog.ts";
import { whereInputs } from "../../schema/collections/where.test-kit.ts";
import type { Contact } from "../../schema/contracts/contacts.ts";
import { type Cast, makeCast, ORIGIN, PASSWORD } from "../security/cast.test-kit.ts";

type Where = NonNullable<Parameters<PayloadSDK["find"]>[0]["where"]>;

let cast: Cast;
let sdk: PayloadSDK;
beforeAll(async () => {
  cast = await makeCast();
  const { email } = cast.people.subaccount_admin;
  const { token = "" } = await client({}).login({ collection: "users", data: { email, password: PASSWORD } });
  sdk = client({ authorization: `JWT ${token}`, "x-tenant": cast.tenants.alder.id });
});

describe("Payload's own SDK", () => {
  test("signs in, says who that is, renews the token", async () => {
    const { email } = cast.people.subaccount_member;
    const signedIn = await client({}).login({ collection: "users", data: { email, password: PASSWORD } });
    expect(signedIn).toMatchObject({
      message: expect.any(String),
      token: expect.any(String),
      exp: expect.any(Number),
      user: { email },
    });
    const own = client({ authorization: `JWT ${signedIn.token}` });
    expect(await own.me({ collection: "users" })).toMatchObject({ user: { email }, exp: signedIn.exp });
    const renewed = await own.refreshToken({ collection: "users" });
    expect(renewed).toMatchObject({ refreshedToken: expect.any(String), exp: expect.any(Number), user: { email } });
    expect(renewed.refreshedToken).not.toBe(signedIn.token);
    const next = client({ authorization: `JWT ${renewed.refreshedToken}` });
    expect(await next.me({ collection: "users" })).toMatchObject({ user: { email } });
  });

  test("refuses a wrong password with the words of the answer", async () => {
    const { email } = cast.people.subaccount_viewer;
    const refused = await refusal(() =>
      client({}).login({ collection: "users", data: { email, password: "not the password" } }),
    );
    expect(refused).toMatchObject({ name: "PayloadSDKError", status: 401, errors: [{ code: "invalid_credentials" }] });
    expect(refused.message).toBe(refused.errors[0]?.message);
  });

  test("makes, finds, changes and deletes one", async () => {
    const made = await create({ name: "Ann Lee", phone: "+44 7700 900123", stage: "qualified", tags: ["sdk-one"] });
    expect(made).toMatchObject({ name: "Ann Lee", phone: "+447700900123", stage: "qualified", tags: ["sdk-one"] });
    expect(await sdk.findByID({ collection: "contacts", id: made.id })).toEqual({
      ...made,
      identities: [expect.objectContaining({ kind: "phone" })],
    });
    expect(await sdk.findByID({ collection: "contacts", id: made.id, depth: 0 })).toEqual(made);
    expect(await sdk.findByID({ collection: "contacts", id: made.id, select: { name: true } })).toEqual({
      id: made.id,
      name: "Ann Lee",
    });
    const changed = await sdk.update({ collection: "contacts", id: made.id, data: { stage: "customer" } });
    expect(changed).toMatchObject({ id: made.id, name: "Ann Lee", stage: "customer" });
    expect(await sdk.delete({ collection: "contacts", id: made.id })).toMatchObject({ id: made.id });
    expect(await sdk.findByID({ collection: "contacts", id: made.id, disableErrors: true })).toBeNull();
  });

  test("lists by where, in an order, by pages, with what is selected and with related rows", async () => {
    const names = ["Delta", "alpha", "Charlie", "bravo", "Echo"];
    for (const [index, name] of names.entries()) {
      await create({
        name,
        tags: ["sdk-list"],
        stage: index % 2 === 0 ? "lead" : "customer",
        email: `${name}@sdk.test`,
      });
    }
    const where = { tags: { equals: "sdk-list" } };
    const first = await sdk.find({ collection: "contacts", where, sort: "name", limit: 2, page: 1 });
    expect(first).toMatchObject({
      totalDocs: 5,
      limit: 2,
      page: 1,
      totalPages: 3,
      pagingCounter: 1,
      hasPrevPage: false,
      hasNextPage: true,
      prevPage: null,
      nextPage: 2,
    });
    const walked: string[] = [];
    for (let page: number | null | undefined = 1; page;) {
      const found: Awaited<ReturnType<typeof sdk.find>> = await sdk.find({
        collection: "contacts",
        where,
        sort: "-name",
        limit: 2,
        page,
      });
      walked.push(...found.docs.map(({ name }) => String(name)));
      page = found.nextPage;
    }
    expect(walked).toEqual(["Echo", "Delta", "Charlie", "bravo", "alpha"]);

    const { docs } = await sdk.find({
      collection: "contacts",
      where: { and: [where, { or: [{ stage: { in: ["customer"] } }, { name: { like: "ECH" } }] }] },
      sort: ["stage", "-name"],
      select: { name: true, stage: true },
      pagination: false,
    });
    expect(docs).toEqual([
      { id: expect.any(String), name: "bravo", stage: "customer" },
      { id: expect.any(String), name: "alpha", stage: "customer" },
      { id: expect.any(String), name: "Echo", stage: "lead" },
    ]);
    const deep = await sdk.find({ collection: "contacts", where, depth: 1, limit: 1 });
    expect(deep.docs[0]).toMatchObject({ identities: [{ kind: "email" }] });
    const without = await sdk.find({ collection: "contacts", where, select: { tags: false }, limit: 1 });
    expect(without.docs[0]).not.toHaveProperty("tags");
    expect(without.docs[0]).toHaveProperty("stage");
    expect(await sdk.count({ collection: "contacts", where })).toEqual({ totalDocs: 5 });
    expect(await sdk.find({ collection: "contacts", where: { id: { in: [] } } })).toMatchObject({ totalDocs: 0 });
    expect((await sdk.find({ collection: "contacts", where, limit: 0 })).docs).toHaveLength(5);
  });

  test("writes every where-clause in a way that is read", async () => {
    const words = {
      text: ["alpha", "Echo", "ünder & over", "a=b", "100%", "[x]", " "],
      ids: ["usr_1"],
      tags: ["sdk-list", "a,b"],
      times: ["2026-01-01", "2026-01-01T00:00:05.000Z"],
    };
    const property = fc.asyncProperty(whereInputs(COLLECTIONS.contacts, words), async (given) => {
      const where = given as Where;
      const { docs, totalDocs } = await sdk.find({ collection: "contacts", where, limit: 500 });
      expect(docs).toHaveLength(totalDocs);
      expect(await sdk.count({ collection: "contacts", where })).toEqual({ totalDocs });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test("changes and deletes all that match", async () => {
    for (const name of ["One", "Two", "Three"]) await create({ name, tags: ["sdk-bulk"] });
    const where = { tags: { contains: "sdk-bulk" } };
    const changed = await sdk.update({ collection: "contacts", where, data: { stage: "lost" } });
    expect(changed.errors).toEqual([]);
    expect(changed.docs.map(({ stage }) => String(stage))).toEqual(["lost", "lost", "lost"]);
    const gone = await sdk.delete({ collection: "contacts", where });
    expect(gone.docs).toHaveLength(3);
    expect(gone.errors).toEqual([]);
    expect(await sdk.count({ collection: "contacts", where })).toEqual({ totalDocs: 0 });
  });

  test("hears what is wrong, with status, field and words", async () => {
    const nameless = await refusal(() => sdk.create({ collection: "contacts", data: { stage: "lead" } }));
    expect(nameless).toMatchObject({ status: 400, errors: [{ code: "invalid", field: "name" }] });
    const unknown = await refusal(() => sdk.find({ collection: "contacts", where: { nobody: { equals: "x" } } }));
    expect(unknown).toMatchObject({ status: 400, errors: [{ field: "where.nobody" }] });
    const missing = await refusal(() => sdk.findByID({ collection: "contacts", id: "con_none" }));
    expect(missing).toMatchObject({ status: 404, errors: [{ code: "not_found" }] });
    const everything = await refusal(() => sdk.delete({ collection: "contacts", where: {} }));
    expect(everything).toMatchObject({ status: 400, errors: [{ field: "where" }] });
    const stranger = await refusal(() => client({}).find({ collection: "contacts" }));
    expect(stranger).toMatchObject({ status: 401 });
    for (const error of [nameless, unknown, missing, everything, stranger]) expect(error.message).not.toBe("");
  });
});

function client(headers: Record<string, string>): PayloadSDK {
  return new PayloadSDK({
    baseURL: `${ORIGIN}/api`,
    baseInit: { headers },
    fetch: (input: RequestInfo | URL, init?: RequestInit) => exports.default.fetch(new Request(input, init)),
  });
}

async function create(data: Partial<Contact>): Promise<Contact> {
  return (await sdk.create({ collection: "contacts", data: { ...data } })) as unknown as Contact;
}

async function refusal(work: () => Promise<unknown>): Promise<PayloadSDKError> {
  try {
    await work();
  } catch (error) {
    return error as PayloadSDKError;
  }
  throw new Error("was not refused");
}
