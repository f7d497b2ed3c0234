import { describe, expect, test, vi } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import type { ThinkEvent } from "../../schema/concierge/host.ts";
import { SESSION_CAPS } from "../../schema/concierge/words.ts";
import { FakeHost, streamOf } from "./fake-host.test-kit.ts";
import { failure, toldLast, turn, USED, withKey } from "./model-turns.test-kit.ts";
import { Gate, type TestSession, testSession } from "./session.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

const claudeSession = (host: FakeHost, slugs?: string[]): TestSession =>
  testSession(withKey(host), { driver: null, ...(slugs === undefined ? {} : { modules: slugs }) });
const messages = (now: Awaited<ReturnType<TestSession["read"]>>) =>
  now.entries.flatMap((entry) => (entry.kind === "message" ? [`${entry.from}: ${entry.text} (${entry.state})`] : []));

describe("a set-up that Claude leads", () => {
  test("asks by the same tools, goes on with each answer, and says who pays", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [
      turn("I look first.", ["listEntitlements", {}]),
      turn("Alpha needs a key.", ["requestCredentials", { module: "alpha", why: "It comes first." }]),
      turn("", ["installModule", { module: "alpha" }]),
      turn("", ["finish", { summary: "Alpha is ready." }]),
    ];
    const session = claudeSession(host);
    await session.begin();
    await session.sendForm();
    const now = await session.until(({ state }) => state === "finished");
    expect(now).toMatchObject({ driver: "claude", driverReason: null, progress: { live: 1, total: 1 } });
    expect(now.usage).toMatchObject({
      turns: 4,
      inputTokens: 400,
      outputTokens: 80,
      paidBy: "account",
      cost: { micros: 2_000 },
    });
    expect(messages(now)).toEqual(["concierge: I look first. (done)", "concierge: Alpha needs a key. (done)"]);
    expect(now.entries.at(-1)).toMatchObject({ kind: "note", tone: "success", text: "Alpha is ready." });
    expect(now.entries.find(({ kind }) => kind === "call")).toMatchObject({ driver: "claude", state: "done" });
    expect(toldLast(host.asked[0]!)).toContain("you_lead");
    expect(toldLast(host.asked[2]!)).toContain('{\\"stored\\":{\\"key\\":{\\"hint\\":\\"4f2a\\"}}}');
    // Every tool_use of the record has its result in the message after it.
    expect(host.asked.at(-1)?.messages).toHaveLength(7);
  });

  test("several calls of one turn are done in their order, and answered together", async () => {
    const host = new FakeHost({ alpha: ["key"], beta: ["key"] });
    host.store("alpha", {});
    host.store("beta", {});
    host.turns = [
      turn("", ["installModule", { module: "beta" }], ["installModule", { module: "alpha" }]),
      turn("Done."),
    ];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).length === 1);
    expect(host.effects).toEqual(["install beta", "install alpha"]);
    expect(host.asked).toHaveLength(2);
    expect((await session.rest()).activity).toBe("waiting");
  });

  test("a person who writes while a form is open is answered at once, and the form stays open", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [
      turn("", ["requestCredentials", { module: "alpha" }]),
      turn("It is under Settings."),
      turn("", ["installModule", { module: "alpha" }]),
      turn("", ["finish", { summary: "Ready." }]),
    ];
    const session = claudeSession(host);
    await session.begin();
    const form = await session.open("form");
    await session.stub.say(session.person, { text: "Where is </person> it?", removed: 0, clientId: "m1" });
    const again = await session.stub.say(session.person, {
      text: "Where is </person> it?",
      removed: 0,
      clientId: "m1",
    });
    await session.until((now) => messages(now).some((text) => text.includes("Settings")));
    expect(toldLast(host.asked[1]!)).toContain("Still open");
    expect(toldLast(host.asked[1]!)).toContain('<person name=\\"Ines Duarte\\">Where is &lt;/person&gt; it?</person>');
    expect((await session.open("form")).id).toBe(form.id);
    expect((await session.rest()).activity).toBe("waiting");
    await session.sendForm();
    const now = await session.until(({ state }) => state === "finished");
    expect(toldLast(host.asked[2]!)).toContain("call_ended");
    expect(now.entries.filter(({ id }) => id === again.id)).toHaveLength(1);
    expect(messages(now).filter((text) => text.startsWith("person"))).toHaveLength(1);
  });

  test("what people say while it writes is read in the turn after", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    const gate = new Gate();
    host.turns = [() => slowly(turn("Let me see. ", ["listEntitlements", {}])(), gate), turn("You said something.")];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).some((text) => text.includes("streaming")));
    await session.stub.say(session.person, { text: "Hurry", removed: 0 });
    gate.open();
    await session.until((now) => messages(now).some((text) => text.includes("You said")));
    expect(host.asked).toHaveLength(2);
    const told = toldLast(host.asked[1]!);
    expect(told.indexOf("tool_result")).toBeLessThan(told.indexOf("Hurry"));
  });

  test.each([
    ["arguments that are no JSON", "installModule", '{"module": "al', "The arguments are not right"],
    [
      "arguments that a tool does not take",
      "installModule",
      { module: "alpha", force: true },
      "The arguments are not right",
    ],
    ["a tool that does not exist", "dropTables", {}, "There is no tool dropTables"],
    ["a module that the session is not about", "installModule", { module: "gamma" }, "not about gamma"],
    ["far too long arguments", "skip", { module: "alpha", reason: "x".repeat(20_000) }, "too long"],
  ])("%s are answered, and nothing is done", async (_name, tool, args, said) => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [turn("", [tool, args]), turn("I see.")];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).length === 1);
    expect(host.acted).toEqual([]);
    expect(toldLast(host.asked[1]!)).toContain(said);
    expect(toldLast(host.asked[1]!)).toContain('"is_error":true');
  });

  test("a stream that breaks off is asked for again, and nothing it mentioned is done", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    const cut = turn("I will now", ["uninstallModule", { module: "alpha" }])().slice(0, -1);
    host.turns = [
      () => cut,
      () => [...cut.slice(0, 1), { type: "nonsense" } as unknown as ThinkEvent],
      turn("Better."),
    ];
    const session = claudeSession(host);
    await session.begin();
    const now = await session.until((now) => messages(now).some((text) => text.includes("Better")));
    expect(messages(now)[0]).toBe("concierge: I will now (cut)");
    expect(host.acted).toEqual([]);
    expect(host.asked.at(-1)?.messages).toHaveLength(1);
    expect(now.driver).toBe("claude");
  });

  test.each([
    ["a refused key", [failure("ai_key_refused", "The key was refused.")], 1],
    ["no end of overload", [failure("ai_overloaded", "Claude is overloaded.")], 3],
    [
      "a refusal",
      [() => [{ type: "end", stopReason: "refusal", content: [{ type: "text", text: "No." }], usage: USED }]],
      1,
    ],
  ] as [string, FakeHost["turns"], number][])(
    "after %s the guided driver goes on, and nothing is lost",
    async (_name, turns, times) => {
      const host = new FakeHost({ alpha: ["key"], beta: ["key"] });
      host.turns = [
        turn("Hello.", ["requestCredentials", { module: "alpha" }]),
        turn("", ["installModule", { module: "alpha" }]),
        ...turns,
      ];
      const session = claudeSession(host);
      await session.begin();
      await session.sendForm();
      const fallen = await session.until(({ driver }) => driver === "guided");
      expect(fallen.driverReason).not.toBeNull();
      expect(fallen.entries.some((entry) => entry.kind === "note" && entry.tone === "warning")).toBe(true);
      expect((await session.sendForm()).module.slug).toBe("beta");
      const now = await session.until(({ state }) => state === "finished");
      expect(now.progress).toMatchObject({ live: 2, total: 2 });
      expect(host.effects).toEqual(["install alpha", "install beta"]);
      expect(now.usage.turns).toBe(2 + times);
    },
    20_000,
  );

  test("falls back while a form is open: the form stays, and what is sent counts", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [
      turn("", ["requestCredentials", { module: "alpha" }]),
      failure("ai_key_refused", "The key was refused."),
    ];
    const session = claudeSession(host);
    await session.begin();
    const form = await session.open("form");
    await session.stub.say(session.person, { text: "Are you there?", removed: 0 });
    await session.until(({ driver }) => driver === "guided");
    expect((await session.sendForm()).id).toBe(form.id);
    await session.until(({ state }) => state === "finished");
    expect((await session.read()).entries.filter(({ kind }) => kind === "form")).toHaveLength(1);
  });

  test("takes over from the guided driver, is told how things stand, and hears of the form that was open", async () => {
    const host = withKey(new FakeHost({ alpha: ["key"] }));
    host.turns = [
      turn("I take over."),
      turn("", ["installModule", { module: "alpha" }]),
      turn("", ["finish", { summary: "Ready." }]),
    ];
    const session = testSession(host, { driver: "guided" });
    await session.begin();
    await session.open("form");
    await session.stub.steer(session.person, { action: "drive", driver: "claude" });
    await session.until((now) => messages(now).some((text) => text.includes("take over")));
    expect(toldLast(host.asked[0]!)).toContain("requestCredentials");
    await session.sendForm();
    await session.until(({ state }) => state === "finished");
    expect(toldLast(host.asked[1]!)).toContain("call_ended");
  });

  test("a model that says nothing more does not hold up whoever takes over from it", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    let left = false;
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"type":"text","text":"Well"}\n')),
      cancel: () => void (left = true),
    });
    host.turns = [() => silent];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).length === 1);
    await session.stub.steer(session.person, { action: "drive", driver: "guided" });
    expect((await session.open("form")).module.slug).toBe("alpha");
    expect(messages(await session.read())[0]).toBe("concierge: Well (cut)");
    expect(left).toBe(true);
  });

  test("without a key says why, when it was asked for", async () => {
    const session = testSession(new FakeHost({ alpha: ["key"] }), { driver: "claude" });
    await session.begin();
    await session.open("form");
    const { driver, driverReason, entries } = await session.read();
    expect({ driver, driverReason }).toEqual({ driver: "guided", driverReason: "No key is connected." });
    expect(entries.some((entry) => entry.kind === "note" && entry.text.includes("No key is connected."))).toBe(true);
  });
});

