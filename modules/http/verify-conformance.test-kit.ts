import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HealthCause } from "../../schema/contracts/integrations.ts";
import { isSecret } from "../../schema/manifest/secret-kinds.ts";
import type { Credentials, ModuleHandlers, ModuleManifest, Verification } from "../module.ts";
import { ANSWER_TIMEOUT_MS } from "./exchange.ts";
import { FAULTS, type FakeProvider, fakeWay } from "./fake-provider.test-kit.ts";

/** A set-up that works, and what its provider may say against it. */
export interface VerifyCase {
  manifest: ModuleManifest;
  handlers: ModuleHandlers;
  credentials: Credentials;
  /** The provider as it answers good credentials. */
  works: FakeProvider;
  /** What is shown to people then. */
  details: Record<string, string>;
  /** What a working set-up asks, in order: "GET /v1/account". Nothing secret, except where the provider documents it so. */
  asks: string[];
  /** Documented refusals, each in place of the first answer that differs: what is found, and words of its reason or fix. */
  refusals: Record<string, { answer: FakeProvider; cause: HealthCause; says: RegExp; credentials?: Credentials }>;
  /** The provider documents secrets in the address: a bot's token, an incoming webhook. */
  secretInAddress?: boolean;
  /** Whether the address asked is a person's: their server may answer anything with a 2xx. */
  anyAnswerIsGood?: boolean;
  /** Whether the address asked is a person's, and what cannot be used there is their set-up and no fault of a provider. */
  answersAreTheirs?: boolean;
}

const NOW = Date.parse("2026-11-20T08:00:00Z");

/** Holds a module's verification to what every one owes: the provider's word alone decides, each fault has a reason and a fix, and no secret leaves. */
export function holdsVerification({ manifest, handlers, works, refusals, ...given }: VerifyCase): void {
  const { credentials, details, asks } = given;
  const secrets = manifest.requirements
    .filter(isSecret)
    .flatMap(({ name }) => (credentials[name] === undefined ? [] : [credentials[name]]));
  const faults = Object.entries(FAULTS).filter(([, { isAnswer }]) => !(isAnswer && given.anyAnswerIsGood));
  const verify = async (answer: FakeProvider, values: Credentials = credentials) => {
    const { provider, asked } = fakeWay(answer);
    const found = handlers.verify(values, provider, NOW);
    return { found: await settled(found), asked };
  };

  describe(`${manifest.slug} verifies and`, () => {
    beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
    afterEach(() => vi.useRealTimers());

    it("works where the provider says so, having asked what it documents and nothing else", async () => {
      const { found, asked } = await verify(works);
      expect(found.health).toEqual({ ok: true, checkedAt: "2026-11-20T08:00:00.000Z" });
      expect(found.details).toEqual(details);
      expect(asked.map(({ method, address }) => `${method} ${address}`)).toEqual(asks);
      expectNoSecret(found, secrets);
    });

    it("leaves every secret out of the address", async () => {
      const { asked } = await verify(works);
      const told = asked.map(({ address }) => address).join("\n");
      const kept = given.secretInAddress === true ? [] : secrets;
      expect(kept.filter((secret) => told.includes(secret))).toEqual([]);
    });

    it.each(faults)("has a reason and a fix for %s, at each request it makes", async (_name, fault) => {
      for (const at of asks.keys()) {
        let count = -1;
        const { found } = await verify((asked) => (++count === at ? fault.answer() : works(asked)));
        expect(found.health.reason).toMatch(SENTENCES);
        expect(found.health.fix).toMatch(SENTENCES);
        const theirs = fault.isAnswer && given.answersAreTheirs ? ["configuration"] : [];
        expect([...fault.causes, ...theirs]).toContain(found.health.cause);
        expect(`${found.health.reason} ${found.health.fix}`).toMatch(fault.says ?? /./);
        // Only what is asked first decides; what fails after it is a reason to see.
        expect(found.health.ok && at === 0).toBe(false);
        expect(found.health.ok || found.proven.length + Object.keys(found.details).length === 0).toBe(true);
        expectNoSecret(found, secrets);
      }
    });

    it.each(Object.entries(refusals))("knows %s", async (_name, { answer, cause, says, credentials: other }) => {
      const { found } = await verify(async (asked) => (await answer(asked)) ?? works(asked), other);
      expect(found.health.cause).toBe(cause);
      expect(`${found.health.reason} ${found.health.fix}`).toMatch(says);
      expect(found.health.fix).toMatch(SENTENCES);
      expectNoSecret(found, secrets);
    });

    it("survives credentials that no request can carry", async () => {
      const strange = Object.fromEntries(Object.keys(credentials).map((name) => [name, "💥\r\nx: y/../..?#"]));
      const { found } = await verify(() => new Response(null, { status: 401 }), strange);
      expect(found).toMatchObject({ health: { ok: false }, proven: [] });
      const { found: nothing } = await verify(() => new Response(null, { status: 401 }), {});
      expect(nothing).toMatchObject({ health: { ok: false }, proven: [] });
    });
  });
}

const SENTENCES = /^[A-Z“].{8,}[.?”)]$/s;

function expectNoSecret(found: Verification | string, secrets: readonly string[]): void {
  const text = typeof found === "string" ? found : JSON.stringify(found);
  for (const secret of secrets) expect(text).not.toContain(secret);
}

/** Lets time pass until there is a result. What happens outside of the timers' time, as signing does, is waited for. */
async function settled<T>(result: Promise<T>): Promise<T> {
  const is = { settled: false };
  const settle = () => (is.settled = true);
  result.then(settle, settle);
  for (; !is.settled; await setImmediate()) await vi.advanceTimersByTimeAsync(ANSWER_TIMEOUT_MS);
  return result;
}
