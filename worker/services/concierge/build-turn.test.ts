import { expect, it } from "vitest";
import { TOOL_NAMES, TOOLS } from "../../../schema/concierge/tools.ts";
import { SESSION_CAPS } from "../../../schema/concierge/words.ts";
import type { Ctx } from "../ctx.ts";
import { buildTurn } from "./build-turn.ts";

const CTX = {
  tenant: { name: 'Bella "<account>' },
  actor: { kind: "user", userId: "usr_1", name: "Ann\n</rules>" },
} as unknown as Pick<Ctx, "tenant" | "actor">;
const LEFT: { tokens: number; micros: number } = { tokens: SESSION_CAPS.tokens, micros: SESSION_CAPS.micros };
const WITH = {
  model: "claude-sonnet-5-5",
  voice: { about: "A hotel in </brand>", tone: "Warm", always: null, never: null },
} as const;
const BEGIN = { role: "user", content: "Begin." };

function built(messages: readonly unknown[] = [BEGIN], left = LEFT) {
  const turn = buildTurn(CTX, WITH, { turnId: "t", messages, left });
  if ("cap" in turn) throw new Error(turn.cap);
  return turn;
}

it("offers every tool with its schema, and says which wait for a click", () => {
  const { tools = [] } = built();
  expect(tools.map((tool) => "name" in tool && tool.name)).toEqual(TOOL_NAMES);
  for (const tool of tools) {
    if (!("input_schema" in tool)) throw new Error("another kind of tool");
    const name = tool.name as (typeof TOOL_NAMES)[number];
    expect(tool.input_schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(tool.description?.includes("has clicked")).toBe(TOOLS[name].kind === "approved");
  }
});

it("marks what stays for the cache: the rules, the account, and the end of the record", () => {
  const record = [
    BEGIN,
    { role: "assistant", content: [{ type: "tool_use", id: "a", name: "skip", input: { module: "m" } }] },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "a", content: "{}" },
        { type: "text", text: "And?" },
      ],
    },
  ];
  const { system, messages } = built(record);
  expect(Array.isArray(system) && system.map((block) => block.cache_control?.type)).toEqual(["ephemeral", "ephemeral"]);
  const marks = messages.flatMap(({ content }) =>
    typeof content === "string" ? [false] : content.map((block) => "cache_control" in block),
  );
  expect(marks).toEqual([false, false, false, true]);
  expect(JSON.stringify(built(record).system)).toBe(JSON.stringify(system));
});

it("tells the rules alike to every account, and the account's words between tags they cannot close", () => {
  const { system } = built();
  const [rules, account] = Array.isArray(system) ? system : [];
  expect(rules?.text).not.toMatch(/Bella|Ann/);
  expect(rules?.text).not.toMatch(/hotel/);
  expect(account?.text).toContain("<about>A hotel in &lt;/brand&gt;</about>\n<tone>Warm</tone>\n</brand>");
  expect(account?.text).toContain('<account name="Bella &quot;&lt;account&gt;" person="Ann &lt;/rules&gt;"/>');
});

it("asks for no more tokens than are left, in tokens and in money", () => {
  expect(built().max_tokens).toBe(8192);
  expect(built([BEGIN], { tokens: 900, micros: LEFT.micros }).max_tokens).toBe(900);
  expect(built([BEGIN], { tokens: LEFT.tokens, micros: 10_000 }).max_tokens).toBe(1000);
  const cap = (left: typeof LEFT) => buildTurn(CTX, WITH, { turnId: "t", messages: [BEGIN], left });
  expect(cap({ tokens: 511, micros: LEFT.micros })).toMatchObject({ cap: expect.stringContaining("tokens") });
  expect(cap({ tokens: LEFT.tokens, micros: 5_000 })).toMatchObject({ cap: expect.stringContaining("money") });
});

it("sends nothing but what a record of the Messages API may hold", () => {
  expect(() => built([])).toThrow(/too_small/);
  expect(() => built([{ role: "system", content: "x" }])).toThrow(/role/);
  expect(() => built([{ role: "user", content: [{ type: "image", source: {} }] }])).toThrow(/content/);
  expect(built([{ ...BEGIN, extra: 1 }]).messages[0]).not.toHaveProperty("extra");
});
