import type { InboundMessage } from "../../../schema/inbound/event.ts";
import { boundedLine, boundedRaw, boundedText } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import { contentOf } from "./content.ts";
import type { ItemPlace } from "./item.ts";
import { referralOf } from "./referral.ts";

type Message = Omit<InboundMessage, "integrationId">;

/** What a customer wrote, or what the business wrote in Instagram's own app. */
export function messageEvent(mid: string, message: unknown, place: ItemPlace): Message {
  const content = contentOf(message);
  const raw = content.placeholder === undefined ? undefined : boundedRaw(message);
  return {
    kind: "message",
    channel: "instagram",
    externalId: mid,
    ...place,
    ...content,
    ...(raw === undefined ? {} : { raw }),
    // Sending has no echo field: what comes back may be a message of ours whose answer is still on its way, or was lost.
    ...(place.direction === "out" ? { mayBeOurs: true } : {}),
  };
}

/** A tap on an icebreaker, a menu or a button: often the first thing a person does. The question stands in its title, and there is no message. */
export function postbackEvent(postback: unknown, place: ItemPlace): Message {
  const title = textAt(postback, "title");
  const payload = textAt(postback, "payload");
  const referral = referralOf(at(postback, "referral"));
  const words = title ?? payload;
  const id = boundedLine(payload ?? "", PAYLOAD_MAX_CHARACTERS);
  return {
    kind: "message",
    channel: "instagram",
    // Versions before 11 give no id: its parts are the same in every redelivery.
    externalId: idAt(postback, "mid") ?? `postback:${place.person.ids[0]?.value}:${place.at}:${id}`.slice(0, 512),
    ...place,
    type: "postback",
    text: words === undefined ? null : boundedText(words),
    content: {
      choice: {
        source: "postback",
        ...(id === "" ? {} : { id }),
        ...(title === undefined ? {} : { title: boundedText(title) }),
      },
      ...(referral === undefined ? {} : { referral }),
    },
    ...(words === undefined ? { placeholder: "Tapped a button." } : {}),
  };
}

/** Someone came to the chat by a link or an advertisement, and has not written yet: a line of the chat, no message of theirs. */
export function referralEvent(given: unknown, place: ItemPlace): Message | null {
  const referral = referralOf(given);
  if (referral === undefined || place.direction === "out") return null;
  const by = referral.sourceType === "ad" ? "an advertisement" : "a link";
  const named = referral.headline ?? referral.ref;
  return {
    kind: "message",
    channel: "instagram",
    externalId: `referral:${place.person.ids[0]?.value}:${place.at}:${referral.ref ?? referral.sourceId ?? ""}`.slice(
      0,
      512,
    ),
    ...place,
    type: "referral",
    text: `Came to this chat by ${by}${named === undefined ? "" : ` (${boundedLine(named, LABEL_MAX_CHARACTERS)})`}.`,
    content: { referral },
    system: true,
  };
}

const PAYLOAD_MAX_CHARACTERS = 1_000;
const LABEL_MAX_CHARACTERS = 120;
