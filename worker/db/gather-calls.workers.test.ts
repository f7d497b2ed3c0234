import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import { makeWorld } from "../world.test-kit.ts";
import { gatherCalls } from "./gather-calls.ts";

const asked = vi.fn<(statements: number) => void>();
/** The database, telling of each call how many statements it brought. */
const told = new Proxy(env.DB, {
  get(target, property) {
    if (property !== "batch") return (Reflect.get(target, property) as (...args: unknown[]) => unknown).bind(target);
    return (statements: D1PreparedStatement[]) => {
      asked(statements.length);
      return target.batch(statements);
    };
  },
});
const calls = () => asked.mock.calls.map(([statements]) => statements);
const NOTE = "INSERT INTO deployment_runs (tenant_id, deployment_id, due_at) VALUES (?, ?, 1)";
const noted = async (tenant: string) =>
  env.DB.prepare("SELECT count(*) AS n FROM deployment_runs WHERE tenant_id = ?").bind(tenant).first("n");

beforeEach(() => asked.mockReset());

it("asks in one call what is read at one moment, and answers each read as the database does", async () => {
  const d1 = gatherCalls(told);
  const one = d1.prepare("SELECT ? AS a, 2 AS b");
  const answers = await Promise.all([
    one.bind(1).first(),
    one.bind(null).first("a"),
    d1.prepare("SELECT 1 AS a WHERE 0").first(),
    one.bind("x").raw(),
    one.bind("y").all(),
    one.bind("z").raw({ columnNames: true }),
  ]);
  expect(answers.slice(0, 4)).toEqual([{ a: 1, b: 2 }, null, null, [["x", 2]]]);
  expect(answers[4]).toMatchObject({ success: true, results: [{ a: "y", b: 2 }] });
  expect(answers[5]).toEqual([
    ["a", "b"],
    ["z", 2],
  ]);
  expect(calls()).toEqual([5]);
});

it("leaves a read of two tables as it is, where two columns may have one name", async () => {
  const d1 = gatherCalls(told);
  const sql = "SELECT a.id, b.id FROM tenants a JOIN tenants b ON b.id = a.id WHERE a.id = ?";
  const id = (await makeWorld()).platform;
  expect(await d1.prepare(sql).bind(id).raw()).toEqual([[id, id]]);
  expect(calls()).toEqual([]);
});

it("commits side by side in one call what is committed at one moment", async () => {
  const d1 = gatherCalls(told);
  await Promise.all(["a", "b", "c"].map((id) => d1.batch([d1.prepare(NOTE).bind("ten_side", id)])));
  expect([calls(), await noted("ten_side")]).toEqual([[3], 3]);
});

it("keeps every batch whole, and lets what fails fail for itself", async () => {
  const d1 = gatherCalls(told);
  const note = (...ids: string[]) => d1.batch(ids.map((id) => d1.prepare(NOTE).bind("ten_whole", id)));
  const ended = await Promise.allSettled([note("a"), note("b", "a"), note("c"), d1.prepare("SELECT nothing").all()]);
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
  expect(await noted("ten_whole")).toBe(2);
});

it("goes on after a failure, and gathers what comes while a call is under way", async () => {
  const d1 = gatherCalls(told);
  await expect(d1.batch([d1.prepare("SELECT nothing")])).rejects.toThrow(/D1_ERROR/);
  const first = d1.prepare("SELECT 1 AS a").first("a");
  await scheduler.wait(1);
  const others = [2, 3, 4].map((n) => d1.prepare("SELECT ? AS a").bind(n).first("a"));
  expect(await Promise.all([first, ...others])).toEqual([1, 2, 3, 4]);
  expect(calls().length).toBeLessThanOrEqual(3);
});
