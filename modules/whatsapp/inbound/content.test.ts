import { describe, expect, it } from "vitest";
import { INBOUND_RAW_MAX_CHARACTERS } from "../../../schema/inbound/event.ts";
import { readSample } from "../samples/samples.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { changeOf, eventsOf, messagesOf, RECEIVED_AT } from "./webhook-bodies.test-kit.ts";

function read(parts: object) {
  const item = { id: "wamid.1", from: "447700900417", timestamp: "1795082400", ...parts };
  return parseWebhook(changeOf({ messages: [item] }), RECEIVED_AT);
}

describe("what a message holds", () => {
  it.each([
    [
      "image with its words, and the id that outlives the address",
      {
        type: "image",
        image: { id: 42, caption: "The corner", mime_type: "image/jpeg", url: "https://x.example/?t=1" },
      },
      { type: "image", text: "The corner", attachments: [{ type: "image", mediaId: "42", mimeType: "image/jpeg" }] },
    ],
    [
      "video",
      { type: "video", video: { id: "1", mime_type: "video/mp4", file_size: 9 } },
      { type: "video", text: null, attachments: [{ type: "video", mediaId: "1", mimeType: "video/mp4", size: 9 }] },
    ],
    [
      "sticker",
      { type: "sticker", sticker: { id: "1", mime_type: "image/webp", animated: true } },
      { type: "sticker", text: null, attachments: [{ type: "sticker", mediaId: "1", mimeType: "image/webp" }] },
    ],
    [
      "audio file",
      { type: "audio", audio: { id: "1", mime_type: "audio/mpeg", voice: false } },
      { type: "audio", text: null, attachments: [{ type: "audio", mediaId: "1", mimeType: "audio/mpeg" }] },
    ],
    [
      "voice message",
      { type: "audio", audio: { id: "1", mime_type: "audio/ogg; codecs=opus", voice: true } },
      {
        type: "voice",
        text: null,
        attachments: [{ type: "audio", mediaId: "1", mimeType: "audio/ogg; codecs=opus", voice: true }],
      },
    ],
    [
      "voice message under its own name",
      { type: "voice", voice: { id: "1" } },
      { type: "voice", text: null, attachments: [{ type: "audio", mediaId: "1", voice: true }] },
    ],
    [
      "file that came without its id",
      { type: "document", document: { filename: "a\nb.pdf" } },
      { type: "document", text: null, attachments: [{ type: "document", name: "a b.pdf" }] },
    ],
    [
      "place with a name",
      {
        type: "location",
        location: { name: "Shop", address: "High St 1", latitude: 51.5, longitude: -0.12, url: "https://shop.example" },
      },
      {
        type: "location",
        text: "Shop\nHigh St 1",
        content: {
          location: {
            name: "Shop",
            address: "High St 1",
            latitude: 51.5,
            longitude: -0.12,
            url: "https://shop.example",
          },
        },
      },
    ],
    [
      "place without a name, its numbers as text",
      { type: "location", location: { latitude: "51.5", longitude: "-0.12", url: "javascript:alert(1)" } },
      { type: "location", text: "51.5, -0.12", content: { location: { latitude: 51.5, longitude: -0.12 } } },
    ],
    [
      "place that moves",
      { type: "live_location", live_location: { latitude: 0, longitude: 0 } },
      { type: "location", text: "0, 0", content: { location: { latitude: 0, longitude: 0, live: true } } },
    ],
    [
      "choice from a list",
      {
        type: "interactive",
        interactive: { type: "list_reply", list_reply: { id: "a/1", title: "Oak", description: "4 weeks" } },
      },
      {
        type: "interactive_list",
        text: "Oak",
        content: { choice: { source: "list", id: "a/1", title: "Oak", description: "4 weeks" } },
      },
    ],
    [
      "tapped button",
      { type: "interactive", interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } } },
      { type: "interactive_button", text: "Yes", content: { choice: { source: "button", id: "yes", title: "Yes" } } },
    ],
    [
      "tapped button of a template",
      { type: "button", button: { text: "Stop", payload: "STOP" }, context: { id: "wamid.t" } },
      {
        type: "button",
        text: "Stop",
        replyToExternalId: "wamid.t",
        content: { choice: { source: "template_button", id: "STOP", title: "Stop" } },
      },
    ],
    [
      "filled-in form",
      {
        type: "interactive",
        interactive: {
          type: "nfm_reply",
          nfm_reply: {
            name: "flow",
            body: "Sent",
            response_json: JSON.stringify({ flow_token: "t", day: "Monday", seats: 2, extras: ["a", "b"], ok: true }),
          },
        },
      },
      {
        type: "interactive_form",
        text: "Sent\nday: Monday\nseats: 2\nextras: a, b\nok: true",
        content: {
          form: {
            name: "flow",
            fields: [
              { name: "day", value: "Monday" },
              { name: "seats", value: "2" },
              { name: "extras", value: "a, b" },
              { name: "ok", value: "true" },
            ],
          },
        },
      },
    ],
    [
      "order",
      {
        type: "order",
        order: {
          catalog_id: "7",
          text: "For Friday",
          product_items: [{ product_retailer_id: "lamp", quantity: "2", item_price: 19.5, currency: "EUR" }, {}],
        },
      },
      {
        type: "order",
        text: "For Friday\n2 × lamp, 19.5 EUR\n1 × ?",
        content: {
          order: {
            catalogId: "7",
            items: [
              { productId: "lamp", quantity: 2, price: 19.5, currency: "EUR" },
              { productId: "?", quantity: 1 },
            ],
          },
        },
      },
    ],
    [
      "text passed on often, about a product",
      {
        type: "text",
        text: { body: "This one" },
        context: { frequently_forwarded: true, referred_product: { catalog_id: "7", product_retailer_id: "lamp" } },
      },
      { type: "text", text: "This one", content: { forwarded: "often", share: { kind: "product", id: "lamp" } } },
    ],
  ])("%s", (_what, parts, expected) => {
    const [message, ...rest] = messagesOf(read(parts));
    expect(rest).toEqual([]);
    const {
      kind: _kind,
      channel: _channel,
      externalId: _id,
      direction: _direction,
      at: _at,
      person: _person,
      ...held
    } = message ?? {};
    expect(held).toEqual(expected);
  });

  it("keeps cards as cards, as names, and as files to save", () => {
    const [message] = messagesOf(
      read({
        type: "contacts",
        contacts: [
          {
            name: { formatted_name: "Bruna; Arce" },
            org: { company: "Arce, Lda" },
            phones: [{ phone: "+44 1", type: "CELL" }, { wa_id: "447700900823" }],
            emails: [{ email: "b@arce.example", type: "WORK" }],
            addresses: [{ street: "High St 1", city: "Leeds" }],
          },
          { phones: [{ phone: "+44 2" }] },
          {},
          null,
        ],
      }),
    );
    expect(message).toMatchObject({ type: "contacts", text: "Bruna; Arce\n+44 2" });
    expect(message?.content?.contacts).toMatchObject([
      {
        name: "Bruna; Arce",
        company: "Arce, Lda",
        phones: [{ number: "+44 1", label: "CELL" }, { number: "+447700900823" }],
        emails: [{ email: "b@arce.example", label: "WORK" }],
        addresses: [{ text: "High St 1, Leeds" }],
      },
      { name: "+44 2" },
    ]);
    expect(message?.attachments).toMatchObject([
      { type: "contact", name: "Bruna; Arce.vcf", mimeType: "text/vcard" },
      { type: "contact" },
    ]);
    expect(message?.attachments?.[0]?.inline).toContain("FN:Bruna\\; Arce\r\n");
  });

  it("keeps the advertisement a text came from", () => {
    const [message] = messagesOf(parseWebhook(readSample("referral-ctwa-ad.json").payload, RECEIVED_AT));
    expect(message?.placeholder).toBeUndefined();
    expect(message?.content?.referral).toEqual({
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

describe("content this version cannot show", () => {
  it.each([
    ["Odd Type!", {}, "unknown", null, /does not know\./],
    ["unsupported", { unsupported: { type: "poll_creation" } }, "unsupported", null, /\(poll creation\)/],
    ["poll_update", {}, "poll_update", null, /\(poll update\)/],
    ["text", { text: {} }, "text", null, /without words/],
    ["text", { text: { body: "all" }, group_id: "g1" }, "group", "all", /group/],
    ["interactive", { interactive: { type: "new_reply" } }, "interactive", null, /interactive message/],
    ["button", { button: {} }, "button", null, /without words/],
    ["location", { location: { latitude: 91, longitude: 0 } }, "location", null, /without a place/],
    ["contacts", { contacts: [{}] }, "contacts", null, /without a name/],
    ["edit", { edit: { message: { text: { body: "two" } } } }, "edit", null, /It now reads: “two”/],
    ["new_kind", { image: { caption: "words" } }, "new_kind", "words", /does not know/],
  ])("%s %j", (type, parts, shown, content, placeholder) => {
    const item = { id: "wamid.1", from: "447700900417", timestamp: "1795082400", type, ...parts };
    const [message] = messagesOf(parseWebhook(changeOf({ messages: [item] }), RECEIVED_AT));
    expect(message).toMatchObject({ type: shown, text: content, placeholder: expect.stringMatching(placeholder) });
    expect(JSON.parse(message?.raw ?? "")).toEqual(item);
    expect(message?.raw?.length).toBeLessThanOrEqual(INBOUND_RAW_MAX_CHARACTERS);
  });
});

describe("what speaks of an earlier message", () => {
  it.each([
    [
      { type: "reaction", reaction: { message_id: "wamid.t", emoji: "👍🏽" } },
      { kind: "reaction", emoji: "👍🏽" },
    ],
    [
      { type: "reaction", reaction: { message_id: "wamid.t", emoji: "" } },
      { kind: "reaction", emoji: null },
    ],
    [
      { type: "reaction", reaction: { message_id: "wamid.t" } },
      { kind: "reaction", emoji: null },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: { type: "text", text: { body: "two" } } } },
      { kind: "edit", text: "two" },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: { type: "image", image: { caption: "two" } } } },
      { kind: "edit", text: "two" },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: {} } },
      { kind: "edit", text: null },
    ],
    [{ type: "revoke", revoke: { original_message_id: "wamid.t" } }, { kind: "delete" }],
  ])("%j", (parts, expected) => {
    expect(eventsOf(read(parts))).toMatchObject([
      { ...expected, externalId: "wamid.1", targetExternalId: "wamid.t", direction: "in", at: 1_795_082_400_000 },
    ]);
  });

  it.each([{ type: "reaction", reaction: {} }, { type: "reaction" }, { type: "revoke", revoke: {} }])(
    "%j is set aside: it names no message",
    (parts) => {
      const parsed = read(parts);
      expect(eventsOf(parsed)).toEqual([]);
      expect(parsed.unreadable).toHaveLength(1);
    },
  );
});
