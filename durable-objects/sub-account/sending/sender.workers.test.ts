import { describe, expect, it, vi } from "vitest";
import type { SendOutcome } from "../../../modules/module.ts";
import { applyStanding } from "../standing/apply-standing.ts";
import { ATTEMPTS_MAX, SENDING_MAX_MS } from "./limits.ts";
import { inOutboxWorld } from "./outbox-world.test-kit.ts";
import { createSender } from "./sender.ts";

const error = { code: "131056", message: "Too many messages", retryable: true };
const refused = (code: string): SendOutcome => ({ kind: "failed", error: { code, message: "No", retryable: false } });

describe("a message on its way", () => {
  it("is marked as sending before the provider hears of it, then sent, and every step is heard", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"), "It is ready");
      const seen: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          seen.push(message, world.outbox(), world.message(id).status);
          return { kind: "sent", externalId: "wamid.1" };
        }),
      );
      expect(await sender.drain()).toBeUndefined();
      expect(seen).toEqual([
        {
          echoId: id,
          to: expect.arrayContaining([{ kind: "whatsapp", value: "447700900417" }]),
          content: { kind: "text", text: "It is ready" },
          attempt: 1,
        },
        [expect.objectContaining({ messageId: id, state: "sending", attempts: 1 })],
        "sending",
      ]);
      expect(world.message(id)).toEqual({ status: "sent", error: null, externalId: "wamid.1" });
      expect(world.outbox()).toEqual([]);
      expect(world.statusesHeard(id)).toEqual(["queued", "sending", "sent"]);
      expect(world.heard.findLast(({ entity }) => entity === "conversation")?.doc.lastMessage?.status).toBe("sent");
    }));

  it("waits where a trial is over, at the very moment it is, and leaves once there is a plan", () =>
    inOutboxWorld(async (world) => {
      const nobodyListens = { getWebSockets: () => [], acceptWebSocket: () => undefined };
      const told = (version: number, stopsAt: number | null) =>
        applyStanding(world.account, nobodyListens, world.kit.system, {
          standing: "live",
          version,
          plan: "starter",
          stopsAt,
        });
      const conversation = world.conversation("447700900417");
      told(1, world.now + 1_000);
      const sent: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          sent.push(echoId);
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      const first = world.reply(conversation);
      world.now += 999;
      await sender.drain();
      expect(sent).toEqual([first]);
      const second = world.reply(conversation);
      world.now += 1;
      // Nothing to come back for but the day on which the message has waited too long.
      expect(await sender.drain()).toBe(world.now - 1 + SENDING_MAX_MS);
      expect(sent).toEqual([first]);
      told(2, null);
      await world.run(sender);
      expect(sent).toEqual([first, second]);
    }));

  it("dials the number as it was received, not its canonical key", () =>
    inOutboxWorld(async (world) => {
      world.reply(world.conversation("5215512345678"));
      const to: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          to.push(...message.to);
          return refused("1");
        }),
      );
      await sender.drain();
      expect(to).toContainEqual({ kind: "whatsapp", value: "5215512345678" });
    }));

  it("dials the spelling that was received last", () =>
    inOutboxWorld(async (world) => {
      const first = world.conversation("5215512345678");
      const again = world.conversation("525512345678");
      expect(again).toBe(first);
      world.reply(first);
      const to: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          to.push(...message.to);
          return refused("1");
        }),
      );
      await sender.drain();
      expect(to).toContainEqual({ kind: "whatsapp", value: "525512345678" });
    }));

  it("takes up a status that came before the provider's answer did", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const sender = createSender(
        world.account,
        world.deps(async () => {
          world.status("wamid.1", "delivered");
          return { kind: "sent", externalId: "wamid.1" };
        }),
      );
      await sender.drain();
      expect(world.message(id)).toMatchObject({ status: "delivered", externalId: "wamid.1" });
      expect(world.one("SELECT count(*) AS waiting FROM early_statuses")).toEqual({ waiting: 0 });
    }));

  it.each([
    ["delivered", { kind: "sent", externalId: "wamid.1" }, "delivered"],
    ["delivered", { kind: "unknown", error }, "delivered"],
    ["failed", { kind: "sent", externalId: "wamid.1" }, "failed"],
  ] as const)("stands as %s by webhook when the answer %j comes after it", (status, outcome, final) =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          world.status("wamid.1", status, { echoId, ...(status === "failed" ? { error } : {}) });
          return outcome;
        }),
      );
      await sender.drain();
      expect(world.message(id)).toMatchObject({ status: final, externalId: "wamid.1" });
      expect(world.outbox()).toEqual([]);
    }),
  );

  it("ends unknown when the answer was lost, is not sent again, and a status settles it", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "unknown", error }));
      const sender = createSender(world.account, world.deps(send));
      await world.run(sender);
      world.now += SENDING_MAX_MS;
      await world.run(sender);
      expect(send).toHaveBeenCalledOnce();
      expect(world.message(id).status).toBe("unknown");
      world.status("wamid.7", "delivered", { echoId: id });
      expect(world.message(id)).toMatchObject({ status: "delivered", externalId: "wamid.7", error: null });
    }));

  it("is not given the id of another message, whatever the provider answers", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const ids = [world.reply(conversation), world.reply(conversation)];
      const sender = createSender(
        world.account,
        world.deps(async () => ({ kind: "sent", externalId: "wamid.same" })),
      );
      await world.run(sender);
      expect(ids.map((id) => world.message(id))).toMatchObject([
        { status: "sent", externalId: "wamid.same" },
        { status: "sent", externalId: null },
      ]);
    }));
});

describe("a refusal", () => {
  it("that may pass is waited out as long as the provider asks, the message still on its way", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ attempt }) => {
          times.push(world.now - began);
          return attempt < 4
            ? { kind: "retry", afterMs: 4 ** attempt * 1000, error }
            : { kind: "sent", externalId: "wamid.1" };
        }),
      );
      await world.run(sender);
      expect(times).toEqual([0, 4_000, 20_000, 84_000]);
      expect(world.statusesHeard(id)).toEqual(["queued", "sending", "sent"]);
    }));

  it("that never passes ends the message after ten tries, with the provider's reason", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "retry", afterMs: 1_000, error }));
      await world.run(createSender(world.account, world.deps(send)));
      expect(send).toHaveBeenCalledTimes(ATTEMPTS_MAX);
      expect(world.message(id).status).toBe("failed");
      expect(world.errorOf(id)).toEqual(error);
    }));

  it("that would outlast the day ends the message now", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "retry", afterMs: SENDING_MAX_MS, error }));
      await world.run(createSender(world.account, world.deps(send)));
      expect(send).toHaveBeenCalledOnce();
      expect(world.message(id).status).toBe("failed");
    }));

  it("that is final fails the message at once, and the timeline says why", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      await world.run(
        createSender(
          world.account,
          world.deps(async () => refused("131047")),
        ),
      );
      expect(world.message(id).status).toBe("failed");
      expect(
        world.one<{ detail: string }>("SELECT detail FROM activities WHERE type = 'message.failed'").detail,
      ).toContain("131047");
    }));
});
