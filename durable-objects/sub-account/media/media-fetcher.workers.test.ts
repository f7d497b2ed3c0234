import { describe, expect, it } from "vitest";
import { deleteDocument } from "../collections/remove.ts";
import { ingest } from "../ingest/ingest.ts";
import { removeIntegration } from "../integrations/remove-integration.ts";
import { ATTEMPTS_MAX, FETCHES_AT_ONCE } from "./limits.ts";
import { inMediaWorld, PICTURE, picture } from "./media-world.test-kit.ts";

const IMAGE = { type: "image", mediaId: "1001", mimeType: "image/png" } as const;

async function digestOf(bytes: Uint8Array): Promise<{ hex: string; base64: string }> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return {
    hex: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    base64: btoa(String.fromCharCode(...digest)),
  };
}

describe("a file a customer sent", () => {
  it("is fetched, stored under its account, and shown", () =>
    inMediaWorld(async (world) => {
      const id = world.receive([IMAGE]);
      expect(world.shown(id)).toMatchObject([{ state: "pending" }]);
      await world.settle(world.fetcher());
      expect(world.shown(id)).toMatchObject([{ state: "stored", mimeType: "image/png", size: PICTURE.length }]);
      expect(world.key(id)).toContain(`media/${world.account.tenantId}/`);
      expect(await (await world.bucket.get(world.key(id)))?.arrayBuffer()).toEqual(PICTURE.buffer);
      expect(world.fetched).toEqual(["https://files.test/1001"]);
    }));

  it("is fetched once, however often the alarm rings meanwhile and the webhook comes", () =>
    inMediaWorld(async (world) => {
      world.receive([IMAGE], "wamid.same");
      world.receive([IMAGE], "wamid.same");
      const fetcher = world.fetcher();
      await Promise.all([fetcher.turn(), fetcher.turn(), fetcher.turn()]);
      await fetcher.idle();
      expect(world.fetched).toHaveLength(1);
    }));

  it(`comes beside at most ${FETCHES_AT_ONCE - 1} others, and all come`, () =>
    inMediaWorld(async (world) => {
      world.file.download = async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return picture();
      };
      const ids = Array.from({ length: 4 }, () => world.receive([IMAGE, { ...IMAGE, mediaId: "1002" }]));
      await world.settle(world.fetcher());
      expect(world.fetched).toHaveLength(8);
      expect(world.most).toBe(FETCHES_AT_ONCE);
      for (const id of ids) expect(world.shown(id).map(({ state }) => state)).toEqual(["stored", "stored"]);
    }));

  it("is not fetched beside itself, whatever makes it due meanwhile", () =>
    inMediaWorld(async (world) => {
      let arrive: () => void = () => undefined;
      world.file.download = async () => {
        await new Promise<void>((resolve) => (arrive = resolve));
        return picture();
      };
      const id = world.receive([IMAGE]);
      const fetcher = world.fetcher();
      await fetcher.turn();
      await new Promise((resolve) => setTimeout(resolve, 1));
      world.connect();
      await fetcher.turn();
      world.now += 60 * 60 * 1000;
      await fetcher.turn();
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(world.fetched).toHaveLength(1);
      arrive();
      await fetcher.idle();
      expect(world.attachment(id).state).toBe("stored");
    }));

  it("does not hold up the alarm while it comes", () =>
    inMediaWorld(async (world) => {
      let arrive: () => void = () => undefined;
      world.file.download = async () => {
        await new Promise<void>((resolve) => (arrive = resolve));
        return picture();
      };
      const id = world.receive([IMAGE]);
      const fetcher = world.fetcher();
      expect(await fetcher.turn()).toBeGreaterThan(world.now);
      expect(world.attachment(id).state).toBe("pending");
      await new Promise((resolve) => setTimeout(resolve, 1));
      arrive();
      await fetcher.idle();
      expect(world.attachment(id).state).toBe("stored");
    }));
});

