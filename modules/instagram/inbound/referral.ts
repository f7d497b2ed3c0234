import type { Referral } from "../../../schema/contracts/message-content.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";

/**
 * The advertisement, link or product a person came from; undefined when nothing of it can be told.
 * https://developers.facebook.com/docs/messenger-platform/instagram/features/webhook#referral
 */
export function referralOf(referral: unknown): Referral | undefined {
  const line = (...path: string[]): string | undefined =>
    boundedLine(textAt(referral, ...path) ?? "", LINE_MAX_CHARACTERS) || undefined;
  const found: Record<keyof Referral, string | undefined> = {
    sourceType: sourceType(line("source")),
    sourceId: idAt(referral, "ad_id"),
    sourceUrl: line("referer_uri"),
    headline: line("ads_context_data", "ad_title"),
    body: undefined,
    mediaType: hasText(referral, "video_url") ? "video" : hasText(referral, "photo_url") ? "image" : undefined,
    clickId: undefined,
    welcome: undefined,
    ref: line("ref"),
    productId: idAt(referral, "product", "id") ?? idAt(referral, "ads_context_data", "product_id"),
  };
  const known = Object.entries(found).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : (Object.fromEntries(known) as Referral);
}

/** In the words of the other channels. */
function sourceType(source: string | undefined): string | undefined {
  if (source === "ADS") return "ad";
  return source === undefined || source.startsWith("SHORTLINK") ? source && "link" : source.toLowerCase();
}

const LINE_MAX_CHARACTERS = 1_000;

function hasText(referral: unknown, name: string): boolean {
  return typeof at(referral, "ads_context_data", name) === "string";
}
