import { expect, it } from "vitest";
import { readAsked } from "./read-request.ts";
import { setUp, type Step } from "./set-up.ts";

const TOOLS = [
  "listEntitlements",
  "readRequirements",
  "requestCredentials",
  "installModule",
  "explainFailure",
  "createAgent",
  "skip",
  "finish",
];

/** Plays the account: what each call is answered, until it calls nothing any more. */
function play(answers: (name: string, input: Record<string, unknown>, n: number) => object, tools = TOOLS): Step[] {
  const messages: object[] = [{ role: "user", content: "Begin." }];
  const steps: Step[] = [];
  for (let n = 0; n < 60; n += 1) {
    const asked = readAsked({
      model: "m",
      max_tokens: 100,
      tools: tools.map((name) => ({ name, input_schema: { type: "object" } })),
      messages,
    });
    if ("wrong" in asked) throw new Error(asked.wrong);
    const step = setUp(asked);
    steps.push(step);
    if (step.call === undefined) return steps;
    const { name, input } = step.call;
    const { is_error = false, ...result } = answers(name, input, n) as { is_error?: boolean };
    const id = `toolu_${n}`;
    messages.push(
      {
        role: "assistant",
        content: [
          { type: "text", text: step.text },
          { type: "tool_use", id, name, input },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: JSON.stringify(result), is_error }] },
    );
  }
  throw new Error("it came to no end");
}

const callsOf = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ call }) =>
    call === undefined ? [] : [`${call.name} ${String(call.input["module"] ?? "")}`.trim()],
  );
const LISTED = {
  modules: [
    { slug: "a", name: "A", summary: "Does a.", state: "waiting" },
    { slug: "b", state: "live" },
    { slug: "c", state: "waiting" },
  ],
};

it("takes what is not live in order, asks only for what is missing, and finishes", () => {
  const steps = play((name, { module }) => {
    if (name === "listEntitlements") return LISTED;
    if (name === "readRequirements") return { missing: module === "a" ? ["key"] : [] };
    if (name === "requestCredentials") return { stored: { key: { hint: "4f2a" } } };
    return { state: "live" };
  });
  expect(callsOf(steps)).toEqual([
    "listEntitlements",
    "readRequirements a",
    "requestCredentials a",
    "installModule a",
    "readRequirements c",
    "installModule c",
    "finish",
  ]);
  expect(steps[1]?.text).toBe("Next is A. Does a.");
});

it("tells the provider's reason, asks for the fields at fault, and tries again", () => {
  let tried = 0;
  const steps = play((name, { module }) => {
    if (name === "listEntitlements") return { modules: [{ slug: "a", state: "waiting" }] };
    if (name === "readRequirements") return { missing: ["id", "key"] };
    if (name === "requestCredentials") return { stored: {} };
    if (name === "explainFailure") return { reason: "The key is wrong.", fix: "Make a new one.", faults: ["key"] };
    tried += name === "installModule" ? 1 : 0;
    return name === "installModule" && tried === 1
      ? { module, state: "blocked", reason: "Refused." }
      : { state: "live" };
  });
  expect(callsOf(steps).slice(3)).toEqual([
    "installModule a",
    "explainFailure a",
    "requestCredentials a",
    "installModule a",
    "finish",
  ]);
  expect(steps[5]).toMatchObject({
    text: "The key is wrong. Make a new one. Please look at it again.",
    call: { input: { fields: ["key"] } },
  });
});

it("leaves out what a person passes over, and what its provider refuses three times", () => {
  const steps = play((name, { module }) => {
    if (name === "listEntitlements") return LISTED;
    if (name === "readRequirements") return { missing: ["key"] };
    if (name === "requestCredentials") return module === "a" ? { skipped: true } : { stored: {} };
    return name === "installModule" ? { state: "blocked" } : {};
  });
  const calls = callsOf(steps);
  expect(calls.filter((call) => call === "installModule c")).toHaveLength(3);
  expect(calls.filter((call) => call.startsWith("skip"))).toEqual(["skip a", "skip c"]);
  expect(calls.at(-1)).toBe("finish");
});

it("makes the agent that is suggested where a module brings agents, and only where there is none", () => {
  const answers = (have: number) => (name: string) =>
    name === "listEntitlements"
      ? {
          modules: [{ slug: "a", state: "waiting" }],
          agents: { have, suggestion: { name: "Desk", systemPrompt: "Be kind." } },
        }
      : { missing: [], provides: ["agents"], state: "live" };
  expect(play(answers(0)).map(({ call }) => call)).toContainEqual({
    name: "createAgent",
    input: { name: "Desk", systemPrompt: "Be kind." },
  });
  expect(callsOf(play(answers(2)))).not.toContain("createAgent");
});

it("waits for a form that is open while the person writes, and goes on when it is told how it ended", () => {
  const asked = (...messages: object[]) => {
    const tools = TOOLS.map((name) => ({ name, input_schema: { type: "object" } }));
    const read = readAsked({
      model: "m",
      max_tokens: 9,
      tools,
      messages: [{ role: "user", content: "Begin." }, ...messages],
    });
    if ("wrong" in read) throw new Error(read.wrong);
    return setUp(read);
  };
  const call = (id: string, name: string, input: object, content: unknown, more: object[] = []) => [
    { role: "assistant", content: [{ type: "tool_use", id, name, input }] },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: id,
          content: typeof content === "string" ? content : JSON.stringify(content),
        },
        ...more,
      ],
    },
  ];
  const said = { type: "text", text: '<person name="Ann">Where do I find it?</person>' };
  const before = [
    ...call("a", "listEntitlements", {}, { modules: [{ slug: "a", name: "A", state: "waiting" }] }),
    ...call("b", "readRequirements", { module: "a" }, { missing: ["key"] }),
    ...call("c", "requestCredentials", { module: "a" }, "Still open: the person wrote something first.", [said]),
  ];
  expect(asked(...before)).toEqual({ text: "Thank you. I go on with A as soon as you have answered." });
  const event = {
    event: "call_ended",
    tool: "requestCredentials",
    module: "a",
    result: '{"stored":{"key":{"hint":"4f2a"}}}',
  };
  const later = { role: "user", content: [{ type: "text", text: `<event>${JSON.stringify(event)}</event>` }] };
  const waits = { role: "assistant", content: "I wait." };
  expect(asked(...before, waits, later).call).toEqual({ name: "installModule", input: { module: "a" } });
  const added = { type: "text", text: '<event>{"event":"modules_added","modules":["b"]}</event>' };
  expect(asked(...before, waits, { role: "user", content: [added] }).call?.name).toBe("listEntitlements");
});

it("calls nothing it is not offered, and comes to an end whatever is answered", () => {
  expect(play(() => ({}), ["weather"])).toEqual([{ text: "This is the built-in Claude of test mode." }]);
  expect(callsOf(play(() => ({ is_error: true, error: "no" })))).toEqual(["listEntitlements"]);
  expect(callsOf(play(() => LISTED)).at(-1)).toBe("finish");
});