describe("what is checked", () => {
  it.each(["hex", "base64"] as const)("is the digest the provider announced, in %s", (form) =>
    inMediaWorld(async (world) => {
      const right = (await digestOf(PICTURE))[form];
      const wrong = (await digestOf(new Uint8Array([1])))[form];
      const good = world.receive([{ ...IMAGE, sha256: right }]);
      const bad = world.receive([{ ...IMAGE, sha256: wrong }]);
      await world.settle(world.fetcher());
      expect(world.attachment(good).state).toBe("stored");
      expect(world.attachment(bad)).toMatchObject({ state: "failed", attempts: ATTEMPTS_MAX });
      expect(world.faultOf(bad)).toBe("damaged");
      expect(await world.bucket.head(world.key(bad))).toBeNull();
    }),
  );

  it("is the size it is said to have, before a byte is fetched", () =>
    inMediaWorld(async (world) => {
      world.file.locate = () => ({ kind: "found", url: "https://files.test/1", size: 5 * 1024 * 1024 + 1 });
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.shown(id)).toMatchObject([{ state: "refused", error: { code: "too_large" } }]);
      expect(world.fetched).toEqual([]);
    }));

  it("is the size it has, when it was said to be smaller", () =>
    inMediaWorld(async (world) => {
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += 1024 * 1024;
          controller.enqueue(new Uint8Array(1024 * 1024));
        },
      });
      world.file.locate = () => ({ kind: "found", url: "https://files.test/1", size: 10 });
      world.file.download = () => ({ kind: "open", body: endless, mimeType: "image/png" });
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.shown(id)).toMatchObject([{ state: "refused", error: { code: "too_large" } }]);
      expect(sent).toBeLessThan(8 * 1024 * 1024);
      expect(await world.bucket.head(world.key(id))).toBeNull();
    }));

  it("is that a picture is none of a server's error pages", () =>
    inMediaWorld(async (world) => {
      let tries = 0;
      world.file.download = () =>
        ++tries > 2
          ? picture()
          : { kind: "open", body: new Response("<html>").body!, mimeType: "text/html; charset=utf-8" };
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.attachment(id)).toMatchObject({ state: "stored", attempts: 3 });
    }));

  it("is where it lies: an address that is not the provider's is refused for good", () =>
    inMediaWorld(async (world) => {
      world.file.download = () => ({ kind: "refused", reason: "not one of the provider's own" });
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.shown(id)).toMatchObject([{ state: "refused", error: { code: "address_refused" } }]);
      expect(world.fetched).toHaveLength(1);
    }));
});

