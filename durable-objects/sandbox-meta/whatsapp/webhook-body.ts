import { WHATSAPP_ERRORS } from "../../../modules/whatsapp/provider-errors.ts";
import type { CustomerRow } from "../customers.ts";
import type { SandboxNumber } from "../number.ts";
import type { MessageRow } from "../thread.ts";
import type { WrittenMessage, WrittenReaction } from "../wire.ts";

type Status = MessageRow["status"];

/** The webhook of customers' messages: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/text */
export function messagesBody(number: SandboxNumber, written: readonly WrittenMessage[]): string {
  const people = new Map(written.map(({ customer }) => [customer.id, customer]));
  return body(number, {
    contacts: [...people.values()].map(contact),
    messages: written.map(({ customer, message, file }) => ({
      ...sender(customer),
      ...(message.reply_to === null
        ? {}
        : { context: { from: number.displayNumber.replace(/\D/g, ""), id: message.reply_to } }),
      id: message.id,
      timestamp: seconds(message.at),
      ...said(message, file),
      type: message.type,
    })),
  });
}

/** A press of a quick reply is told as https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/button */
function said(message: MessageRow, file: WrittenMessage["file"]) {
  if (message.button !== null) return { button: { payload: message.button, text: message.text } };
  return file === undefined ? { text: { body: message.text } } : { [message.type]: media(message, file) };
}

/** The webhook of a reaction: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/reaction */
export function reactionBody(number: SandboxNumber, { customer, message, emoji, at }: WrittenReaction): string {
  return body(number, {
    contacts: [contact(customer)],
    messages: [
      {
        ...sender(customer),
        id: `wamid.${btoa(`reaction:${message.seq}:${at}`)}`,
        timestamp: seconds(at),
        reaction: { message_id: message.id, ...(emoji === null ? {} : { emoji }) },
        type: "reaction",
      },
    ],
  });
}

function sender({ phone, bsuid }: CustomerRow) {
  return { ...(phone === null ? {} : { from: phone }), ...(bsuid === null ? {} : { from_user_id: bsuid }) };
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/image and its neighbours */
function media({ text, type }: MessageRow, { row, address }: NonNullable<WrittenMessage["file"]>) {
  return {
    ...(text === "" ? {} : { caption: text }),
    ...(type === "document" ? { filename: row.name } : {}),
    mime_type: row.voice === 1 ? `${row.mime_type}; codecs=opus` : row.mime_type,
    sha256: btoa(
      String.fromCharCode(...Uint8Array.from(row.sha256.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))),
    ),
    id: row.id,
    url: address,
    ...(type === "audio" ? { voice: row.voice === 1 } : {}),
  };
}

/** The webhook of one delivery status: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status */
export function statusBody(
  number: SandboxNumber,
  {
    customer,
    message,
    status,
    at,
    code,
  }: { customer: CustomerRow; message: MessageRow; status: Status; at: number; code: number | null },
): string {
  return body(number, {
    contacts: [contact(customer)],
    statuses: [
      {
        id: message.id,
        status,
        timestamp: seconds(at),
        ...(customer.phone === null ? {} : { recipient_id: customer.phone }),
        ...(customer.bsuid === null ? {} : { recipient_user_id: customer.bsuid }),
        ...(message.echo_id === null ? {} : { biz_opaque_callback_data: message.echo_id }),
        ...(status === "failed"
          ? { errors: [failure(code ?? 131_000)] }
          : { pricing: { billable: false, pricing_model: "PMP", category: "service", type: "free_customer_service" } }),
      },
    ],
  });
}

function body({ displayNumber, credentials }: SandboxNumber, value: object): string {
  const metadata = {
    display_phone_number: displayNumber.replace(/\D/g, ""),
    phone_number_id: credentials.phoneNumberId,
  };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: credentials.businessAccountId,
        changes: [{ value: { messaging_product: "whatsapp", metadata, ...value }, field: "messages" }],
      },
    ],
  });
}

function contact({ name, phone, bsuid, username }: CustomerRow) {
  return {
    profile: { name, ...(username === null ? {} : { username }) },
    ...(phone === null ? {} : { wa_id: phone }),
    ...(bsuid === null ? {} : { user_id: bsuid }),
  };
}

function failure(code: number) {
  const { message } = WHATSAPP_ERRORS.messageError(String(code), "");
  return {
    code,
    title: message,
    message,
    error_data: { details: message },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
