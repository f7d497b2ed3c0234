import { z } from "zod";
import type { Credentials, OutgoingText, ProviderFetch, SendOutcome } from "../module.ts";
import { type GraphAnswer, graphCall } from "../meta/graph.ts";
import { messageErrorFor, waitAfter } from "./provider-errors.ts";

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
    return failed("not_configured", "This WhatsApp number is not set up completely.", true);
  const recipient = recipientOf(message.to);
  if (recipient === undefined) return failed("no_recipient", "This person has no WhatsApp number or id.", false);
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
  return outcomeOf(answer, message.attempt);
}

/** `to` takes a phone number, `recipient` a business-scoped user id; Meta lets `to` win, and so does this. */
function recipientOf(to: OutgoingText["to"]): { to: string } | { recipient: string } | undefined {
  const digits = to.find(({ kind }) => kind === "whatsapp") ?? to.find(({ kind }) => kind === "phone");
  if (digits !== undefined) return { to: digits.value.replace(/\D/g, "") };
  const bsuid = to.find(({ kind }) => kind === "bsuid");
  return bsuid === undefined ? undefined : { recipient: bsuid.value };
}

/** Only an answer that says so in Graph's own words proves that nothing was sent; a gateway's error page proves nothing. */
function outcomeOf(answer: GraphAnswer, attempt: number): SendOutcome {
  switch (answer.kind) {
    case "ok": {
      const accepted = Accepted.safeParse(answer.body);
      return accepted.success
        ? { kind: "sent", externalId: accepted.data.messages[0].id }
        : unknown("no_id", "WhatsApp answered without a message id.");
    }
    case "refused": {
      const error = messageErrorFor(answer.code, answer.said);
      const afterMs =
        answer.status === 429
          ? (waitAfter(answer.code, attempt) ?? waitAfter("4", attempt))
          : waitAfter(answer.code, attempt);
      return afterMs === undefined ? { kind: "failed", error } : { kind: "retry", afterMs, error };
    }
    case "unreadable": {
      const { status } = answer;
      if (status === 429)
        return { kind: "retry", afterMs: waitAfter("4", attempt) ?? 0, error: messageErrorFor("4", "") };
      if (status >= 300 && status < 500)
        return failed(`http_${status}`, `WhatsApp's address answered ${status}.`, true);
      return unknown(`http_${status}`, `WhatsApp answered ${status} without saying whether it took the message.`);
    }
    case "silent":
      return answer.timedOut
        ? unknown("timeout", "WhatsApp did not answer in time.")
        : unknown("no_answer", "The connection to WhatsApp broke before its answer.");
    default:
      return answer satisfies never;
  }
}

const Accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()) });

function failed(code: string, message: string, retryable: boolean): SendOutcome {
  return { kind: "failed", error: { code, message, retryable } };
}

/** A person may still press retry, knowing that the customer could then get it twice. */
function unknown(code: string, what: string): SendOutcome {
  return {
    kind: "unknown",
    error: { code, message: `${what} It may or may not have been delivered.`, retryable: true },
  };
}
