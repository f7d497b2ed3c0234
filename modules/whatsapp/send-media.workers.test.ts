import { describe, expect, it } from "vitest";
import type { Outgoing, OutgoingContent, OutgoingFile, SendOutcome } from "../module.ts";
import { sendMessage } from "./send.ts";

const credentials = { phoneNumberId: "510600700800901", accessToken: "EAAG-secret" };
const BYTES = new TextEncoder().encode("a picture\r\n--of something");

function file(given: Partial<OutgoingFile> = {}): OutgoingFile {
  return {
    type: "image",
    name: 'sun"set\n.png',
    mimeType: "image/png",
    size: BYTES.length,
    voice: false,
    open: async () => new Response(BYTES).body ?? new ReadableStream(),
    link: () => Promise.reject(new Error("not asked for")),
    ...given,
  };
}

type Answer = () => Response | Promise<Response>;
const taken: Answer = () => Response.json({ messages: [{ id: "wamid.1" }] });

/** Sends through a provider that answers the upload and the message as told; what it was asked. */
async function send(
  content: OutgoingContent,
  { upload, message = taken, ...given }: Partial<Outgoing> & { upload?: Answer; message?: Answer } = {},
) {
  const asked: { path: string; form?: FormData; json?: Record<string, unknown>; length: string | null }[] = [];
  const outgoing = {
    echoId: "msg_1",
    to: [{ kind: "whatsapp", value: "447700900417" }],
    content,
    attempt: 1,
    ...given,
  };
  const outcome: SendOutcome = await sendMessage(outgoing, credentials, async (path, init) => {
    const request = new Request(`https://graph.test${path}`, init);
    const length = request.headers.get("content-length");
    if (!path.endsWith("/media")) {
      asked.push({ path, json: await request.json(), length });
      return message();
    }
    asked.push({ path, form: await request.formData(), length });
    return upload?.() ?? Response.json({ id: "17001" });
  });
  return { asked, outcome };
}

describe("a file on its way to WhatsApp", () => {
  it("is handed over, then sent by its id with its caption", async () => {
    const { asked, outcome } = await send(
      { kind: "media", file: file(), caption: "Look" },
      { replyToExternalId: "wamid.0" },
    );
    expect(outcome).toEqual({ kind: "sent", externalId: "wamid.1" });
    expect(asked.map(({ path }) => path)).toEqual(["/v23.0/510600700800901/media", "/v23.0/510600700800901/messages"]);
    const form = asked[0]?.form;
    expect([form?.get("messaging_product"), form?.get("type")]).toEqual(["whatsapp", "image/png"]);
    const given = form?.get("file");
    expect(given).toBeInstanceOf(File);
    expect(new Uint8Array(await (given as File).arrayBuffer())).toEqual(BYTES);
    expect(asked[1]?.json).toMatchObject({
      type: "image",
      image: { id: "17001", caption: "Look" },
      context: { message_id: "wamid.0" },
      biz_opaque_callback_data: "msg_1",
    });
  });

  it.each([
    ["document", { id: "17001", caption: "Look", filename: "plan.pdf" }],
    ["audio", { id: "17001" }],
    ["sticker", { id: "17001" }],
    ["video", { id: "17001", caption: "Look" }],
  ] as const)("is a %s as WhatsApp wants it", async (type, part) => {
    const { asked } = await send({ kind: "media", file: file({ type, name: "plan.pdf" }), caption: "Look" });
    expect(asked[1]?.json).toMatchObject({ type, [type]: part });
    expect(asked[1]?.json?.[type]).toEqual(part);
  });

  it.each([
    ["Graph has a fault", () => Response.json({ error: { code: 131_000 } }, { status: 500 })],
    ["a gateway answers", () => new Response("<html>", { status: 502 })],
    ["the connection breaks", () => Promise.reject(new TypeError("lost"))],
    ["no id comes back", () => Response.json({})],
  ] as const)("is tried again when %s: nothing has reached anyone", async (_what, upload) => {
    const { asked, outcome } = await send({ kind: "media", file: file(), caption: "" }, { upload });
    expect(outcome.kind).toBe("retry");
    expect(asked).toHaveLength(1);
  });

  it("fails when Graph does not take it, and when its bytes are gone", async () => {
    const refused = () => Response.json({ error: { code: 100, message: "Unsupported type" } }, { status: 400 });
    expect((await send({ kind: "media", file: file(), caption: "" }, { upload: refused })).outcome.kind).toBe("failed");
    const gone = await send({
      kind: "media",
      file: file({ open: () => Promise.reject(new Error("gone")) }),
      caption: "",
    });
    expect(gone.outcome).toMatchObject({ kind: "failed", error: { code: "file_gone" } });
    expect(gone.asked).toEqual([]);
  });

  it("is not known to have left when the answer to the message itself is lost", async () => {
    const { asked, outcome } = await send(
      { kind: "media", file: file(), caption: "" },
      { message: () => Promise.reject(new TypeError("lost")) },
    );
    expect(outcome.kind).toBe("unknown");
    expect(asked).toHaveLength(2);
  });
});

describe("a reaction on its way to WhatsApp", () => {
  it.each([
    ["👍", "👍"],
    [null, ""],
  ])("of %j is %j", async (emoji, sent) => {
    const { asked } = await send({ kind: "reaction", targetExternalId: "wamid.0", emoji });
    expect(asked[0]?.json).toMatchObject({ type: "reaction", reaction: { message_id: "wamid.0", emoji: sent } });
  });
});
