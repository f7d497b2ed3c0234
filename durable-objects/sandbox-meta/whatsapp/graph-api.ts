import { z } from "zod";
import { type SandboxBubble, SandboxCustomer } from "../../../schema/contracts/sandbox.ts";
import { TEXT_MAX_CHARACTERS } from "../../../schema/contracts/messages.ts";
import { readBehaviour, takeFailure } from "../behaviour.ts";
import { type CustomerRow, findCustomer, meetByPhone } from "../customers.ts";
import { FILE_MAX_BYTES, fileById, type FileRow, keepFile } from "../files.ts";
import { graphError, noSuchObject } from "../graph-error.ts";
import type { SandboxNumber } from "../number.ts";
import type { Sandbox } from "../sandbox.ts";
import { takeReaction } from "../react.ts";
import { fileAddress } from "../serve-file.ts";
import { planStatus, STATUS_AFTER_MS } from "../status-plan.ts";
import { addMessage } from "../thread.ts";
import { SentTemplateNode, takeTemplate } from "./take-template.ts";
import { templatesPage } from "./templates.ts";

/** Answers a request as the Graph API does: the paths this product calls, checked as Meta checks them, refused in Meta's form. */
export async function answerGraph(sandbox: Sandbox, number: SandboxNumber, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [id, edge, ...rest] = /^\/v\d+\.\d+\/(.+)$/.exec(pathname)?.[1]?.split("/") ?? [];
  const { phoneNumberId, businessAccountId } = number.credentials;
  const fields = searchParams.get("fields")?.split(",");
  if (rest.length > 0) return noSuchObject(id);
  if (request.method === "GET" && id === phoneNumberId && edge === undefined)
    return Response.json(numberNode(number, fields));
  if (request.method === "GET" && id === businessAccountId && edge === "phone_numbers")
    return Response.json({ data: [numberNode(number, fields)] });
  if (request.method === "POST" && id === businessAccountId && edge === "subscribed_apps")
    return Response.json({ success: true });
  if (request.method === "GET" && id === businessAccountId && edge === "message_templates")
    return Response.json(templatesPage(sandbox, number, searchParams));
  if (request.method === "POST" && id === phoneNumberId && edge === "messages")
    return takeMessage(sandbox, await request.text());
  if (request.method === "POST" && id === phoneNumberId && edge === "media") return takeFile(sandbox, number, request);
  const file = request.method === "GET" && edge === undefined ? fileById(sandbox, id ?? "") : undefined;
  if (file !== undefined) return Response.json(await mediaNode(sandbox, number, file));
  return noSuchObject(id);
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media */
async function takeFile(sandbox: Sandbox, number: SandboxNumber, request: Request): Promise<Response> {
  // A form is held whole: what is too large is not even read.
  if (Number(request.headers.get("content-length") ?? 0) > FILE_MAX_BYTES + FORM_OVERHEAD_BYTES) {
    await request.body?.cancel();
    return tooLarge();
  }
  const form = await request.formData().catch(() => undefined);
  const file = form?.get("file");
  if (form?.get("messaging_product") !== "whatsapp" || !(file instanceof File))
    return graphError(100, "Invalid parameter");
  const kept = await keepFile(sandbox, number, {
    name: file.name,
    mimeType: file.type,
    voice: false,
    body: file.stream(),
  });
  return kept === undefined ? tooLarge() : Response.json({ id: kept.id });
}

const FORM_OVERHEAD_BYTES = 64 * 1024;

/** Meta's own limit is 100 MB; the code is the one it gives for a value it does not take. */
function tooLarge(): Response {
  return graphError(131_009, "Test mode takes files up to 25 MB");
}

async function mediaNode(sandbox: Sandbox, number: SandboxNumber, { id, mime_type, sha256, size }: FileRow) {
  const url = await fileAddress(sandbox, number, id, { open: false });
  return { messaging_product: "whatsapp", url, mime_type, sha256, file_size: size, id };
}

const Media = z.strictObject({ id: z.string().min(1), caption: z.string().max(1024).optional() });

const OutgoingMessage = z.object({
  messaging_product: z.literal("whatsapp"),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().default("text"),
  text: z.object({ body: z.string().min(1).max(TEXT_MAX_CHARACTERS) }).optional(),
  image: Media.optional(),
  video: Media.optional(),
  audio: Media.omit({ caption: true }).optional(),
  document: Media.extend({ filename: z.string().optional() }).optional(),
  sticker: Media.omit({ caption: true }).optional(),
  template: SentTemplateNode.optional(),
  reaction: z.object({ message_id: z.string().min(1), emoji: z.string().max(64) }).optional(),
  context: z.object({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});
type OutgoingMessage = z.infer<typeof OutgoingMessage>;

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
function takeMessage(sandbox: Sandbox, json: string): Response {
  const message = readMessage(json);
  if (message === undefined) return graphError(100, "Invalid parameter");
  const failure = takeFailure(sandbox);
  if (failure !== undefined) return graphError(failure, "The sandbox was asked to refuse this message");
  const customer = recipientOf(sandbox, message);
  if (customer === undefined) return graphError(131_026, "Message undeliverable");

  const said = contentOf(sandbox, message);
  if ("refused" in said) return said.refused;
  const { loseReplies, reads } = readBehaviour(sandbox.storage);
  const id =
    "reaction" in said
      ? reaction(sandbox, customer, said.reaction)
      : accept(sandbox, customer, { ...said, ...sentWith(message), reads });
  if (id === undefined) return graphError(131_009, "Parameter value is not valid");
  // As seen from outside when a gateway loses the answer of a send that was carried out.
  if (loseReplies)
    return new Response("<html><body>504 Gateway Time-out</body></html>", {
      status: 504,
      headers: { "content-type": "text/html" },
    });
  const contact =
    message.to === undefined
      ? { input: message.recipient, user_id: customer.bsuid }
      : { input: message.to, wa_id: customer.phone };
  return Response.json({ messaging_product: "whatsapp", contacts: [contact], messages: [{ id }] });
}

function readMessage(json: string): OutgoingMessage | undefined {
  try {
    return OutgoingMessage.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** What is said, whatever its type: words, a file by its id, or a reaction. */
function contentOf(sandbox: Sandbox, message: OutgoingMessage): Said | { reaction: Reaction } | { refused: Response } {
  const { type } = message;
  if (type === "template" && message.template !== undefined) {
    const taken = takeTemplate(sandbox, message.template);
    return "refused" in taken ? taken : { type, ...taken };
  }
  if (type === "text" && message.text !== undefined) return { type, text: message.text.body };
  if (type === "reaction" && message.reaction !== undefined) return { reaction: message.reaction };
  const media = isMedia(type) ? message[type] : undefined;
  if (media === undefined) return { refused: graphError(131_051, "Unsupported message type") };
  const file = fileById(sandbox, media.id);
  if (file === undefined) return { refused: graphError(131_053, "Media upload error: no such media id") };
  return { type, text: captionOf(media), fileId: file.id };
}

interface Said {
  type: string;
  text: string;
  fileId?: string | undefined;
  bubble?: SandboxBubble;
}

function captionOf(media: { id: string; caption?: string | undefined }): string {
  return media.caption ?? "";
}

type Reaction = NonNullable<OutgoingMessage["reaction"]>;
const MEDIA_TYPES = ["image", "video", "audio", "document", "sticker"] as const;

function isMedia(type: string): type is (typeof MEDIA_TYPES)[number] {
  return (MEDIA_TYPES as readonly string[]).includes(type);
}

function sentWith({ biz_opaque_callback_data: echoId, context }: OutgoingMessage) {
  return { echoId, replyTo: context?.message_id };
}

/** A reaction is no message on the phone, but it has an id of its own. */
function reaction(sandbox: Sandbox, { id: customerId }: CustomerRow, { message_id, emoji }: Reaction) {
  const taken = takeReaction(sandbox, { customerId, messageId: message_id, emoji: emoji === "" ? null : emoji });
  return taken ? sandbox.wire().messageId(`reaction:${customerId}:${sandbox.now()}`) : undefined;
}

/** `to` wins over `recipient`. A number is known to WhatsApp even if it never wrote here; a business-scoped id only from a person who did. */
function recipientOf(sandbox: Sandbox, { to, recipient }: OutgoingMessage): CustomerRow | undefined {
  if (to === undefined) return recipient === undefined ? undefined : findCustomer(sandbox, { bsuid: recipient });
  const phone = SandboxCustomer.shape.phone.safeParse(to.replace(/^\+/, "")).data;
  return phone === undefined ? undefined : meetByPhone(sandbox, phone);
}

interface Accepted extends Said {
  echoId: string | undefined;
  replyTo: string | undefined;
  reads: boolean;
}

/** Outside the 24 hours Meta too takes the message, and reports the failure afterwards; a template is delivered all the same. */
function accept(
  sandbox: Sandbox,
  customer: CustomerRow,
  { bubble, type, text, fileId, echoId, replyTo, reads }: Accepted,
): string {
  return sandbox.storage.transactionSync(() => {
    const at = sandbox.now();
    const { seq, id } = addMessage(sandbox, {
      customer_id: customer.id,
      sender: "business",
      type,
      text,
      file_id: fileId ?? null,
      reply_to: replyTo ?? null,
      status: "sent",
      at,
      echo_id: echoId ?? null,
      template: bubble === undefined ? null : JSON.stringify(bubble),
    });
    if (bubble === undefined && customer.wrote_at !== null && at - customer.wrote_at > WINDOW_MS) {
      planStatus(sandbox, seq, { status: "failed", afterMs: STATUS_AFTER_MS.failed, code: 131_047 });
      return id;
    }
    for (const status of reads ? (["sent", "delivered", "read"] as const) : (["sent", "delivered"] as const)) {
      planStatus(sandbox, seq, { status, afterMs: STATUS_AFTER_MS[status] });
    }
    return id;
  });
}

function numberNode(
  { credentials, displayNumber, businessName }: SandboxNumber,
  fields: string[] | undefined,
): Record<string, unknown> {
  const node = {
    id: credentials.phoneNumberId,
    display_phone_number: displayNumber,
    verified_name: businessName,
    quality_rating: "GREEN",
    code_verification_status: "VERIFIED",
  };
  return Object.fromEntries(
    Object.entries(node).filter(([name]) => name === "id" || fields === undefined || fields.includes(name)),
  );
}
