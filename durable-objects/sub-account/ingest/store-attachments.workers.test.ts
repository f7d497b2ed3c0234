import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InboundAttachment, InboundEvent, InboundMessage } from "../../../schema/inbound/event.ts";
import { row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";

const NOW = Date.now();
let account: TestAccount;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  account = testAccount();
});
afterEach(() => {
  vi.useRealTimers();
});

const ingest = (...events: InboundEvent[]) => account.stub.ingest(account.system, { events });
/** Ingests one message and reads, in the same turn of the object, before its alarm fetches anything. */
const kept = (given: Partial<InboundMessage>, sql: string) =>
  runInDurableObject(account.stub, (object, ctx) => {
    const message = account.message(given);
    object.ingest(account.system, { events: [message] });
    return ctx.storage.sql.exec(sql).toArray();
  });

describe("a file", () => {
  const FILES =
    "SELECT position, type, name, mime_type, size, voice, duration_ms, state, error, media_id, source_url, sha256, inline, due_at, created_at FROM attachments ORDER BY position";
  const NO_MEDIA = { code: "no_media", message: "The provider sent no file with this message.", retryable: false };
  const plain = {
    position: 0,
    type: "file",
    name: "",
    mime_type: "",
    size: 0,
    voice: 0,
    duration_ms: null,
    error: null,
    media_id: null,
    source_url: null,
    sha256: null,
    inline: null,
    due_at: null,
    created_at: NOW,
  };

  it.each<[Omit<InboundAttachment, "type">, object]>([
    [{}, { state: "failed", error: JSON.stringify(NO_MEDIA) }],
    [{ inline: "é" }, { state: "stored", inline: "é", size: 2 }],
    [
      { inline: "é", url: "u", size: 9 },
      { state: "stored", inline: "é", size: 9, source_url: "u" },
    ],
    [{ mediaId: "m" }, { state: "pending", media_id: "m", due_at: NOW }],
    [
      { url: "u", voice: true, durationMs: 5 },
      { state: "pending", source_url: "u", due_at: NOW, voice: 1, duration_ms: 5 },
    ],
    [
      { mediaId: "m", sha256: "s", voice: false },
      { state: "pending", media_id: "m", sha256: "s", due_at: NOW },
    ],
    [
      { inline: "", name: "n".repeat(241) },
      { state: "stored", inline: "", name: `${"n".repeat(239)}…` },
    ],
  ])("given as %j is kept as %j", async (given, row) => {
    expect(await kept({ attachments: [{ type: "file", ...given }] }, FILES)).toEqual([{ ...plain, ...row }]);
  });

  it("is a voice note where the provider says so, and nowhere else", async () => {
    const attachments = [true, false, undefined].map((voice) => ({
      type: "audio" as const,
      mediaId: "m",
      ...(voice === undefined ? {} : { voice }),
    }));
    expect(await kept({ attachments }, "SELECT voice FROM attachments ORDER BY position")).toEqual([
      { voice: 1 },
      { voice: 0 },
      { voice: 0 },
    ]);
  });

  it.each([
    ["Audio/OGG ; codecs=opus", "audio/ogg"],
    ["application/vnd.a-b+c.d_e!#$&^1", "application/vnd.a-b+c.d_e!#$&^1"],
    [`a/${"b".repeat(118)}`, `a/${"b".repeat(118)}`],
    [`a/${"b".repeat(119)}`, ""],
    ["nonsense", ""],
    ["a/b/c", ""],
    ["a b/c", ""],
    ["/b", ""],
    ["a/", ""],
    [";a/b", ""],
  ])("of type %s is of type %s", async (mimeType, type) => {
    const attachments = [{ type: "file" as const, inline: "", mimeType }];
    expect((await kept({ attachments }, FILES))[0]).toMatchObject({ mime_type: type });
  });

  it("is one of thirty at most, each in its place, and is heard of with its message", async () => {
    const attachments = Array.from({ length: 31 }, (_, n) => ({ type: "file" as const, inline: String(n) }));
    const found = await kept({ attachments }, FILES);
    expect(found.map(({ position, inline }) => [position, inline])).toEqual(
      Array.from({ length: 30 }, (_, n) => [n, String(n)]),
    );
    const [told] = await rows<{ body: string }>(account, "SELECT body FROM changes WHERE body LIKE '%\"message\"%'");
    expect((JSON.parse(told!.body) as { doc: { attachments: object[] } }).doc.attachments).toHaveLength(30);
  });
});

