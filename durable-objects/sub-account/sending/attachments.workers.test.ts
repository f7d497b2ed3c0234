import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Outgoing, SendOutcome } from "../../../modules/module.ts";
import type { SendMessage } from "../../../schema/contracts/messages.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import type { ObjectsEnv } from "../../env.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { createMediaFetcher } from "../media/media-fetcher.ts";
import { openAttachment } from "../media/open-attachment.ts";
import { beginUpload, finishUpload } from "../media/uploads.ts";
import { inOutboxWorld, type OutboxWorld } from "./outbox-world.test-kit.ts";
import { createSender } from "./sender.ts";

const bucket = (env as ObjectsEnv).MEDIA;
const SENT: SendOutcome = { kind: "sent", externalId: "wamid.out" };

async function upload(world: OutboxWorld, given: { type?: "image" | "audio"; mimeType?: string; size?: number } = {}) {
  const { type = "image", mimeType = "image/png", size = 5 } = given;
  const actor = world.kit.user();
  const { id, key } = beginUpload(world.account, actor, { type, name: "sunset.png", mimeType });
  await bucket.put(key, "bytes");
  finishUpload(world.account, actor, { id, size });
  return { id, key };
}

function send(world: OutboxWorld, conversationId: string, given: Partial<SendMessage>) {
  const input = { clientId: crypto.randomUUID(), text: "", private: false, ...given };
  return sendMessage(world.account, world.kit.user(), { conversationId, ...input }).message;
}

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (refusal) {
    return isTrellisError(refusal) ? (refusal.items[0]?.field ?? refusal.code) : String(refusal);
  }
  return undefined;
}

describe("a message with a file", () => {
  it("shows it at once and hands it to the channel, with its words and the message it answers", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const asked = world.one<{ id: string; externalId: string }>("SELECT id, external_id AS externalId FROM messages");
      const { id } = await upload(world);
      const message = send(world, conversation, { text: "Look", attachments: [id], replyTo: asked.id });
      expect(message).toMatchObject({
        type: "image",
        text: "Look",
        replyTo: asked.id,
        attachments: [{ id, type: "image", state: "stored", name: "sunset.png", mimeType: "image/png", size: 5 }],
      });
      expect(message.attachments[0]?.url).toBe(
        `/api/conversations/${conversation}/messages/${message.id}/attachments/${id}`,
      );
      const seen: Outgoing[] = [];
      const texts: string[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (outgoing) => {
          seen.push(outgoing);
          if (outgoing.content.kind === "media")
            texts.push(await new Response(await outgoing.content.file.open()).text());
          return SENT;
        }),
      );
      await world.run(sender);
      expect(seen).toMatchObject([
        {
          echoId: message.id,
          replyToExternalId: asked.externalId,
          content: { kind: "media", caption: "Look", file: { name: "sunset.png", mimeType: "image/png", size: 5 } },
        },
      ]);
      expect(texts).toEqual(["bytes"]);
      expect(world.message(message.id)).toMatchObject({ status: "sent" });
    }));

  it("is one message however often its client id comes, and its upload is used up", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const { id } = await upload(world);
      const given = { clientId: "client-key-1", attachments: [id] };
      const [first, second] = [send(world, conversation, given), send(world, conversation, given)];
      expect(second).toEqual(first);
      expect(refusalOf(() => send(world, conversation, { attachments: [id] }))).toBe("attachments");
    }));

  it("may be a note for the team, which goes nowhere", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const { id } = await upload(world);
      const note = send(world, conversation, { private: true, attachments: [id] });
      expect(note).toMatchObject({ type: "note", attachments: [{ id }] });
      expect(world.outbox()).toEqual([]);
    }));

  it("is refused when the channel does not carry it, or not like this", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const tooLarge = await upload(world, { size: 5 * 1024 * 1024 + 1 });
      const unknown = await upload(world, { mimeType: "image/tiff" });
      const sound = await upload(world, { type: "audio", mimeType: "audio/mpeg" });
      const field = (given: Partial<SendMessage>) => refusalOf(() => send(world, conversation, given));
      expect(field({ attachments: [tooLarge.id] })).toBe("attachments");
      expect(field({ attachments: [unknown.id] })).toBe("attachments");
      expect(field({ attachments: ["att_none"] })).toBe("attachments");
      expect(field({ text: "Listen", attachments: [sound.id] })).toBe("text");
      expect(field({ attachments: [] })).toBe("text");
      expect(field({ text: "Yes", replyTo: "msg_none" })).toBe("replyTo");
      const elsewhere = world.conversation("447700900418");
      const { id: other } = world.one<{ id: string }>("SELECT id FROM messages WHERE conversation_id = ?", elsewhere);
      expect(field({ text: "Yes", replyTo: other })).toBe("replyTo");
      expect(world.outbox()).toEqual([]);
    }));
});

describe("an upload", () => {
  it("can be looked at before it is sent, and not by that address after", () =>
    inOutboxWorld(async (world) => {
      const { id, key } = await upload(world);
      const viewer = world.kit.user("subaccount_viewer");
      expect(openAttachment(world.account, viewer, { attachmentId: id })).toMatchObject({ at: { key }, size: 5 });
      send(world, world.conversation("447700900417"), { attachments: [id] });
      expect(refusalOf(() => openAttachment(world.account, viewer, { attachmentId: id }))).toBe("not_found");
    }));

  it("that no message came for goes after a day, bytes and row; one that was sent stays", () =>
    inOutboxWorld(async (world) => {
      const kept = await upload(world);
      const left = await upload(world);
      const broken = beginUpload(world.account, world.kit.user(), { type: "image", name: "x", mimeType: "image/png" });
      await bucket.put(broken.key, "half");
      send(world, world.conversation("447700900417"), { attachments: [kept.id] });
      const fetcher = createMediaFetcher(world.account);
      const due = await fetcher.turn();
      expect(due).toBeGreaterThan(world.now + 23 * 60 * 60 * 1000);
      world.now = due ?? 0;
      expect(await fetcher.turn()).toBeUndefined();
      expect(await bucket.head(left.key)).toBeNull();
      expect(await bucket.head(broken.key)).toBeNull();
      expect(await bucket.head(kept.key)).not.toBeNull();
      expect(world.all<{ id: string }>("SELECT id FROM attachments")).toEqual([{ id: kept.id }]);
    }));
});
