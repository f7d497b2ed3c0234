import type { Outgoing, OutgoingContent, OutgoingFile } from "../../../modules/module.ts";
import { replyWindow } from "../../../schema/channels.ts";
import type { AttachmentRow } from "../../../schema/data-plane/index.ts";
import { mediaLink } from "../../kit/media-link.ts";
import type { Account } from "../account.ts";
import type { Claim } from "./claim.ts";

/** What a claim asks of the provider, in the channel's common language. */
export function outgoingOf(account: Account, claim: Claim): Outgoing {
  const { conversation, message, replyToExternalId, row, to } = claim;
  const isPersonsOnly =
    conversation !== undefined &&
    replyWindow(conversation.channel, conversation.windowExpiresAt, account.now()) === "person";
  return {
    // A status that echoes the id speaks of the message itself.
    ...(row.action === "send" ? { echoId: message.id } : {}),
    to: to.map(addressed),
    content: contentOf(account, claim),
    ...(replyToExternalId === undefined || row.action === "react" ? {} : { replyToExternalId }),
    ...(isPersonsOnly ? { humanAgent: true } : {}),
    attempt: row.attempts,
  };
}

function contentOf(account: Account, { attachment, integration, message, row }: Claim): OutgoingContent {
  if (row.action === "react")
    return { kind: "reaction", targetExternalId: message.externalId ?? "", emoji: row.reaction?.emoji ?? null };
  const text = message.text ?? "";
  const template = message.content?.template;
  if (template !== undefined) {
    const file = attachment === undefined ? {} : { file: fileOf(account, attachment, integration) };
    return { kind: "template", template, ...file };
  }
  if (attachment === undefined) return { kind: "text", text };
  return { kind: "media", caption: text, file: fileOf(account, attachment, integration) };
}

function fileOf(
  { env, now, tenantId }: Account,
  { id, mimeType, name, r2Key, size, type, voice }: AttachmentRow,
  { sandbox }: { sandbox: boolean },
): OutgoingFile {
  return {
    type,
    name,
    mimeType,
    size,
    voice,
    async open() {
      const object = await env.MEDIA.get(r2Key ?? "");
      if (object === null) throw new Error(`attachment ${id} is not in the bucket`);
      return object.body;
    },
    link: () => mediaLink(env, { tenantId, attachmentId: id, sandbox, now: now() }),
  };
}

/** A number is dialled as it was last received: its canonical form is a key, and providers know the other spelling too. */
function addressed({ kind, value, display }: { kind: string; value: string; display: string }) {
  return { kind, value: kind === "whatsapp" || kind === "phone" ? display : value };
}
