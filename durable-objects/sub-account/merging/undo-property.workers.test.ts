import { describe, expect, it, vi } from "vitest";
import { LONG, seeds } from "../../kit/chance.test-kit.ts";
import { inMergeWorld } from "./merge-world.test-kit.ts";
import { stateOf } from "./merging.test-kit.ts";

vi.setConfig({ testTimeout: 300_000 });

/** Random people, ids, conversations and acts; merges and their undoing. The seed is printed: TRELLIS_TEST_SEED repeats a run. */
describe.each(seeds(LONG ? 40 : 2))("merges undone in reverse order, seed %i", (seed) => {
  it("leave everything as it was, merge by merge", async () => {
    await inMergeWorld(seed, async (world) => {
      await world.live(30);
      await world.rest();
      const before: { mergeId: string; winner: string; state: unknown }[] = [];
      for (let round = 0; round < 4; round++) {
        const state = await stateOf(world.account);
        const merged = await world.mergeSome();
        if (merged !== undefined) before.push({ ...merged, state });
      }
      expect(before.length).toBeGreaterThan(0);
      for (const { mergeId, winner, state } of before.toReversed()) {
        await world.undo(winner, mergeId);
        expect(await stateOf(world.account)).toEqual(state);
      }
    });
  });

  it("give everyone what is theirs, also of what came between and after", async () => {
    await inMergeWorld(seed, async (world) => {
      await world.live(20);
      const merges: { mergeId: string; winner: string }[] = [];
      for (let round = 0; round < 4; round++) {
        const merged = await world.mergeSome();
        if (merged !== undefined) merges.push(merged);
        await world.live(10);
        await world.expectWhole();
      }
      expect(merges.length).toBeGreaterThan(0);
      for (const { mergeId, winner } of merges.toReversed()) {
        await world.undo(winner, mergeId);
        await world.expectWhole();
        await world.live(3);
      }
      await world.expectWhole();
      await world.expectEachTheirOwn();
    });
  });
});
