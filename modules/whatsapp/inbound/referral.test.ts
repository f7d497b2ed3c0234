import { describe, expect, it } from "vitest";
import { readSample } from "../samples/samples.test-kit.ts";
import { messageFrom } from "./message.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { referralOf } from "./referral.ts";
import { messagesOf, RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";

describe("where a chat was opened from", () => {
  it("is told in full", () => {
    const referral = {
      source_type: "ad",
      source_id: 98,
      source_url: "https://fb.me/1",
      headline: "Autumn\nsale",
      body: "b".repeat(1_001),
      media_type: "image",
      ctwa_clid: "AR1",
      welcome_message: { text: "Hello!" },
      ref: "poster",
      unknown: "x",
    };
    expect(referralOf({ referral })).toStrictEqual({
      sourceType: "ad",
      sourceId: "98",
      sourceUrl: "https://fb.me/1",
      headline: "Autumn sale",
      body: `${"b".repeat(999)}…`,
      mediaType: "image",
      clickId: "AR1",
      welcome: "Hello!",
      ref: "poster",
    });
  });

  it.each([{}, null, { referral: {} }, { referral: { body: "" } }, { referral: "ad" }])(
    "is not known of %j",
    (item) => {
      expect(referralOf(item)).toBeUndefined();
    },
  );

  it("keeps the original beside a message that is otherwise whole", () => {
    const setting = { direction: "in" as const, ids: { phone: "447700900417", bsuid: undefined }, contacts: [] };
    const item = { ...text("wamid.1", "x"), referral: {} };
    expect(messageFrom(item, { ...setting, receivedAt: RECEIVED_AT })).toMatchObject({ raw: JSON.stringify(item) });
  });

  it("is kept beside a text that needs no placeholder", () => {
    const [message] = messagesOf(parseWebhook(readSample("referral-ctwa-ad.json").payload, RECEIVED_AT));
    expect(message?.placeholder).toBeUndefined();
    expect(message?.content?.referral).toStrictEqual({
      sourceType: "ad",
      sourceId: "98077496711341666",
      sourceUrl: "https://fb.me/our-corpus-ad-1",
      headline: "Casa Lumen autumn sale",
      body: "Hand-turned lamps, free delivery in November",
      mediaType: "image",
      clickId: "ARcorpusZNFa6K6DcoWn8v-K8aV9Bjsmp-EMPF1p2BKotvza",
      welcome: "Hello! What room is the lamp for?",
    });
  });
});
