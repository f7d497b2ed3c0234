import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { SystemActor, UserActor } from "../../schema/actor.ts";
import type { EntryKind, EntryOf } from "../../schema/concierge/entries.ts";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import { newId } from "../../schema/ids.ts";
import type { ObjectsEnv } from "../env.ts";
import { concierge } from "../stubs.ts";
import { userActor } from "../sub-account/account.test-kit.ts";
import type { BeginSession } from "./facts.ts";
import { FakeHost } from "./fake-host.test-kit.ts";
import { hosts } from "./host-of.ts";

const played = new Map<string, FakeHost>();

/** A session of its own for one test, with a worker that is played. */
export function testSession(host: FakeHost = new FakeHost(), given: Partial<BeginSession> = {}) {
  const tenantId = newId("tenant");
  const id = newId("conciergeSession");
  const person = userActor(tenantId, "subaccount_admin", { name: "Ines Duarte" });
  const system: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const holder = { id: person.userId, name: person.name };
  // By the object that asks: those of earlier tests may still run.
  played.set((env as ObjectsEnv).CONCIERGE.idFromName(id).toString(), host);
  vi.spyOn(hosts, "of").mockImplementation(({ id: of }) => {
    const known = played.get(of.toString());
    if (known === undefined) throw new Error("no worker is played for this session");
    return known;
  });
  let passed = 0;
  let clock: ReturnType<typeof mockClock> | undefined;
  const session = {
    id,
    tenantId,
    host,
    person,
    system,
    /** A new stub each time: one that has seen its object die is broken for good. */
    get stub() {
      return concierge(env as ObjectsEnv, id);
    },
    /** Somebody else who may do the same, always the same one. */
    other: userActor(tenantId, "subaccount_admin", { name: "Sam Reyes" }),
    colleague: (given: Partial<UserActor> = {}) =>
      userActor(tenantId, "subaccount_admin", { name: "Bo Lind", ...given }),
    begin: () =>
      session.stub.begin(person, {
        id,
        account: { id: tenantId, name: "Casa Lumen" },
        occasion: "first_run",
        startedBy: holder,
        holder,
        modules: host.slugs,
        driver: "guided",
        fleet: null,
        ...given,
      }),
    read: (): Promise<ConciergeSession> => session.stub.read(person),
    /** Waits until it holds; throws after 8 s with what the session is. */
    async until(holds: (now: ConciergeSession) => boolean): Promise<ConciergeSession> {
      // Not by the date: a test may have changed it.
      const deadline = performance.now() + 8_000;
      for (;;) {
        const now = await session.read();
        if (holds(now)) return now;
        if (performance.now() > deadline) throw new Error(`waited in vain: ${JSON.stringify(now, null, 1)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** Waits until nothing moves any more. */
    rest: () => session.until(({ state, activity }) => state !== "active" || activity !== "working"),
    /**
     * Lets so many ms pass, and then a few steps be done. Until `endTime` it is later for all that is done; alarms ring by no other clock than the
     * real one, so that nothing happens by itself.
     */
    async later(ms: number): Promise<void> {
      passed += ms;
      clock ??= mockClock(() => passed);
      await session.stub.wake(system);
      for (let turns = 0; turns < 5; turns += 1) await runDurableObjectAlarm(session.stub);
    },
    async endTime(): Promise<void> {
      clock?.mockRestore();
      await session.stub.wake(system);
    },
    /** The one open entry of a kind. */
    async open<K extends EntryKind>(kind: K): Promise<EntryOf<K>> {
      const { entries } = await session.until((now) => openOf(now, kind).length > 0);
      return openOf({ entries }, kind)[0] as EntryOf<K>;
    },
    /** Sends the open form, as the worker does once the values are in the vault. */
    async sendForm(values: Record<string, string> = {}): Promise<EntryOf<"form">> {
      const form = await session.open("form");
      host.store(form.module.slug, values);
      const stored = Object.fromEntries(form.fields.map(({ name }) => [name, { hint: "4f2a" }]));
      await session.stub.formStored(person, { formId: form.id, stored });
      return form;
    },
    ledger: () =>
      runInDurableObject(session.stub, (_object, { storage }) =>
        storage.sql.exec("SELECT tool, module, state FROM calls ORDER BY number").toArray(),
      ),
  };
  return session;
}
export type TestSession = ReturnType<typeof testSession>;

function mockClock(passed: () => number) {
  const real = Date.now.bind(Date);
  return vi.spyOn(Date, "now").mockImplementation(() => real() + passed());
}

function openOf<K extends EntryKind>({ entries }: Pick<ConciergeSession, "entries">, kind: K): EntryOf<K>[] {
  return entries.filter(
    (entry): entry is EntryOf<K> => entry.kind === kind && "state" in entry && entry.state === "open",
  );
}

/** Holds up an object until the test lets it on. It looks again and again: a promise of the test's own would not wake another's request. */
export class Gate {
  #isOpen = false;

  open(): void {
    this.#isOpen = true;
  }

  async pass(): Promise<void> {
    while (!this.#isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
