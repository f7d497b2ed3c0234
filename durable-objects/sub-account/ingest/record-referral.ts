import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { Referral } from "../../../schema/contracts/message-content.ts";
import type { MessageRow } from "../../../schema/data-plane/index.ts";
import type { InboundMessage } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { cutText } from "../documents/cut-text.ts";

const SOURCE_MAX_CHARACTERS = 120;

/** Where a contact that this message makes came from: the advertisement or post it names, else the channel, as people write it. */
export function sourceOf({ channel, content }: Pick<InboundMessage, "channel" | "content">): string {
  const { referral } = content ?? {};
  if (referral === undefined) return CHANNEL_RULES[channel].name;
  const kind = referral.sourceType === "ad" ? "Ad" : referral.sourceType === "post" ? "Post" : "Link";
  const name = referral.headline ?? referral.ref ?? referral.sourceId ?? referral.sourceUrl;
  return name === undefined ? kind : cutText(`${kind}: ${name}`, SOURCE_MAX_CHARACTERS);
}

/** Writes on the timeline which advertisement or post brought the person here, with what the advertiser's own reports call it. */
export function recordReferral(tx: AccountTx, contactId: string, message: MessageRow, referral: Referral): void {
  const { sourceType, sourceId, sourceUrl, headline, clickId, ref } = referral;
  tx.activity({
    contactId,
    conversationId: message.conversationId,
    type: "contact.referred",
    detail: { messageId: message.id, ...withoutUndefined({ sourceType, sourceId, sourceUrl, headline, clickId, ref }) },
  });
}

function withoutUndefined(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
