import { z } from "zod";
import type { Credentials, Outgoing, OutgoingContent, ProviderFetch, SendOutcome } from "../module.ts";
import { graphCall } from "../meta/graph.ts";
import { failedSend, sendOutcome } from "../meta/send-outcome.ts";
import { MEDIA_RULES } from "./media-rules.ts";
import { WHATSAPP_ERRORS } from "./provider-errors.ts";
import { templatePart } from "./templates/template-part.ts";
import { uploadMedia } from "./upload-media.ts";

/**
 * Sends one message through the Cloud API, once. There is no idempotency key: our id travels in `biz_opaque_callback_data`, which every
 * status echoes, so a send whose answer was lost is `unknown` until a status settles it. A file is handed over first, which nobody sees and
 * which may be repeated. Never throws.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export async function sendMessage(
  message: Outgoing,
  credentials: Credentials,
  provider: ProviderFetch,
): Promise<SendOutcome> {
  const { phoneNumberId, accessToken } = credentials;
  if (phoneNumberId === undefined || accessToken === undefined)
    return failedSend("not_configured", "This WhatsApp number is not set up completely.", true);
  const recipient = recipientOf(message.to);
  if (recipient === undefined) return failedSend("no_recipient", "This person has no WhatsApp number or id.", false);
  const body = await bodyOf(message.content, credentials, provider, message.attempt);
  if ("kind" in body) return body;
  const answer = await graphCall(provider, accessToken, `/${encodeURIComponent(phoneNumberId)}/messages`, {
    method: "POST",
    json: {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      ...recipient,
      ...(message.replyToExternalId === undefined ? {} : { context: { message_id: message.replyToExternalId } }),
      ...body.part,
      ...(message.echoId === undefined ? {} : { biz_opaque_callback_data: message.echoId }),
    },
  });
  return sendOutcome(answer, {
    attempt: message.attempt,
    errors: WHATSAPP_ERRORS,
    idOf: (said) => Accepted.safeParse(said).data?.messages[0].id,
  });
}

/** The part of the request that is of the message's own type, or how the send ends before it is made. */
async function bodyOf(
  content: OutgoingContent,
  credentials: Credentials,
  provider: ProviderFetch,
  attempt: number,
): Promise<{ part: Record<string, unknown> } | SendOutcome> {
  switch (content.kind) {
    case "text":
      return { part: { type: "text", text: { body: content.text, preview_url: false } } };
    case "reaction":
      return {
        part: { type: "reaction", reaction: { message_id: content.targetExternalId, emoji: content.emoji ?? "" } },
      };
    case "media": {
      const { file, caption } = content;
      const uploaded = await uploadMedia(file, credentials, provider, attempt);
      if ("kind" in uploaded) return uploaded;
      const type = Object.hasOwn(MEDIA_RULES, file.type) ? file.type : "document";
      return {
        part: {
          type,
          [type]: {
            id: uploaded.mediaId,
            // Meta refuses a caption on these two.
            ...(caption === "" || type === "audio" || type === "sticker" ? {} : { caption }),
            ...(type === "document" ? { filename: file.name } : {}),
          },
        },
      };
    }
    case "template": {
      const { file, template } = content;
      if (file === undefined) return { part: templatePart(template, undefined) };
      const uploaded = await uploadMedia(file, credentials, provider, attempt);
      return "kind" in uploaded ? uploaded : { part: templatePart(template, { ...uploaded, name: file.name }) };
    }
    default:
      return content satisfies never;
  }
}

/** `to` takes a phone number, `recipient` a business-scoped user id; Meta lets `to` win, and so does this. */
function recipientOf(to: Outgoing["to"]): { to: string } | { recipient: string } | undefined {
  const digits = to.find(({ kind }) => kind === "whatsapp") ?? to.find(({ kind }) => kind === "phone");
  if (digits !== undefined) return { to: digits.value.replace(/\D/g, "") };
  const bsuid = to.find(({ kind }) => kind === "bsuid");
  return bsuid === undefined ? undefined : { recipient: bsuid.value };
}

const Accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()) });