describe("what goes wrong", () => {
  it("is tried again, later each time, without a word to anyone until it is given up", () =>
    inMediaWorld(async (world) => {
      world.file.download = () => ({ kind: "answered", status: 503 });
      const id = world.receive([IMAGE]);
      const began = world.now;
      const fetcher = world.fetcher();
      await world.round(fetcher);
      expect(world.shown(id)).toMatchObject([{ state: "pending" }]);
      expect(world.shown(id)[0]).not.toHaveProperty("error");
      await world.settle(fetcher);
      expect(world.fetched).toHaveLength(ATTEMPTS_MAX);
      expect(world.now - began).toBeGreaterThan(24 * 60 * 60 * 1000);
      expect(world.now - began).toBeLessThan(7 * 24 * 60 * 60 * 1000);
      expect(world.shown(id)).toMatchObject([{ state: "failed", error: { code: "http_503", retryable: false } }]);
    }));

  it("ends at once where the provider has it no more", () =>
    inMediaWorld(async (world) => {
      const error = { code: "100", message: "No such media.", retryable: false };
      world.file.locate = () => ({ kind: "failed", error });
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.shown(id)).toMatchObject([{ state: "failed", error }]);
    }));

  it("is asked for anew each time, for an address lives five minutes", () =>
    inMediaWorld(async (world) => {
      let asked = 0;
      world.file.locate = () => ({ kind: "found", url: `https://files.test/${++asked}` });
      world.file.download = (url) => (url.endsWith("/2") ? picture() : { kind: "answered", status: 404 });
      const id = world.receive([IMAGE]);
      await world.settle(world.fetcher());
      expect(world.attachment(id).state).toBe("stored");
      expect(world.fetched).toEqual(["https://files.test/1", "https://files.test/2"]);
    }));

  it("may be our own death: the next process fetches it when the lease is over, and not before", () =>
    inMediaWorld(async (world) => {
      world.file.download = () => new Promise(() => undefined);
      const id = world.receive([IMAGE]);
      await world.fetcher().turn();
      world.file = {};
      const next = world.fetcher();
      const due = (await next.turn()) ?? 0;
      expect(world.attachment(id).state).toBe("pending");
      expect(due).toBeGreaterThan(world.now + 60_000);
      world.now = due;
      await world.settle(next);
      expect(world.attachment(id)).toMatchObject({ state: "stored", attempts: 2 });
    }));

  it("may kill us every time: then it is given up like any other", () =>
    inMediaWorld(async (world) => {
      world.file.download = () => new Promise(() => undefined);
      const id = world.receive([IMAGE]);
      for (let life = 0; life <= ATTEMPTS_MAX; life++) {
        await world.fetcher().turn();
        world.now += 24 * 60 * 60 * 1000;
      }
      expect(world.attachment(id)).toMatchObject({ state: "failed", attempts: ATTEMPTS_MAX });
      expect(world.faultOf(id)).toBe("gave_up");
    }));

  it("may be the credentials: new ones try at once", () =>
    inMediaWorld(async (world) => {
      world.file.locate = () => ({
        kind: "retry",
        error: { code: "190", message: "The token ran out.", retryable: true },
      });
      const id = world.receive([IMAGE]);
      const fetcher = world.fetcher();
      for (let round = 0; round < 4; round++) world.now = (await world.round(fetcher)) ?? 0;
      expect(world.attachment(id)).toMatchObject({ state: "pending", attempts: 4 });
      world.file = {};
      world.connect();
      await world.round(fetcher);
      expect(world.attachment(id)).toMatchObject({ state: "stored", attempts: 1 });
    }));

  it("may be an install that its webhook overtook", () =>
    inMediaWorld(async (world) => {
      const event = world.kit.message({ integrationId: "int_later", at: world.now, attachments: [IMAGE] });
      ingest(world.account, world.kit.system, { events: [event] });
      const { id } = world.one<{ id: string }>("SELECT id FROM messages WHERE external_id = ?", event.externalId);
      const fetcher = world.fetcher();
      await world.round(fetcher);
      expect(world.attachment(id).state).toBe("pending");
      world.connect({ id: "int_later" });
      await world.round(fetcher);
      expect(world.attachment(id).state).toBe("stored");
    }));

  it("may be that the channel was removed", () =>
    inMediaWorld(async (world) => {
      world.file.download = () => ({ kind: "silent" });
      const id = world.receive([IMAGE]);
      const fetcher = world.fetcher();
      await world.round(fetcher);
      removeIntegration(world.account, world.kit.system, { id: world.integrationId, version: 99 });
      await world.round(fetcher);
      expect(world.shown(id)).toMatchObject([{ state: "failed", error: { code: "integration_removed" } }]);
    }));
});

describe("what belongs to nobody any more", () => {
  it("goes with its contact: bytes, then rows", () =>
    inMediaWorld(async (world) => {
      const fetcher = world.fetcher();
      const ids = [world.receive([IMAGE]), world.receive([IMAGE, IMAGE])];
      await world.settle(fetcher);
      const keys = ids.map((id) => world.key(id));
      const { id } = world.one<{ id: string }>("SELECT id FROM contacts");
      deleteDocument(world.account, world.kit.user("subaccount_admin"), { collection: "contacts", id });
      await world.settle(fetcher);
      for (const key of keys) expect(await world.bucket.head(key)).toBeNull();
      expect(world.all("SELECT id FROM attachments")).toEqual([]);
    }));

  it("goes although it was just being fetched", () =>
    inMediaWorld(async (world) => {
      let arrive: () => void = () => undefined;
      world.file.download = async () => {
        await new Promise<void>((resolve) => (arrive = resolve));
        return picture();
      };
      const id = world.receive([IMAGE]);
      const key = world.key(id);
      const fetcher = world.fetcher();
      await fetcher.turn();
      await new Promise((resolve) => setTimeout(resolve, 1));
      const contact = world.one<{ id: string }>("SELECT id FROM contacts");
      deleteDocument(world.account, world.kit.user("subaccount_admin"), { collection: "contacts", id: contact.id });
      await fetcher.turn();
      arrive();
      await fetcher.idle();
      await world.settle(fetcher);
      expect(await world.bucket.head(key)).toBeNull();
      expect(world.all("SELECT id FROM attachments")).toEqual([]);
    }));
});
