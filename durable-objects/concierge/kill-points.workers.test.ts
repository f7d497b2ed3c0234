import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import { chanceOf, LONG, seeds } from "../kit/chance.test-kit.ts";
import { FakeHost } from "./fake-host.test-kit.ts";
import { turn, withKey } from "./model-turns.test-kit.ts";
import { type TestSession, testSession } from "./session.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);
vi.spyOn(console, "error").mockImplementation(() => undefined);

/** Two modules, the second with a value that is refused at first; and whoever leads, the same set-up. */
const COURSES = {
  guided: () => {
    const host = hostOfTwo();
    return testSession(host, { driver: "guided" });
  },
  claude: () => {
    const host = withKey(hostOfTwo());
    // What it does depends on how things stand alone, so that a turn may be asked for twice.
    host.turns = [
      () => {
        const next = [...host.modules].find(([, { live }]) => !live)?.[0];
        if (next === undefined) return turn("All works.", ["finish", { summary: "Ready." }])();
        const module = host.module(next);
        const missing = module.fields.filter((field) => module.values[field] === undefined);
        const refused = module.fields.filter(
          (field) => module.takes[field] !== undefined && module.values[field] !== module.takes[field],
        );
        if (missing.length > 0) return turn("I ask.", ["requestCredentials", { module: next }])();
        const wasTried = host.acted.some(({ tool, module: of }) => tool === "installModule" && of === next);
        return wasTried && refused.length > 0
          ? turn("Again.", ["requestCredentials", { module: next, fields: refused }])()
          : turn("I install.", ["installModule", { module: next }])();
      },
    ];
    return testSession(host, { driver: "claude" });
  },
} as const;

function hostOfTwo(): FakeHost {
  const host = new FakeHost({ alpha: ["key"], beta: ["number", "token"] });
  host.module("beta").takes = { token: "right" };
  return host;
}

/** A person at the screen: begins, fills each form in as it opens, and looks again when nobody answers. Gives up after a minute. */
async function person(session: TestSession): Promise<ConciergeSession> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (dying.delete(session.host)) await abortAllDurableObjects();
    try {
      await session.begin();
      const now = await session.read();
      if (now.state !== "active") return now;
      const form = now.entries.find((entry) => entry.kind === "form" && entry.state === "open");
      if (form?.kind === "form") {
        const slug = form.module.slug;
        const tried = session.host.acted.some(({ tool, module }) => tool === "installModule" && module === slug);
        session.host.store(slug, slug === "beta" ? { token: tried ? "right" : "wrong" } : {});
        const stored = Object.fromEntries(form.fields.map(({ name }) => [name, { hint: "4f2a" }]));
        await session.stub.formStored(session.person, { formId: form.id, stored });
      }
      if (Date.now() > deadline) throw new Error(`it never ends: ${JSON.stringify(now, null, 1)}`);
    } catch (error) {
      // The object died under the request, or came back meanwhile to a form that was sent.
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Everything that must be as if nothing had happened. */
function outcome(session: TestSession, { state, progress, entries }: ConciergeSession) {
  const calls = entries.filter((entry) => entry.kind === "call");
  return {
    state,
    live: progress.live,
    total: progress.total,
    effects: session.host.effects.toSorted(),
    unended: calls.filter((call) => call.state === "pending").length,
    openForms: entries.filter((entry) => entry.kind === "form" && entry.state === "open").length,
    calls: calls.map(({ tool, args, state }) => [tool, args["module"], state].join(" ")),
    // Whatever was made was in the ledger first, under its own id.
    strays: session.host.acted.filter(({ id }) => !calls.some((call) => call.id === id)).length,
    forms: entries.flatMap((entry) =>
      entry.kind === "form" ? [`${entry.module.slug} ${entry.fields.map(({ name }) => name).join()}`] : [],
    ),
    streaming: entries.filter((entry) => entry.kind === "message" && entry.state === "streaming").length,
    installs: entries.filter((entry) => entry.kind === "result").map((entry) => entry.kind === "result" && entry.state),
  };
}

/** Hosts whose process is to end now. It cannot end itself: whoever plays the person sees to it. */
const dying = new Set<FakeHost>();

/** Ends the process at a call to the worker, before it does anything or after it has done it. Its answer never arrives. */
function killAt(host: FakeHost, at: { call: number; when: "before" | "after" } | undefined): () => number {
  let calls = 0;
  const die = (): Promise<void> => {
    dying.add(host);
    return new Promise(() => undefined);
  };
  host.before = () => {
    calls += 1;
    return at?.when === "before" && calls === at.call ? die() : undefined;
  };
  host.after = () => (at?.when === "after" && calls === at.call ? die() : undefined);
  return () => calls;
}

const slowness = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every point there is; in a short run some of them, others each time. */
function pointsOf(calls: number): { call: number; when: "before" | "after" }[] {
  const all = Array.from({ length: calls }, (_, n) => n + 1).flatMap((call) => [
    { call, when: "before" as const },
    { call, when: "after" as const },
  ]);
  return LONG
    ? all
    : chanceOf(seeds(1)[0] ?? 0)
        .shuffled(all)
        .slice(0, POINTS);
}
const POINTS = 12;
const ENDS = 20;

describe.each(Object.entries(COURSES))("a set-up that is %s", (_name, begin) => {
  test(
    "killed before or after any call to the worker, ends as if nothing had happened",
    { timeout: 300_000 },
    async () => {
      const calm = begin();
      const count = killAt(calm.host, undefined);
      const expected = outcome(calm, await person(calm));
      expect(expected).toMatchObject({
        state: "finished",
        live: 2,
        effects: ["install alpha", "install beta"],
        unended: 0,
        openForms: 0,
        forms: ["alpha key", "beta number,token", "beta token"],
      });
      const calls = count();
      expect(calls).toBeGreaterThan(10);
      for (const at of pointsOf(calls)) {
        const session = begin();
        killAt(session.host, at);
        expect({ ...at, ...outcome(session, await person(session)) }).toEqual({ ...at, ...expected });
      }
    },
  );

  test.each(seeds(LONG ? 5 : 1))(
    "evicted twenty times, ends as if nothing had happened (seed %i)",
    { timeout: 120_000 },
    async (seed) => {
      const chance = chanceOf(seed);
      const session = begin();
      const ends = { left: ENDS };
      // So slowly that the ends fall into every part of it; the last call waits for the rest of them.
      session.host.before = async (what) => {
        await slowness(chance.int(60));
        if (what === "finish") while (ends.left > 0) await slowness(20);
      };
      const done = person(session);
      for (; ends.left > 0; ends.left -= 1) {
        await new Promise((resolve) => setTimeout(resolve, chance.int(50)));
        if (chance.happens(0.3)) await abortAllDurableObjects();
        // It waits for what is under way, which may wait for the ends to come.
        else await Promise.race([evictDurableObject(session.stub).catch(() => undefined), slowness(50)]);
      }
      expect(outcome(session, await done)).toMatchObject({
        state: "finished",
        live: 2,
        effects: ["install alpha", "install beta"],
        unended: 0,
        openForms: 0,
        streaming: 0,
        strays: 0,
        forms: ["alpha key", "beta number,token", "beta token"],
      });
    },
  );
});
