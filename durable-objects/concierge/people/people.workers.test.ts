import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { TrellisError } from "../../../schema/errors.ts";
import { APPROVAL_MS } from "../../../schema/concierge/words.ts";
import type { EntryKind, EntryOf } from "../../../schema/concierge/entries.ts";
import type { ConciergeSession } from "../../../schema/contracts/concierge.ts";
import { refusal } from "../../sub-account/account.test-kit.ts";
import { FakeHost } from "../fake-host.test-kit.ts";
import { TRY_AGAIN } from "../guided/guided-move.ts";
import { toldLast, turn, withKey } from "../model-turns.test-kit.ts";
import { Gate, type TestSession, testSession } from "../session.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

const of = <K extends EntryKind>({ entries }: Pick<ConciergeSession, "entries">, kind: K): EntryOf<K>[] =>
  entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);
const moduleOf = ({ progress }: ConciergeSession, slug: string) =>
  progress.modules.find((module) => module.slug === slug);

/** Claude wants to remove a module that works. */
async function asksToRemove(): Promise<{ session: TestSession; approval: EntryOf<"approval"> }> {
  const host = withKey(new FakeHost({ alpha: ["key"], beta: ["key"] }));
  host.store("alpha", {});
  host.turns = [
    turn(
      "",
      ["installModule", { module: "alpha" }],
      ["uninstallModule", { module: "alpha", why: "It is not needed." }],
    ),
    turn("I see."),
  ];
  const session = testSession(host, { driver: "claude" });
  await session.begin();
  return { session, approval: await session.open("approval") };
}

describe("an approval", () => {
  test("shows exactly what will run, and that runs once its person clicks", async () => {
    const { session, approval } = await asksToRemove();
    expect(approval).toMatchObject({
      tool: "uninstallModule",
      args: { module: "alpha", why: "It is not needed." },
      title: "Remove Alpha",
      for: { id: session.person.userId, name: "Ines Duarte" },
    });
    expect((await session.rest()).activity).toBe("waiting");
    await session.stub.decide(session.person, { entryId: approval.id, decision: "approve" });
    const now = await session.until((now) => of(now, "message").length === 1);
    expect(of(now, "approval")[0]?.state).toBe("approved");
    expect(session.host.effects).toEqual(["install alpha", "uninstall alpha"]);
    expect(session.host.acted.filter(({ approved }) => approved).map(({ tool }) => tool)).toEqual(["uninstallModule"]);
    expect(await refusal(session.stub.decide(session.person, { entryId: approval.id, decision: "approve" }))).toBe(
      "conflict",
    );
  });

  test("is nobody else's to give", async () => {
    const { session, approval } = await asksToRemove();
    const approve = { entryId: approval.id, decision: "approve" } as const;
    const impersonator = {
      impersonationId: "imp_1",
      userId: "usr_9",
      name: "Sam",
      write: true,
      endsAt: Date.now() + 60_000,
    };
    for (const actor of [
      session.colleague(),
      { ...session.person, impersonator },
      { ...session.person, capabilities: ["viewSettings" as const] },
      session.system,
      {
        kind: "key" as const,
        tenantId: session.tenantId,
        keyId: session.person.userId,
        name: "k",
        capabilities: ["manageModules" as const],
      },
    ])
      expect(await refusal(session.stub.decide(actor, approve))).toBe("forbidden");
    expect(await refusal(session.stub.decide(session.person, { ...approve, entryId: "cge_none" }))).toBe("not_found");
    expect(session.host.effects).toEqual(["install alpha"]);
  });

  test("declined, is told and not done", async () => {
    const { session, approval } = await asksToRemove();
    await session.stub.decide(session.person, { entryId: approval.id, decision: "decline" });
    const now = await session.until((now) => of(now, "message").length === 1);
    expect(of(now, "approval")[0]?.state).toBe("declined");
    expect(toldLast(session.host.asked[1]!)).toContain("declined");
    expect(session.host.effects).toEqual(["install alpha"]);
  });

  test("runs out after ten minutes, also where nobody looks", async () => {
    const { session, approval } = await asksToRemove();
    const late = Date.now() + APPROVAL_MS;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => late);
    const approve = { entryId: approval.id, decision: "approve" } as const;
    expect(await refusal(session.stub.decide(session.person, approve))).toBe("conflict");
    clock.mockRestore();
    await session.later(APPROVAL_MS);
    await session.endTime();
    const now = await session.until((now) => of(now, "message").length === 1);
    expect(of(now, "approval")[0]?.state).toBe("expired");
    expect(now.activity).toBe("waiting");
    expect(session.host.effects).toEqual(["install alpha"]);
  });

  test("does not outlive its person, nor a change of what it showed", async () => {
    const { session, approval } = await asksToRemove();
    const colleague = session.colleague();
    await session.stub.steer(colleague, { action: "take" });
    const now = await session.until((now) => of(now, "message").length === 1);
    expect(of(now, "approval")[0]?.state).toBe("over");
    expect(await refusal(session.stub.decide(session.person, { entryId: approval.id, decision: "approve" }))).toBe(
      "conflict",
    );

    const other = await asksToRemove();
    await runInDurableObject(other.session.stub, (_object, { storage }) =>
      storage.sql.exec("UPDATE calls SET args = ? WHERE tool = 'uninstallModule'", JSON.stringify({ module: "beta" })),
    );
    await other.session.stub.decide(other.session.person, { entryId: other.approval.id, decision: "approve" });
    await other.session.until((now) => of(now, "message").length === 1);
    expect(other.session.host.effects).toEqual(["install alpha"]);
  });
});