describe("a stand-in for a file", () => {
  const STAND_IN = { type: "media_placeholder", text: null, placeholder: "A photo", past: true };
  const PHOTO = { type: "image", text: "The sea", past: true, attachments: [{ type: "image" as const, mediaId: "m" }] };

  it("becomes what it stood for, once", async () => {
    const externalId = "wamid.1";
    await ingest(account.message({ ...STAND_IN, externalId }));
    vi.setSystemTime(NOW + 5);
    const content = { location: { latitude: 1, longitude: 2 } };
    const photo = account.message({ ...PHOTO, externalId, content });
    expect(await ingest(photo)).toMatchObject({ stored: 1, duplicates: 0 });
    expect(await row(account, "SELECT type, text, placeholder, content, updated_at FROM messages")).toEqual({
      type: "image",
      text: "The sea",
      placeholder: null,
      content: JSON.stringify(content),
      updated_at: NOW + 5,
    });
    const { body } = (await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq")).at(-1)!;
    const told = JSON.parse(body) as {
      entity: string;
      op: string;
      doc: object;
      also?: { entity: string; op: string }[];
    };
    expect(told).toMatchObject({ entity: "message", op: "updated", doc: { text: "The sea", attachments: [{}] } });
    expect(told.also).toMatchObject([{ entity: "conversation", op: "updated" }]);
    const { id } = await row<{ id: string }>(account, "SELECT id FROM messages");
    expect((await rows<{ after: string }>(account, "SELECT after FROM audit ORDER BY seq")).at(-1)?.after).toContain(
      id,
    );
    expect(await ingest(photo)).toMatchObject({ stored: 0, duplicates: 1 });
    expect(await row(account, "SELECT count(*) AS n FROM attachments")).toEqual({ n: 1 });
  });

  it("that was edited keeps its words, and a placeholder that comes again is one", async () => {
    await ingest(account.message({ ...STAND_IN, externalId: "wamid.1" }));
    await rows(account, "UPDATE messages SET text = 'Edited', edited_at = 1");
    await ingest(account.message({ ...PHOTO, externalId: "wamid.1", placeholder: "A view" }));
    expect(await row(account, "SELECT text, placeholder, content FROM messages")).toEqual({
      text: "Edited",
      placeholder: "A view",
      content: null,
    });
  });

  it.each([
    ["comes again itself", STAND_IN, { ...STAND_IN, attachments: PHOTO.attachments }],
    ["is followed by nothing to put there", STAND_IN, { ...PHOTO, attachments: undefined }],
    ["is none", { type: "text" }, PHOTO],
  ])("that %s stays as it is", async (_what, first, second) => {
    const MESSAGE = "SELECT type, text, placeholder, updated_at FROM messages";
    const externalId = "wamid.1";
    const [before] = await kept({ ...first, externalId }, MESSAGE);
    vi.setSystemTime(NOW + 5);
    const { attachments, ...rest } = second as InboundMessage;
    const again = account.message({ ...rest, externalId, ...(attachments && { attachments }) });
    expect(await ingest(again)).toMatchObject({ stored: 0, duplicates: 1 });
    expect(await row(account, MESSAGE)).toEqual(before);
    expect(await rows(account, "SELECT id FROM attachments")).toEqual([]);
  });

  it("that was taken back stays taken back", async () => {
    const [one, other] = [account.message(STAND_IN), account.message({ ...STAND_IN, text: "other" })];
    await ingest(one, other);
    await rows(account, "UPDATE messages SET deleted_at = 1 WHERE external_id = ?", one.externalId);
    expect(await ingest({ ...one, ...PHOTO })).toMatchObject({ duplicates: 1 });
    expect(await rows(account, "SELECT type FROM messages")).toEqual([
      { type: STAND_IN.type },
      { type: STAND_IN.type },
    ]);
  });
});
