import { z } from "zod";
import { CHANNEL_RULES, textOverflow } from "../../../schema/channels.ts";
import { readBehaviour, takeFailure } from "../behaviour.ts";
import { type CustomerRow, customerByIgsid } from "../customers.ts";
import { type FileRow, keepFile } from "../files.ts";
import { graphError, noSuchObject } from "../graph-error.ts";
import type { SandboxNumber } from "../number.ts";
import type { Sandbox } from "../sandbox.ts";
import { takeReaction } from "../react.ts";
import { planStatus, STATUS_AFTER_MS } from "../status-plan.ts";
import { addMessage } from "../thread.ts";

/** Answers a request as Instagram's API does: the paths this product calls, checked as Meta checks them, refused in Meta's form. */
export async function answerGraph(sandbox: Sandbox, number: SandboxNumber, request: Request): Promise<Response> {
  const [id, edge, ...rest] =
    /^\/v\d+\.\d+\/(.+)$/.exec(new URL(request.url).pathname)?.[1]?.split("/").map(decodeURIComponent) ?? [];
  const { instagramAccountId } = number.credentials;
  const isOwn = id === "me" || id === instagramAccountId;
  if (rest.length > 0 || id === undefined) return noSuchObject(id);
  if (request.method === "GET" && edge === undefined) {
    if (isOwn) return Response.json(accountNode(number));
    const customer = customerByIgsid(sandbox, id);
    return customer === undefined ? noSuchObject(id) : Response.json(profileNode(customer));
  }
  if (request.method === "POST" && isOwn && edge === "subscribed_apps") return Response.json({ success: true });
  if (request.method === "POST" && isOwn && edge === "messages")
    return takeMessage(sandbox, number, await request.text());
  return noSuchObject(id);
}

const OutgoingMessage = z.object({
  recipient: z.object({ id: z.string() }),
  message: z
    .object({
      text: z.string().min(1).optional(),
      attachment: z
        .object({ type: z.enum(["image", "video", "audio", "file"]), payload: z.object({ url: z.url() }) })
        .optional(),
    })
    .optional(),
  sender_action: z.enum(["react", "unreact", "mark_seen", "typing_on", "typing_off"]).optional(),
  payload: z.object({ message_id: z.string(), reaction: z.string().max(64).optional() }).optional(),
  tag: z.string().optional(),
});

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
async function takeMessage(sandbox: Sandbox, number: SandboxNumber, json: string): Promise<Response> {
  const sent = readMessage(json);
  const customer = sent === undefined ? undefined : customerByIgsid(sandbox, sent.recipient.id);
  if (sent === undefined) return graphError(100, "Invalid parameter");
  if (customer === undefined) return graphError(100, "The requested user cannot be found.", 2_534_014);
  if (sent.sender_action !== undefined) {
    if (sent.sender_action === "react" || sent.sender_action === "unreact") {
      const emoji = sent.sender_action === "unreact" ? null : shownAs(sent.payload?.reaction ?? "");
      const messageId = sent.payload?.message_id ?? "";
      if (!takeReaction(sandbox, { customerId: customer.id, messageId, emoji }))
        return graphError(100, "Invalid parameter");
    }
    return Response.json({ recipient_id: customer.igsid });
  }
  const { text, attachment } = sent.message ?? {};
  // Words and a file never travel together.
  if ((text === undefined) === (attachment === undefined)) return graphError(100, "Invalid parameter");
  if (text !== undefined && textOverflow("instagram", text) > 0) return graphError(100, "Message text is too long");
  const failure = takeFailure(sandbox);
  if (failure !== undefined) return graphError(failure, "The sandbox was asked to refuse this message");
  if (isTooLate(sandbox, customer, sent.tag))
    return graphError(10, "This message is sent outside of allowed window.", 2_534_022);

  const file = attachment === undefined ? undefined : await fetchFile(sandbox, number, attachment.payload.url);
  if (attachment !== undefined && file === undefined)
    return graphError(100, "The attachment could not be downloaded", 2_018_008);

  const { loseReplies, reads } = readBehaviour(sandbox.storage);
  const id = accept(sandbox, customer, {
    type: attachment?.type ?? "text",
    text: text ?? "",
    fileId: file?.id ?? null,
    reads,
  });
  // As seen from outside when a gateway loses the answer of a send that was carried out.
  if (loseReplies)
    return new Response("<html><body>504 Gateway Time-out</body></html>", {
      status: 504,
      headers: { "content-type": "text/html" },
    });
  return Response.json({ recipient_id: customer.igsid, message_id: id });
}

/** Instagram has a word for the heart and takes the other emoji as they are. */
function shownAs(reaction: string): string {
  return reaction === "love" ? "❤️" : reaction;
}

/** Instagram fetches a file by its address. The sandbox reaches the product alone: no other address has anything for it. */
async function fetchFile(sandbox: Sandbox, number: SandboxNumber, address: string): Promise<FileRow | undefined> {
  if (new URL(address).hostname !== "trellis.local") return undefined;
  const response = await sandbox.door(new Request(address));
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    return undefined;
  }
  const mimeType = response.headers.get("content-type") ?? "";
  return keepFile(sandbox, number, { name: "file", mimeType, voice: false, body: response.body });
}

function readMessage(json: string): z.infer<typeof OutgoingMessage> | undefined {
  try {
    return OutgoingMessage.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** 24 hours after the person last wrote, or 7 days with the tag of a human agent. Unlike WhatsApp, Instagram refuses at once. */
function isTooLate({ now }: Sandbox, { wrote_at: wroteAt }: CustomerRow, tag: string | undefined): boolean {
  const { windowMs, personMs } = CHANNEL_RULES.instagram;
  return wroteAt === null || now() - wroteAt > (tag === "HUMAN_AGENT" ? personMs : windowMs);
}

/** The echo comes as it does for what is written in Instagram's own app, and once the person looks, that they have read it. */
function accept(
  sandbox: Sandbox,
  customer: CustomerRow,
  { reads, type, text, fileId }: { type: string; text: string; fileId: string | null; reads: boolean },
): string {
  return sandbox.storage.transactionSync(() => {
    const at = sandbox.now();
    const said = { type, text, file_id: fileId };
    const { seq, id } = addMessage(sandbox, {
      customer_id: customer.id,
      sender: "business",
      ...said,
      status: "sent",
      at,
    });
    for (const status of reads ? (["sent", "delivered", "read"] as const) : (["sent", "delivered"] as const)) {
      planStatus(sandbox, seq, { status, afterMs: STATUS_AFTER_MS[status] });
    }
    return id;
  });
}

function accountNode({ credentials, displayNumber, businessName }: SandboxNumber) {
  return {
    user_id: credentials["instagramAccountId"],
    id: credentials["instagramAccountId"],
    username: displayNumber.slice(1),
    name: businessName,
    account_type: "BUSINESS",
  };
}

function profileNode({ igsid, name, username }: CustomerRow) {
  return { id: igsid, name, username };
}
