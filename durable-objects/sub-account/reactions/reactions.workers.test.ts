import { describe, expect, it } from "vitest";
import type { Outgoing, SendOutcome } from "../../../modules/module.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { ingest } from "../ingest/ingest.ts";
import { removeIntegration } from "../integrations/remove-integration.ts";
import { inOutboxWorld, type OutboxWorld } from "../sending/outbox-world.test-kit.ts";
import { createSender } from "../sending/sender.ts";
import { reactToMessage } from "./react-to-message.ts";

const error = { code: "131000", message: "Something failed.", retryable: true };
const SENT: SendOutcome = { kind: "sent", externalId: "wamid.reaction" };

/** A customer's message to react to, and who reacts. */
function scene(world: OutboxWorld) {
  const conversationId = world.conversation("447700900417");
  const { id: messageId, externalId } = world.one<{ id: string; externalId: string }>(
    "SELECT id, external_id AS externalId FROM messages WHERE conversation_id = ?",
    conversationId,
  );
  const actor = world.kit.user();
  const react = (emoji: string | null) => reactToMessage(world.account, actor, { conversationId, messageId, emoji });
  const shown = () =>
    (world.heard.findLast(({ entity, id }) => entity === "message" && id === messageId)?.doc as Message | undefined)
      ?.reactions;
  return { conversationId, messageId, externalId, actor, react, shown };
}

/** A sender whose provider answers in this order, the last again and again. */
function senderOf(world: OutboxWorld, answers: SendOutcome[], asked: Outgoing[] = []) {
  return createSender(
    world.account,
    world.deps(async (message) => {
      asked.push(message);
      return answers[Math.min(asked.length, answers.length) - 1] ?? SENT;
    }),
  );
}

const sentEmoji = (asked: Outgoing[]) =>
  asked.map(({ content }) => (content.kind === "reaction" ? content.emoji : content.kind));

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (refusal) {
    return isTrellisError(refusal) ? refusal.code : String(refusal);
  }
  return undefined;
}

describe("a reaction of the business", () => {
  it("is shown at once under its person, and sent to the provider's id of the message", () =>
    inOutboxWorld(async (world) => {
      const { actor, externalId, messageId, react, shown } = scene(world);
      expect(react("❤️").reactions).toEqual([{ emoji: "❤️", by: actor.userId }]);
      const asked: Outgoing[] = [];
      await world.run(senderOf(world, [SENT], asked));
      expect(asked).toHaveLength(1);
      expect(asked[0]?.content).toEqual({ kind: "reaction", targetExternalId: externalId, emoji: "❤️" });
      // The statuses of a reaction must not be taken for the message's own.
      expect(asked[0]).not.toHaveProperty("echoId");
      expect(shown()).toEqual([{ emoji: "❤️", by: actor.userId }]);
      expect(world.message(messageId)).toMatchObject({ status: "received" });
      expect(world.errorOf(messageId)).toBeNull();
      expect(world.outbox()).toEqual([]);
    }));

  it("changes, and goes, and only the newest leaves", () =>
    inOutboxWorld(async (world) => {
      const { react, shown } = scene(world);
      const asked: Outgoing[] = [];
      const sender = senderOf(world, [SENT], asked);
      react("👍");
      react("👍");
      react("🎉");
      expect(world.outbox()).toHaveLength(1);
      await world.run(sender);
      react(null);
      react(null);
      await world.run(sender);
      expect(sentEmoji(asked)).toEqual(["🎉", null]);
      expect(shown()).toEqual([]);
    }));

  it("is taken back on the screen when it fails, to what stood before", () =>
    inOutboxWorld(async (world) => {
      const { actor, react, shown } = scene(world);
      react("👍");
      await world.run(senderOf(world, [SENT]));
      react("🎉");
      await world.run(senderOf(world, [{ kind: "failed", error }]));
      expect(shown()).toEqual([{ emoji: "👍", by: actor.userId }]);
      const types = world.all<{ type: string }>("SELECT type FROM activities ORDER BY created_at, id");
      expect(types.at(-1)?.type).toBe("message.reaction_failed");
    }));

  it("goes again when its answer was lost, for it only sets what stands", () =>
    inOutboxWorld(async (world) => {
      const { react, shown } = scene(world);
      react("👍");
      const asked: Outgoing[] = [];
      await world.run(
        senderOf(world, [{ kind: "unknown", error }, { kind: "retry", afterMs: 5_000, error }, SENT], asked),
      );
      expect(sentEmoji(asked)).toEqual(["👍", "👍", "👍"]);
      expect(shown()).toHaveLength(1);
    }));

  it("goes again when our process died with it", () =>
    inOutboxWorld(async (world) => {
      const { messageId, react } = scene(world);
      react("👍");
      const dying = createSender(
        world.account,
        world.deps(() => new Promise(() => undefined)),
      );
      void dying.drain();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(world.outbox()).toMatchObject([{ messageId, state: "sending" }]);
      const asked: Outgoing[] = [];
      const next = senderOf(world, [SENT], asked);
      next.recover();
      await world.run(next);
      expect(sentEmoji(asked)).toEqual(["👍"]);
      expect(world.message(messageId).status).toBe("received");
    }));

  it("goes with its channel: taken back, and the message it was for stays as it is", () =>
    inOutboxWorld(async (world) => {
      const { messageId, react, shown } = scene(world);
      react("👍");
      removeIntegration(world.account, world.kit.system, { id: world.integrationId, version: 99 });
      expect(shown()).toEqual([]);
      expect(world.outbox()).toEqual([]);
      expect(world.message(messageId)).toMatchObject({ status: "received" });
      expect(world.errorOf(messageId)).toBeNull();
    }));

  it("stands beside the customer's own", () =>
    inOutboxWorld(async (world) => {
      const { actor, externalId, react, shown } = scene(world);
      const person = { ids: [{ kind: "whatsapp" as const, value: "447700900417", display: "447700900417" }] };
      const event = {
        kind: "reaction" as const,
        channel: "whatsapp" as const,
        integrationId: world.integrationId,
        externalId: "wamid.theirs",
        targetExternalId: externalId,
        direction: "in" as const,
        at: world.now,
        person,
        emoji: "😂",
      };
      ingest(world.account, world.kit.system, { events: [event] });
      react("👍");
      expect(
        shown()
          ?.map(({ emoji }) => emoji)
          .sort(),
      ).toEqual(["👍", "😂"].sort());
      expect(shown()?.some(({ by }) => by === actor.userId)).toBe(true);
    }));

  it("is refused where there is nothing to react to, or no way to", () =>
    inOutboxWorld(async (world) => {
      const { conversationId, messageId, actor, react } = scene(world);
      const at = (given: Partial<{ conversationId: string; messageId: string; emoji: string }>) =>
        refusalOf(() => reactToMessage(world.account, actor, { conversationId, messageId, emoji: "👍", ...given }));
      expect(at({ messageId: "msg_none" })).toBe("not_found");
      expect(at({ conversationId: world.conversation("447700900418") })).toBe("not_found");
      expect(at({ messageId: world.reply(conversationId) })).toBe("conflict");
      for (const emoji of ["", "a", "👍👍", "<b>", "hello"]) expect(at({ emoji })).toBe("invalid");
      const viewer = world.kit.user("subaccount_viewer");
      expect(refusalOf(() => reactToMessage(world.account, viewer, { conversationId, messageId, emoji: "👍" }))).toBe(
        "forbidden",
      );
      world.now += 25 * 60 * 60 * 1000;
      expect(refusalOf(() => react("👍"))).toBe("window_closed");
    }));
});