describe("a form", () => {
  test("is what values are checked against, and waits for one answer", async () => {
    const session = testSession();
    await session.begin();
    const { id } = await session.open("form");
    expect(await session.stub.openForm(session.person, { formId: id })).toMatchObject({
      module: { slug: "alpha" },
      state: "open",
    });
    const stored = { key: { hint: "4f2a" } };
    session.host.store("alpha", {});
    await session.stub.formStored(session.system, { formId: id, stored, by: "Ada at the shop" });
    await session.stub.formStored(session.person, { formId: id, stored });
    const now = await session.until((now) => moduleOf(now, "alpha")?.state === "live");
    expect(of(now, "form")[0]).toMatchObject({ state: "stored", stored, by: "Ada at the shop" });
    expect(await refusal(session.stub.openForm(session.person, { formId: id }))).toBe("conflict");
    expect(await refusal(session.stub.formSkipped(session.person, { formId: id }))).toBe("conflict");
    expect(await refusal(session.stub.openForm(session.person, { formId: "cge_none" }))).toBe("not_found");
    const viewer = session.colleague({ capabilities: ["viewSettings"] });
    expect(await refusal(session.stub.formStored(viewer, { formId: id, stored }))).toBe("forbidden");
  });

  test("left empty leaves its module out, until somebody takes it up again", async () => {
    const session = testSession();
    await session.begin();
    await session.stub.formSkipped(session.person, { formId: (await session.open("form")).id });
    expect((await session.open("form")).module.slug).toBe("beta");
    expect(moduleOf(await session.read(), "alpha")?.state).toBe("skipped");
    expect((await session.read()).progress.total).toBe(1);
    await session.stub.step(session.person, { module: "alpha", action: "resume" });
    await session.sendForm();
    expect((await session.sendForm()).module.slug).toBe("alpha");
    expect((await session.until(({ state }) => state === "finished")).progress).toMatchObject({ live: 2, total: 2 });
  });
});

describe("a question of the guided driver", () => {
  const down = async (): Promise<TestSession> => {
    const host = new FakeHost({ alpha: [], beta: [] });
    const session = testSession(host);
    host.refusals = 1;
    await session.begin();
    return session;
  };

  test("about what does not work comes last, and takes one of its choices", async () => {
    const session = await down();
    const question = await session.open("question");
    expect(question.text).toBe("Alpha does not work yet. It is down. Try later.");
    expect(moduleOf(await session.read(), "beta")?.state).toBe("live");
    await session.stub.say(session.person, { text: "why?", removed: 0 });
    expect((await session.open("question")).id).toBe(question.id);
    await session.stub.say(session.person, { text: TRY_AGAIN.toUpperCase(), removed: 0, question: question.id });
    await session.until(({ state }) => state === "finished");
    expect(await refusal(session.stub.say(session.person, { text: "x", removed: 0, question: question.id }))).toBe(
      "conflict",
    );
  });

  test("named wrongly is not there", async () => {
    const session = await down();
    await session.open("question");
    expect(await refusal(session.stub.say(session.person, { text: "x", removed: 0, question: "cge_none" }))).toBe(
      "not_found",
    );
  });

  test("is over when its module is left out by a button", async () => {
    const session = await down();
    await session.open("question");
    await session.stub.step(session.person, { module: "alpha", action: "skip" });
    await session.stub.step(session.person, { module: "alpha", action: "skip" }).catch(() => undefined);
    const now = await session.until(({ state }) => state === "finished");
    expect(of(now, "question")[0]?.state).toBe("over");
    expect(now.progress).toMatchObject({ live: 1, total: 1 });
    expect(of(now, "call").filter(({ tool }) => tool === "skip")).toHaveLength(1);
  });
});

