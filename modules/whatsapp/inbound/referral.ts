import type { Referral } from "../../../schema/contracts/message-content.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";

const LINE_MAX_CHARACTERS = 1_000;

/** The advertisement or post a chat was opened from. https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages */
export function referralOf(item: unknown): Referral | undefined {
  const given = at(item, "referral");
  const read: Referral = Object.fromEntries(
    Object.entries(PLACES).flatMap(([name, path]) => {
      const found = boundedLine(textAt(given, ...path) ?? idAt(given, ...path) ?? "", LINE_MAX_CHARACTERS);
      return found === "" ? [] : [[name, found]];
    }),
  );
  return Object.keys(read).length === 0 ? undefined : read;
}

const PLACES = {
  sourceType: ["source_type"],
  sourceId: ["source_id"],
  sourceUrl: ["source_url"],
  headline: ["headline"],
  body: ["body"],
  mediaType: ["media_type"],
  clickId: ["ctwa_clid"],
  welcome: ["welcome_message", "text"],
  ref: ["ref"],
} as const satisfies Partial<Record<keyof Referral, readonly string[]>>;
