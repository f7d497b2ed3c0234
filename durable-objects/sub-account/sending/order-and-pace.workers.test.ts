import { describe, expect, it, vi } from "vitest";
import { inOutboxWorld, wordsOf } from "./outbox-world.test-kit.ts";
import { createSender } from "./sender.ts";

const error = { code: "131056", message: "Too many messages", retryable: true };

describe("order and pace", () => {
  it("keeps a conversation's order: a later message waits for an earlier one, even for its backoff", () =>
    inOutboxWorld(async (world) => {
      const [slow, other] = [world.conversation("447700900001"), world.conversation("447700900002")];
      const texts = ["one", "two", "three"].map((text) => (world.reply(slow, text), text));
      world.reply(other, "beside");
      const said: string[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ content, attempt }) => {
          const text = wordsOf(content);
          if (text === "one" && attempt === 1) return { kind: "retry", afterMs: 60_000, error };
          said.push(text);
          return { kind: "sent", externalId: `wamid.${text}` };
        }),
      );
      await sender.drain();
      expect(said).toEqual(["beside"]);
      await world.run(sender);
      expect(said).toEqual(["beside", ...texts]);
    }));

  it("sends to at most six people at once, and a slow one holds up nobody else", () =>
    inOutboxWorld(async (world) => {
      for (let at = 0; at < 12; at++) world.reply(world.conversation(`4477009001${String(at).padStart(2, "0")}`));
      let atOnce = 0;
      let most = 0;
      const release: (() => void)[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          most = Math.max(most, ++atOnce);
          await new Promise<void>((resolve) => release.push(resolve));
          atOnce--;
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      const running = sender.drain();
      await vi.waitFor(() => expect(release).toHaveLength(6));
      // One goes on being slow; the other five places are used again and again.
      for (let at = 1; at < 12; at++) {
        await vi.waitFor(() => expect(release.length).toBeGreaterThan(at));
        release[at]?.();
      }
      await vi.waitFor(() => expect(world.outbox()).toHaveLength(1));
      release[0]?.();
      await running;
      expect(most).toBe(6);
      expect(world.outbox()).toEqual([]);
    }));

  it("starts what becomes due while another send is under way", () =>
    inOutboxWorld(async (world) => {
      const [one, two] = [world.conversation("447700900001"), world.conversation("447700900002")];
      world.reply(one, "slow");
      let release = (): void => undefined;
      const said: string[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ content }) => {
          const text = wordsOf(content);
          said.push(text);
          if (text === "slow") await new Promise<void>((resolve) => (release = resolve));
          return { kind: "sent", externalId: `wamid.${text}` };
        }),
      );
      const running = sender.drain();
      await vi.waitFor(() => expect(said).toEqual(["slow"]));
      world.reply(two, "quick");
      await vi.waitFor(() => expect(said).toEqual(["slow", "quick"]));
      release();
      await running;
    }));

  it("gives one person 45 at once, then one every six seconds, and others are not held up", () =>
    inOutboxWorld(async (world) => {
      const [busy, other] = [world.conversation("447700900001"), world.conversation("447700900002")];
      for (let at = 0; at < 48; at++) world.reply(busy, `busy ${at}`);
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ content, echoId }) => {
          const text = wordsOf(content);
          if (text.startsWith("busy")) times.push(world.now - began);
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      await sender.drain();
      expect(times).toHaveLength(45);
      const id = world.reply(other, "hello");
      await sender.drain();
      expect(world.message(id).status).toBe("sent");
      await world.run(sender);
      expect(times.slice(45)).toEqual([6_000, 12_000, 18_000]);
    }));

  it("gives a number 80 a second", () =>
    inOutboxWorld(async (world) => {
      for (let at = 0; at < 100; at++) world.reply(world.conversation(`447701${String(at).padStart(6, "0")}`));
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          times.push(world.now - began);
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      await sender.drain();
      expect(times).toHaveLength(80);
      await world.run(sender);
      expect(times).toHaveLength(100);
      expect(times.at(-1)).toBeGreaterThanOrEqual(240);
      expect(times.at(-1)).toBeLessThanOrEqual(300);
    }));
});