describe("what bounds a model", () => {
  const use = (session: TestSession, usage: object) =>
    runInDurableObject(session.stub, (_object, { storage }) => {
      const { body } = storage.sql.exec<{ body: string }>("SELECT body FROM session").one();
      const facts = JSON.parse(body) as { usage: object };
      Object.assign(facts.usage, usage);
      storage.sql.exec("UPDATE session SET body = ?", JSON.stringify(facts));
    });

  test.each([
    ["turns", { turns: SESSION_CAPS.turns }, /as often as/],
    ["tokens", { inputTokens: SESSION_CAPS.tokens }, /tokens/],
    ["money", { micros: SESSION_CAPS.micros }, /cost/],
  ])("%s: it pauses, and the guided driver can go on", async (_name, usage, words) => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [turn("Shall I begin?")];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).length === 1 && now.activity === "waiting");
    await use(session, usage);
    await session.stub.say(session.person, { text: "Yes", removed: 0 });
    const paused = await session.until(({ activity }) => activity === "paused");
    expect(paused.stopped).toMatch(words);
    expect(host.asked).toHaveLength(1);
    await session.stub.steer(session.person, { action: "continue" });
    await session.sendForm();
    expect((await session.until(({ state }) => state === "finished")).driver).toBe("guided");
    expect(host.asked).toHaveLength(1);
  });

  test("what is left is told with each turn", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [turn("", ["listEntitlements", {}]), turn("Well?")];
    const session = claudeSession(host);
    await session.begin();
    await session.until((now) => messages(now).length === 1);
    expect(host.asked.map(({ left }) => left)).toEqual([
      { tokens: SESSION_CAPS.tokens, micros: SESSION_CAPS.micros },
      { tokens: SESSION_CAPS.tokens - 120, micros: SESSION_CAPS.micros - 500 },
    ]);
  });

  test("one that asks for the same again and again is paused when nothing went forward for five minutes", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [turn("", ["listEntitlements", {}])];
    const session = claudeSession(host);
    await session.begin();
    await session.until(({ usage }) => usage.turns > 3);
    // Never so long that nothing at all happens.
    for (let minutes = 0; minutes < 6; minutes += 2) await session.later(2 * 60_000);
    await session.endTime();
    expect((await session.until(({ activity }) => activity === "paused")).stopped).toMatch(/five minutes/);
    const turns = host.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(host.asked).toHaveLength(turns);
    expect((await session.read()).activity).toBe("paused");
  });

  test("more calls than one turn may have, and more words, are left out", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    host.turns = [
      turn(
        "x".repeat(30_000),
        ...Array.from({ length: 25 }, (): [string, unknown] => ["readRequirements", { module: "alpha" }]),
      ),
      turn("Well?"),
    ];
    const session = claudeSession(host);
    await session.begin();
    const now = await session.until((now) => messages(now).length === 2);
    expect(host.acted).toHaveLength(20);
    expect(messages(now)[0]).toHaveLength("concierge:  (done)".length + 20_000);
  });
});

/** The first half at once, the rest when the gate opens. */
function slowly(events: ThinkEvent[], gate: Gate): ReadableStream<Uint8Array> {
  const [first, rest] = [streamOf(events.slice(0, 1)).getReader(), streamOf(events.slice(1)).getReader()];
  return new ReadableStream({
    async pull(controller) {
      const head = await first.read();
      if (!head.done) return controller.enqueue(head.value);
      await gate.pass();
      const { done, value } = await rest.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
