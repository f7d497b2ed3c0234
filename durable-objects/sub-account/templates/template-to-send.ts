import { and, eq } from "drizzle-orm";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { SentTemplate, TemplateSend } from "../../../schema/contracts/template-shape.ts";
import type { TemplateStatus } from "../../../schema/contracts/templates.ts";
import {
  type AttachmentRow,
  type ConversationRow,
  templates,
  type TemplateRow,
} from "../../../schema/data-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { FILE_KEY, fillTemplate } from "../../../schema/templates/fill-template.ts";
import { fileHeader } from "../../../schema/templates/variables.ts";
import type { AccountTx } from "../account.ts";
import { assertCarries, uploadToSend } from "../media/attach-upload.ts";

/** A template ready to leave: its words, what stands around them, and the file above them. */
export interface ReadyTemplate {
  text: string;
  sent: SentTemplate;
  file: AttachmentRow | undefined;
}

/**
 * An approved template of the conversation's number, filled in. Throws `invalid` naming each field at fault: a template that is not there, or
 * that its provider does not let be sent (with the reason), a value that is missing, too long or of the wrong form. Stores nothing.
 */
export function templateToSend(tx: AccountTx, conversation: ConversationRow, given: TemplateSend): ReadyTemplate {
  const row = requireApproved(tx, conversation, given);
  const { problems, sent, text } = fillTemplate(row, given.variables);
  if (problems.length > 0)
    throw new TrellisError("invalid", {
      items: problems
        .slice(0, 20)
        .map(({ path, message }) => ({ code: "invalid", field: `template.${path}`, message })),
    });
  return { text, sent, file: fileOf(tx, conversation, row, given) };
}

/** Throws `invalid` unless the template may be sent now. */
export function requireApproved(
  tx: AccountTx,
  { channel, integrationId }: Pick<ConversationRow, "channel" | "integrationId">,
  { name, language }: Pick<TemplateSend, "name" | "language">,
): TemplateRow {
  const named = tx.db
    .select()
    .from(templates)
    .where(and(eq(templates.integrationId, integrationId), eq(templates.name, name)))
    .all();
  if (named.length === 0) {
    const message = `${CHANNEL_RULES[channel].name} has no template of this name for this number.`;
    throw new TrellisError("invalid", { field: "template.name", message });
  }
  const row = named.find((template) => template.language === language);
  if (row === undefined) {
    const languages = named.map((template) => template.language).toSorted();
    const message = `This template is there in ${languages.slice(0, 20).join(", ")} only.`;
    throw new TrellisError("invalid", { field: "template.language", message });
  }
  const why = unsendable(row);
  if (why !== undefined) throw new TrellisError("invalid", { field: "template.name", message: why });
  return row;
}

const STANDS = {
  pending: "is not approved yet",
  rejected: "was rejected",
  paused: "is paused",
  disabled: "is disabled",
  deleting: "is being deleted",
  other: "cannot be sent now",
} as const satisfies Record<Exclude<TemplateStatus, "approved">, string>;

function unsendable({ status, reason, shape }: TemplateRow): string | undefined {
  if (status !== "approved") return `This template ${STANDS[status]}${reason === null ? "" : `: ${reason}`}.`;
  return shape.unsupported;
}

function fileOf(
  tx: AccountTx,
  conversation: ConversationRow,
  { shape }: TemplateRow,
  { variables }: TemplateSend,
): AttachmentRow | undefined {
  const wanted = fileHeader(shape);
  if (wanted === undefined) return undefined;
  const field = `template.variables.header.${FILE_KEY}`;
  const file = uploadToSend(tx, variables.header?.[FILE_KEY] ?? "", field);
  if (file.type !== wanted) {
    const message = `must be ${wanted === "image" ? "a picture" : `a ${wanted}`}: this template shows one`;
    throw new TrellisError("invalid", { field, message });
  }
  assertCarries(conversation, file, "", field);
  return file;
}
