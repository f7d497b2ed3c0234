import { z } from "zod";
import { textOverflow } from "../../schema/channels.ts";
import { graphCall } from "../meta/graph.ts";
import { failedSend, sendOutcome } from "../meta/send-outcome.ts";
import type { Credentials, Outgoing, OutgoingFile, ProviderFetch, SendOutcome } from "../module.ts";
import { INSTAGRAM_ERRORS } from "./provider-errors.ts";

/**
 * Sends one message through Instagram's Send API, once. There is neither an idempotency key nor an echo field: a send whose answer was lost is
 * `unknown` until its own echo comes, which is known by what it says. Never throws.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
 */
export async function sendMessage(
  message: Outgoing,
  credentials: Credentials,
  provider: ProviderFetch,
): Promise<SendOutcome> {
  const { instagramAccountId, accessToken } = credentials;
  if (instagramAccountId === undefined || accessToken === undefined)
    return failedSend("not_configured", "This Instagram account is not set up completely.", true);
  const recipient = message.to.find(({ kind }) => kind === "instagram")?.value;
  if (recipient === undefined) return failedSend("no_recipient", "This person is not known on Instagram.", false);
  const body = await bodyOf(message);
  if ("kind" in body) return body;
  const answer = await graphCall(provider, accessToken, `/${encodeURIComponent(instagramAccountId)}/messages`, {
    method: "POST",
    json: { recipient: { id: recipient }, ...body.part, ...(message.humanAgent === true ? HUMAN_AGENT : {}) },
  });
  return sendOutcome(answer, {
    attempt: message.attempt,
    errors: INSTAGRAM_ERRORS,
    // A reaction is no message and has no id of its own.
    idOf: (said) =>
      message.content.kind === "reaction"
        ? message.content.targetExternalId
        : Accepted.safeParse(said).data?.message_id,
  });
}

/** https://developers.facebook.com/docs/features-reference/human-agent */
const HUMAN_AGENT = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } as const;

const Accepted = z.object({ message_id: z.string().min(1) });

/** Instagram has no field for the message answered: a reply arrives without its quote. */
async function bodyOf({ content }: Outgoing): Promise<{ part: Record<string, unknown> } | SendOutcome> {
  switch (content.kind) {
    case "text": {
      const over = textOverflow("instagram", content.text);
      if (over > 0)
        return failedSend("too_long", `Instagram takes at most 1,000 bytes: this is ${over} too long.`, false);
      return { part: { message: { text: content.text } } };
    }
    case "media": {
      const { file, caption } = content;
      if (caption !== "")
        return failedSend(
          "caption",
          "Instagram sends a file without words: send the text as a message of its own.",
          false,
        );
      const url = await linkTo(file);
      if (url === undefined) return failedSend("file_gone", "The file is not there any more.", false);
      return { part: { message: { attachment: { type: attachmentType(file), payload: { url } } } } };
    }
    case "reaction": {
      const { targetExternalId, emoji } = content;
      const payload = { message_id: targetExternalId };
      if (emoji === null) return { part: { sender_action: "unreact", payload } };
      const reaction = emoji.startsWith("❤") ? "love" : emoji;
      return { part: { sender_action: "react", payload: { ...payload, reaction } } };
    }
    case "template":
      return failedSend("no_templates", "Instagram has no message templates.", false);
    default:
      return content satisfies never;
  }
}

async function linkTo(file: OutgoingFile): Promise<string | undefined> {
  try {
    return await file.link();
  } catch {
    return undefined;
  }
}

function attachmentType({ type }: OutgoingFile): "image" | "video" | "audio" | "file" {
  return type === "image" || type === "video" || type === "audio" ? type : "file";
}