describe("whoever leads a session", () => {
  test("stop ends everything that waits, and nothing more is done or said", async () => {
    const session = testSession();
    await session.begin();
    const { id } = await session.open("form");
    await session.stub.steer(session.person, { action: "stop" });
    const now = await session.read();
    expect(now).toMatchObject({ state: "stopped", stopped: "Ines Duarte stopped the set-up." });
    expect(of(now, "form")[0]?.state).toBe("over");
    expect(of(now, "call").filter(({ state }) => state === "pending")).toEqual([]);
    expect(await refusal(session.stub.formStored(session.person, { formId: id, stored: {} }))).toBe("conflict");
    expect(await refusal(session.stub.say(session.person, { text: "Hello", removed: 0 }))).toBe("conflict");
    expect(await refusal(session.stub.steer(session.person, { action: "continue" }))).toBe("conflict");
    expect(await refusal(session.stub.noteChanged(session.system, { added: ["gamma"], reason: "New." }))).toBe(
      "conflict",
    );
    await vi.waitFor(() => expect(session.host.notes.at(-1)).toContain("stopped"));
  });

  test("stop in the middle of a call lets it come to its end, and no more", async () => {
    const session = testSession(new FakeHost({ alpha: ["key"], beta: ["key"] }));
    const gate = new Gate();
    let isMade = false;
    session.host.before = (what) => {
      if (what !== "installModule") return undefined;
      isMade = true;
      return gate.pass();
    };
    await session.begin();
    await session.sendForm();
    await vi.waitFor(() => expect(isMade).toBe(true), { timeout: 8_000 });
    await session.stub.steer(session.person, { action: "stop" });
    gate.open();
    const now = await session.until((now) => of(now, "result").length === 1);
    expect(now.state).toBe("stopped");
    expect(moduleOf(now, "alpha")?.state).toBe("live");
    await vi.waitFor(() =>
      expect(session.host.notes.at(-1)).toBe('{"state":"stopped","live":1,"total":2,"blocked":0}'),
    );
    expect(of(await session.read(), "form")).toHaveLength(1);
  });

  test("a stream is not listened to any more once it is stopped", async () => {
    const host = withKey(new FakeHost({ alpha: ["key"] }));
    host.turns = [turn("One two three four five six seven.", ["installModule", { module: "alpha" }])];
    let pieces = 0;
    host.before = (what) =>
      what === "piece" ? new Promise((resolve) => setTimeout(resolve, (pieces += 1) > 2 ? 50 : 0)) : undefined;
    const session = testSession(host, { driver: "claude" });
    await session.begin();
    await session.until((now) => of(now, "message").length === 1);
    await session.stub.steer(session.person, { action: "stop" });
    const { seq, entries } = await session.read();
    expect(of({ entries }, "message")[0]?.state).toBe("cut");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await session.read()).seq).toBe(seq);
    expect(host.acted).toEqual([]);
  });

  test("who takes over acts with their own rights from then on", async () => {
    const session = testSession();
    await session.begin();
    await session.open("form");
    const colleague = session.colleague();
    expect(
      await refusal(session.stub.steer(session.colleague({ capabilities: ["viewSettings"] }), { action: "take" })),
    ).toBe("forbidden");
    await session.stub.steer(colleague, { action: "take" });
    await session.sendForm();
    const now = await session.until(({ progress }) => progress.live === 1);
    expect(now.holder).toEqual({ id: colleague.userId, name: "Bo Lind" });
    expect(now.startedBy.name).toBe("Ines Duarte");
    expect(session.host.acted.find(({ tool }) => tool === "installModule")?.holderId).toBe(colleague.userId);
    expect(of(now, "note").map(({ text }) => text)).toContain("Bo Lind took over from Ines Duarte.");
  });

  test("rights that were taken away pause it, and whoever has them can go on", async () => {
    const session = testSession();
    session.host.before = (what) => {
      if (what === "installModule") throw new TrellisError("forbidden");
    };
    await session.begin();
    await session.sendForm();
    const now = await session.until(({ activity }) => activity === "paused");
    expect(now.stopped).toMatch(/Ines Duarte may not set this up any more/);
    session.host.before = () => undefined;
    await session.stub.steer(session.colleague(), { action: "take" });
    await session.stub.step(session.person, { module: "alpha", action: "retry" });
    await session.until((now) => moduleOf(now, "alpha")?.state === "live");
  });

  test("nothing went forward for five minutes: it pauses, and goes on when somebody says so", async () => {
    const session = testSession();
    session.host.before = (what) => {
      if (what === "progress") throw new Error("no answer");
    };
    await session.begin();
    await session.later(6 * 60_000);
    await session.endTime();
    expect((await session.until(({ activity }) => activity === "paused")).stopped).toMatch(/five minutes/);
    session.host.before = () => undefined;
    await session.stub.steer(session.person, { action: "continue" });
    expect((await session.open("form")).module.slug).toBe("alpha");
  });

  test("people may take as long as they like", async () => {
    const session = testSession();
    await session.begin();
    await session.open("form");
    await session.later(24 * 3_600_000);
    await session.sendForm();
    await session.later(0);
    await session.endTime();
    const now = await session.until((now) => moduleOf(now, "alpha")?.state === "live");
    expect(now.activity).not.toBe("paused");
  });
});

