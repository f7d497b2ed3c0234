import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import type { Read } from "./read-event.ts";
import type { MessageSetting } from "./message.ts";
import { identityOf, isBsuid, personFrom } from "./person.ts";
import { providerTime } from "./provider-time.ts";

const TEXT_MAX_CHARACTERS = 500;

/**
 * A line of WhatsApp's own in the chat. Where it says that the person has a new number or id, the person is followed there as well.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/system
 */
export function systemEvents(item: unknown, setting: MessageSetting): Read[] {
  const externalId = idAt(item, "id");
  if (externalId === undefined) return [{ unreadable: "a message without an id" }];
  const given = at(item, "system");
  const { phone, bsuid } = formerIds(given, setting);
  const person = personFrom({ phone, bsuid }, setting.contacts);
  if (person === undefined) return [{ unreadable: "a message that names nobody" }];
  const time = providerTime(at(item, "timestamp"), setting.receivedAt);
  const text = boundedLine(textAt(given, "body") ?? "", TEXT_MAX_CHARACTERS);
  return [
    {
      kind: "message",
      channel: "whatsapp",
      externalId,
      direction: "in",
      at: time,
      person,
      type: "system",
      text: text === "" ? "Something changed about this person's WhatsApp." : text,
      system: true,
    },
    ...identityChange(externalId, time, phone, newNumber(given)),
    ...identityChange(externalId, time, bsuid, idAt(given, "user_id")),
  ];
}

/** By what the person was known before: the sender, or what the line itself calls the former one. */
function formerIds(given: unknown, { ids }: MessageSetting) {
  const text = textAt(given, "body") ?? "";
  const said = /\bfrom ([A-Z]{2}\.[A-Za-z0-9.]+) to /.exec(text)?.[1];
  const bsuid = idAt(given, "previous_user_id") ?? said ?? ids.bsuid;
  return {
    phone: ids.phone ?? idAt(given, "customer"),
    // The sender's own id may be the new one already.
    bsuid: bsuid === idAt(given, "user_id") && said === undefined ? undefined : bsuid,
  };
}

function newNumber(given: unknown): string | undefined {
  return idAt(given, "new_wa_id") ?? (textAt(given, "type")?.includes("number") ? idAt(given, "wa_id") : undefined);
}

function identityChange(externalId: string, time: number, from: string | undefined, to: string | undefined): Read[] {
  if (from === undefined || to === undefined || isBsuid(from) !== isBsuid(to)) return [];
  return [
    {
      kind: "identity",
      channel: "whatsapp",
      externalId: `${externalId}:${to}`,
      at: time,
      from: identityOf(from),
      to: identityOf(to),
    },
  ];
}
