import { expect } from "vitest";
import type { Message } from "../../../schema/contracts/messages.ts";
import { type PlayedSample, SAMPLE_IDS, type Shown } from "../sample-player.test-kit.ts";

/**
 * Further shapes of Meta's reference, each with what account A shows of it. `adds` are the messages it adds, oldest first, `target` how the
 * seeded message looks afterwards; what is not said must not happen.
 */
export interface Shape extends PlayedSample {
  adds?: object[];
  target?: object;
  notices?: object[];
  contacts?: object[];
  activities?: object[];
  unread?: number;
  /** Parts that no account can be given: they are in quarantine. */
  strays?: number;
  check?: (shown: Shown) => void;
}

export const NOOR = "447700900417";
export const BSUID = "GB.70419928834417715520";
export const metadata = { display_phone_number: "14155550112", phone_number_id: SAMPLE_IDS.A.phoneNumberId };
export const contacts = [{ profile: { name: "Noor Haddad" }, wa_id: NOOR }];

export function change(field: string, value: object) {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: SAMPLE_IDS.A.waba,
        time: 1_795_082_400,
        changes: [{ field, value: { messaging_product: "whatsapp", metadata, ...value } }],
      },
    ],
  };
}

export function item(parts: object, id = "wamid.new") {
  return { from: NOOR, id, timestamp: "1795082500", ...parts };
}

export const message = (parts: object) => change("messages", { contacts, messages: [item(parts)] });
export const echo = (parts: object) =>
  change("smb_message_echoes", {
    message_echoes: [{ from: "14155550112", to: NOOR, id: "wamid.echo", timestamp: "1795082500", ...parts }],
  });
/** Account fields name no number. */
export const account = (field: string, value: object) => change(field, { ...value, metadata: undefined });

export const incoming = [
  { tenant: "A", direction: "in", id: "wamid.t", peer: NOOR, text: "Three lamps" },
] satisfies Shape["seed"];
export const outgoing = [
  { tenant: "A", direction: "out", id: "wamid.t", peer: NOOR, text: "Ready!" },
] satisfies Shape["seed"];
export const bsuidOnly = [
  { tenant: "A", direction: "in", id: "wamid.t", peer: BSUID, text: "Hi" },
] satisfies Shape["seed"];
export const customer = { direction: "in", status: "received", author: { type: "contact" } } as const;
export const business = { direction: "out", status: "sent", author: { type: "business" } } as const;
export const line = { direction: "in", type: "system", author: { type: "system", name: "WhatsApp" } } as const;
export const file = (type: Message["attachments"][number]["type"], more: object = {}) => [{ type, ...more }];
export const noorHas = (...values: string[]) => [
  { name: "Noor Haddad", identities: values.map((value) => expect.objectContaining({ value })) },
];

export function preview(text: string): NonNullable<Shape["check"]> {
  return ({ conversations }) => expect(conversations[0]?.lastMessage?.text).toBe(text);
}