describe("a call without an answer", () => {
  test("is made again under the same id, and told to have failed at last", async () => {
    const session = testSession(new FakeHost({ alpha: [] }));
    let times = 0;
    session.host.before = (what) => {
      if (what === "installModule" && (times += 1) === 1) throw new Error("D1 is away");
    };
    await session.begin();
    await session.until(({ state }) => state === "finished");
    expect(times).toBe(2);
    expect(session.host.acted.filter(({ tool }) => tool === "installModule")).toHaveLength(1);
    expect(
      (await session.read()).entries.filter((entry) => entry.kind === "call" && entry.tool === "installModule"),
    ).toHaveLength(1);
  });
});

describe("what the account may have changes", () => {
  test("a session that goes on takes what is new", async () => {
    const host = new FakeHost({ alpha: ["key"] });
    const session = testSession(host);
    await session.begin();
    await session.open("form");
    host.modules.set("gamma", { fields: ["key"], takes: {}, values: {}, installed: false, live: false });
    expect(await refusal(session.stub.noteChanged(session.person, { added: ["gamma"], reason: "x" }))).toBe(
      "forbidden",
    );
    await session.stub.noteChanged(session.system, { added: ["gamma", "alpha"], reason: "Gamma is yours now." });
    await session.sendForm();
    await session.sendForm();
    const now = await session.until(({ state }) => state === "finished");
    expect(now.progress).toMatchObject({ live: 2, total: 2 });
    expect(of(now, "note").map(({ text }) => text)).toContain("Gamma is yours now.");
  });

  test("one that is finished stays so: what is new is for another", async () => {
    const session = testSession(new FakeHost({ alpha: [] }));
    await session.begin();
    const before = await session.until(({ state }) => state === "finished");
    for (const added of [["gamma"], []])
      expect(await refusal(session.stub.noteChanged(session.system, { added, reason: "New." }))).toBe("conflict");
    expect(await session.read()).toMatchObject({ state: "finished", progress: before.progress });
  });
});

describe("a session", () => {
  test("is begun once, by a person with their own rights or by machinery", async () => {
    const session = testSession();
    const first = await session.begin();
    expect((await session.begin()).createdAt).toBe(first.createdAt);
    const other = testSession();
    const input = {
      id: other.id,
      account: { id: other.tenantId, name: "Oak" },
      occasion: "fleet" as const,
      startedBy: { id: "usr_1", name: "Ines" },
      holder: { id: "usr_1", name: "Ines" },
      modules: other.host.slugs,
      driver: "guided" as const,
      fleet: "flt_1",
    };
    expect(await refusal(other.stub.begin(other.person, input))).toBe("forbidden");
    expect(await refusal(other.stub.read(other.person))).toBe("not_found");
    expect(await other.stub.begin(other.system, input)).toMatchObject({ fleet: "flt_1", holder: { id: "usr_1" } });
  });

  test("is erased whole, and one that never began is nothing to erase", async () => {
    const session = testSession();
    await session.stub.purge(session.system);
    await session.begin();
    await session.open("form");
    expect(await refusal(session.stub.purge(session.person))).toBe("forbidden");
    await session.stub.purge(session.system);
    expect(await refusal(session.stub.read(session.person))).toBe("not_found");
  });

  test("tells the control plane how far it is until it is heard", async () => {
    const session = testSession(new FakeHost({ alpha: [] }));
    let deaf = 1;
    session.host.before = (what) => {
      if (what === "note" && deaf-- > 0) throw new Error("D1 is away");
    };
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await session.begin();
    await session.until(({ state }) => state === "finished");
    await session.stub.wake(session.system);
    await vi.waitFor(() =>
      expect(session.host.notes.at(-1)).toBe('{"state":"finished","live":1,"total":1,"blocked":0}'),
    );
    expect(new Set(session.host.notes).size).toBe(session.host.notes.length);
  });
});
