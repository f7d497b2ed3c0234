import type { InboundMessage } from "../../../schema/inbound/event.ts";
import { boundedRaw } from "../../meta/bounded.ts";
import { contentOf } from "./content.ts";
import { type GivenIds, personFrom } from "./person.ts";
import { providerTime } from "./provider-time.ts";
import { at, idAt } from "../../meta/read.ts";

/** Which way a message went, who is on its other side, and when its webhook arrived (ms). */
export interface MessageSetting {
  direction: "in" | "out";
  ids: GivenIds;
  contacts: unknown[];
  receivedAt: number;
}

/** One item of `messages[]`, `message_echoes[]` or a history thread as an event; a reason when it cannot be placed. */
export function messageFrom(
  item: unknown,
  setting: MessageSetting,
): Omit<InboundMessage, "integrationId"> | { unreadable: string } {
  const externalId = idAt(item, "id");
  if (externalId === undefined) return { unreadable: "a message without an id" };
  const person = personFrom(idsOf(item, setting), setting.contacts);
  if (person === undefined) return { unreadable: "a message that names nobody" };
  const content = contentOf(item);
  const raw = content.placeholder === undefined && at(item, "referral") === undefined ? undefined : boundedRaw(item);
  return {
    kind: "message",
    channel: "whatsapp",
    externalId,
    direction: setting.direction,
    at: providerTime(at(item, "timestamp"), setting.receivedAt),
    person,
    ...content,
    ...(raw === undefined ? {} : { raw }),
  };
}

/** Who answers a request for their number sends it as a card: WhatsApp vouches that it is theirs. */
function idsOf(item: unknown, { ids, direction }: MessageSetting): GivenIds {
  if (direction === "out" || at(item, "origin") !== "contact_request") return ids;
  return { ...ids, phone: ids.phone ?? idAt(item, "contacts", 0, "phones", 0, "phone") };
}
