import { describe, expect, it, vi } from "vitest";
import { LONG, seeds } from "../../../../durable-objects/kit/chance.test-kit.ts";
import { SubAccount } from "../../../../durable-objects/index.ts";
import { traffic } from "./traffic.test-kit.ts";

const MESSAGES = LONG ? 1_000 : 200;
const REPLIES = LONG ? 40 : 15;
vi.setConfig({ testTimeout: 600_000 });
vi.spyOn(console, "warn").mockImplementation(() => undefined);
vi.spyOn(console, "error").mockImplementation(() => undefined);

describe("while customers write", () => {
  it.each(seeds(LONG ? 3 : 1))(
    "an account is suspended, moved, resumed, deleted and restored: nothing is lost, misplaced, or sent too early (seed %i)",
    async (seed) => {
      expect({ seed, faults: await traffic({ seed, messages: MESSAGES, replies: REPLIES }) }).toEqual({
        seed,
        faults: [],
      });
    },
  );
});

describe("a broken one is seen:", () => {
  it("an object that does not hear how it stands", async () => {
    const spy = vi.spyOn(SubAccount.prototype, "applyStanding").mockImplementation(((
      _actor: unknown,
      { version }: { version: number },
    ) => ({
      version,
    })) as never);
    // On a busy machine nothing may happen to be due just then.
    let faults: string[] = [];
    for (let seed = 7; seed < 12 && faults.length === 0; seed += 1)
      faults = await traffic({ seed, messages: 160, replies: REPLIES });
    spy.mockRestore();
    expect(faults).toEqual([expect.stringContaining("were sent while the account was suspended")]);
  });

  it("an object that takes nothing in while it is suspended", async () => {
    const real = SubAccount.prototype.ingest;
    const spy = vi.spyOn(SubAccount.prototype, "ingest").mockImplementation(function (this: SubAccount, actor, input) {
      const { storage } = (this as unknown as { ctx: DurableObjectState }).ctx;
      const [held] = storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'standing'").toArray();
      const isHalted = held !== undefined && !held.value.startsWith("live");
      return real.call(this, actor, isHalted ? { events: [] } : input);
    });
    const faults = await traffic({ seed: 7, messages: 160, replies: REPLIES });
    spy.mockRestore();
    expect(faults).toEqual([expect.stringContaining("were lost")]);
  });
});
