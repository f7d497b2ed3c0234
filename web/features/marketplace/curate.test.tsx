import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CuratedModule, CurateModule } from "../../../schema/contracts/modules.ts";
import { queryClient } from "../../stores/queries.ts";
import { curatedKey, decide, move } from "./curate.ts";

const A = "ten_1";
const made = (slug: string, position: number): CuratedModule => ({
  slug,
  name: slug,
  icon: "",
  category: "channels",
  version: "1.0.0",
  hidden: false,
  retired: false,
  position,
  price: null,
  plans: null,
  defaults: { price: null, plans: ["starter"] },
  revision: 1,
  updatedAt: "2026-11-20T10:00:00.000Z",
});
let stored: CuratedModule[];
let refuses: boolean;
const shown = () => queryClient.getQueryData<{ docs: CuratedModule[] }>(curatedKey(A))?.docs ?? [];

/** The API as it decides: it refuses a revision that is not the newest. */
beforeEach(() => {
  stored = [made("a", 0), made("b", 1)];
  refuses = false;
  queryClient.setQueryData(curatedKey(A), { docs: structuredClone(stored) });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    const body = JSON.parse(String(init?.body)) as CurateModule & { slugs?: string[] };
    await Promise.resolve();
    const refusal = { errors: [{ message: "Changed meanwhile.", code: "conflict" }], requestId: "req_1" };
    if (refuses) return Response.json(refusal, { status: 409 });
    if (body.slugs) {
      stored = body.slugs.map((slug, position) => ({ ...stored.find((one) => one.slug === slug)!, position }));
      return Response.json({ docs: stored });
    }
    const { revision, ...change } = body;
    const found = stored.find(({ slug }) => String(url).endsWith(`/${slug}`))!;
    if (revision !== found.revision) return Response.json(refusal, { status: 409 });
    Object.assign(found, change, { revision: found.revision + 1 });
    return Response.json({ doc: { ...found } });
  });
});
afterEach(() => vi.restoreAllMocks());

it("shows a decision at once, and keeps each of several made in a row", async () => {
  const made = [
    decide(A, "a", { plans: [] }),
    decide(A, "a", { hidden: true }),
    decide(A, "a", { price: { amount: 100, currency: "USD" } }),
  ];
  await vi.waitFor(() => expect(shown()[0]).toMatchObject({ plans: [], hidden: true, price: { amount: 100 } }));
  expect(await Promise.all(made)).toEqual([true, true, true]);
  expect(shown()).toEqual(stored);
  expect(stored[0]).toMatchObject({ revision: 4, hidden: true });
});

it("moves a module by one place", async () => {
  expect(await move(A, "b", -1)).toBe(true);
  expect(shown().map(({ slug }) => slug)).toEqual(["b", "a"]);
  expect(await move(A, "b", 1)).toBe(true);
  expect(shown().map(({ slug }) => slug)).toEqual(["a", "b"]);
});

it("says that a refused decision was not made, and goes on with the next", async () => {
  refuses = true;
  expect(await decide(A, "a", { hidden: true })).toBe(false);
  refuses = false;
  expect(await decide(A, "b", { hidden: true })).toBe(true);
});
