import { z } from "zod";
import type { Credentials, OutgoingText, ProviderFetch, SendOutcome } from "../module.ts";
import { graphCall } from "../meta/graph.ts";
import { failedSend, sendOutcome } from "../meta/send-outcome.ts";
import { WHATSAPP_ERRORS } from "./provider-errors.ts";

/**
 * Sends one text through the Cloud API, once. There is no idempotency key: our id travels in `biz_opaque_callback_data`, which every
 * status echoes, so a send whose answer was lost is `unknown` until a status settles it. Never throws.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages
 */
export async function sendText(
  message: OutgoingText,
  credentials: Credentials,
  provider: ProviderFetch,
): Promise<SendOutcome> {
  const { phoneNumberId, accessToken } = credentials;
  if (phoneNumberId === undefined || accessToken === undefined)
    return failedSend("not_configured", "This WhatsApp number is not set up completely.", true);
  const recipient = recipientOf(message.to);
  if (recipient === undefined) return failedSend("no_recipient", "This person has no WhatsApp number or id.", false);
  const answer = await graphCall(provider, accessToken, `/${encodeURIComponent(phoneNumberId)}/messages`, {
    method: "POST",
    json: {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      ...recipient,
      type: "text",
      text: { body: message.text, preview_url: false },
      biz_opaque_callback_data: message.echoId,
    },
  });
  return sendOutcome(answer, {
    attempt: message.attempt,
    errors: WHATSAPP_ERRORS,
    idOf: (body) => Accepted.safeParse(body).data?.messages[0].id,
  });
}

/** `to` takes a phone number, `recipient` a business-scoped user id; Meta lets `to` win, and so does this. */
function recipientOf(to: OutgoingText["to"]): { to: string } | { recipient: string } | undefined {
  const digits = to.find(({ kind }) => kind === "whatsapp") ?? to.find(({ kind }) => kind === "phone");
  if (digits !== undefined) return { to: digits.value.replace(/\D/g, "") };
  const bsuid = to.find(({ kind }) => kind === "bsuid");
  return bsuid === undefined ? undefined : { recipient: bsuid.value };
}

const Accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()) });
