import { describe, expect, it } from "vitest";
import type { Outgoing, OutgoingFile, SendOutcome } from "../module.ts";
import { PROVIDER_ERRORS } from "./provider-errors.ts";
import { sendMessage } from "./send.ts";

const credentials = { instagramAccountId: "17841460012345671", accessToken: "IGAA-secret" };
const message: Outgoing = {
  echoId: "msg_1",
  to: [
    { kind: "phone", value: "447700900417" },
    { kind: "instagram", value: "6120047731905528" },
  ],
  content: { kind: "text", text: "It is ready" },
  attempt: 1,
};
const picture: OutgoingFile = {
  type: "image",
  name: "lamp.jpg",
  mimeType: "image/jpeg",
  size: 3,
  voice: false,
  open: () => Promise.reject(new Error("Instagram fetches it itself")),
  link: () => Promise.resolve("https://trellis.test/files/1?signature=x"),
};

/** What was asked of Meta, and how it ended. */
async function sent(given: Partial<Outgoing>): Promise<{ asked: [string, unknown][]; outcome: SendOutcome }> {
  const asked: [string, unknown][] = [];
  const outcome = await sendMessage({ ...message, ...given }, credentials, async (path, init) => {
    asked.push([path, JSON.parse(String(init?.body))]);
    return Response.json({ recipient_id: "6120047731905528", message_id: "aWdf.1" });
  });
  return { asked, outcome };
}

const recipient = { id: "6120047731905528" };
describe("the request", () => {
  it.each<[string, Partial<Outgoing>, object]>([
    ["a text", {}, { recipient, message: { text: "It is ready" } }],
    [
      "a person's answer after 24 hours",
      { humanAgent: true },
      { recipient, message: { text: "It is ready" }, messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" },
    ],
    [
      "a picture",
      { content: { kind: "media", file: picture, caption: "" } },
      {
        recipient,
        message: { attachment: { type: "image", payload: { url: "https://trellis.test/files/1?signature=x" } } },
      },
    ],
    [
      "a document",
      { content: { kind: "media", file: { ...picture, type: "document" }, caption: "" } },
      {
        recipient,
        message: { attachment: { type: "file", payload: { url: "https://trellis.test/files/1?signature=x" } } },
      },
    ],
    [
      "a heart",
      { content: { kind: "reaction", targetExternalId: "aWdf.0", emoji: "❤️" } },
      { recipient, sender_action: "react", payload: { message_id: "aWdf.0", reaction: "love" } },
    ],
    [
      "another reaction",
      { content: { kind: "reaction", targetExternalId: "aWdf.0", emoji: "🪔" } },
      { recipient, sender_action: "react", payload: { message_id: "aWdf.0", reaction: "🪔" } },
    ],
    [
      "a reaction taken back",
      { content: { kind: "reaction", targetExternalId: "aWdf.0", emoji: null } },
      { recipient, sender_action: "unreact", payload: { message_id: "aWdf.0" } },
    ],
    [
      "an answer, whose quote Instagram has no field for",
      { replyToExternalId: "aWdf.0" },
      { recipient, message: { text: "It is ready" } },
    ],
  ])("of %s", async (_what, given, body) => {
    const { asked, outcome } = await sent(given);
    expect(asked).toEqual([["/v23.0/17841460012345671/messages", body]]);
    expect(outcome.kind).toBe("sent");
  });

  it.each<[string, Partial<Outgoing>, string]>([
    ["a text of over 1,000 bytes", { content: { kind: "text", text: "é".repeat(501) } }, "too_long"],
    ["words with a file", { content: { kind: "media", file: picture, caption: "Look" } }, "caption"],
    [
      "a file that is gone",
      {
        content: {
          kind: "media",
          file: { ...picture, link: () => Promise.reject(new Error("gone")) },
          caption: "",
        },
      },
      "file_gone",
    ],
  ])("is not made for %s", async (_what, given, code) => {
    const { asked, outcome } = await sent(given);
    expect(asked).toEqual([]);
    expect(outcome).toMatchObject({ kind: "failed", error: { code } });
  });
});

describe("Graph's refusals", () => {
  const refused = (code: number, subcode?: number): Promise<SendOutcome> =>
    sendMessage(message, credentials, async () =>
      Response.json({ error: { code, error_subcode: subcode, message: "Meta's words" } }, { status: 400 }),
    );

  it.each(Object.keys(PROVIDER_ERRORS))("%s ends as the table says", async (key) => {
    const [code, subcode] = key.split("/").map(Number);
    const entry = PROVIDER_ERRORS[key as keyof typeof PROVIDER_ERRORS];
    const outcome = await refused(code ?? 0, subcode);
    expect(outcome.kind).toBe("backoff" in entry ? "retry" : "failed");
    expect(outcome).toMatchObject({ error: { code: String(code), retryable: entry.retryable } });
    expect(JSON.stringify(outcome)).toContain(entry.reason);
  });

  it("tells a closed window from a missing permission by the subcode alone", async () => {
    expect(JSON.stringify(await refused(10, 2_534_022))).toContain("time to answer is over");
    expect(JSON.stringify(await refused(10))).toContain("may not do this");
    expect(JSON.stringify(await refused(10, 1))).toContain("may not do this");
  });

  it("passes on what the table does not know", async () => {
    expect(await refused(987_654)).toMatchObject({
      kind: "failed",
      error: { code: "987654", message: "Meta's words (987654)", retryable: false },
    });
  });
});
