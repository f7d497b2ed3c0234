import { describe, expect, it } from "vitest";
import { INBOUND_RAW_MAX_CHARACTERS } from "../../../schema/inbound/event.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { ON_THE_PHONE } from "./read-content.ts";
import { changeOf, messagesOf, RECEIVED_AT } from "./webhook-bodies.test-kit.ts";

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
    [
      "text passed on",
      { type: "text", text: { body: "This one" }, context: { forwarded: true } },
      { type: "text", text: "This one", content: { forwarded: "once" } },
    ],
    [
      "text not passed on",
      { type: "text", text: { body: "This one" }, context: { forwarded: "true", frequently_forwarded: false } },
      { type: "text", text: "This one" },
    ],
    ["text without a type", { text: { body: "This one" } }, { type: "text", text: "This one" }],
  ])("%s", (_what, parts, expected) => {
    const [message, ...rest] = messagesOf(read(parts));
    expect(rest).toStrictEqual([]);
    const {
      kind: _kind,
      channel: _channel,
      externalId: _id,
      direction: _direction,
      at: _at,
      person: _person,
      ...held
    } = message ?? {};
    expect(held).toStrictEqual(expected);
  });

  it("keeps cards as cards, as names, and as files to save", () => {
    const contacts = [{ name: { formatted_name: "Bruna" } }, { phones: [{ phone: "+44 2" }] }, {}, null];
    const [message] = messagesOf(read({ type: "contacts", contacts }));
    expect(message).toMatchObject({
      type: "contacts",
      text: "Bruna\n+44 2",
      content: { contacts: [{ name: "Bruna" }, { name: "+44 2" }] },
      attachments: [
        { type: "contact", name: "Bruna.vcf", mimeType: "text/vcard" },
        { type: "contact", name: "+44 2.vcf" },
      ],
    });
    expect(message?.attachments).toHaveLength(2);
  });
});

describe("content this version cannot show", () => {
  it.each([
    ["Odd Type!", {}, "unknown", null, "Sent something this version does not know. Open it on the phone."],
    ["x".repeat(41), {}, "unknown", null, "Sent something this version does not know. Open it on the phone."],
    ["7up", {}, "unknown", null, "Sent something this version does not know. Open it on the phone."],
    ["poll_update", {}, "poll_update", null, doesNotKnow("poll update")],
    [
      "poll_update",
      { errors: [{ title: "Message type unknown" }] },
      "poll_update",
      null,
      `${doesNotKnow("poll update")} WhatsApp says: Message type unknown`,
    ],
    ["new_kind", { image: { caption: "words" } }, "new_kind", "words", doesNotKnow("new kind")],
    [
      "unsupported",
      { unsupported: { type: "poll_creation_message" } },
      "unsupported",
      null,
      "Sent something that WhatsApp does not pass on (poll creation message). Open it on the phone.",
    ],
    ["unsupported", {}, "unsupported", null, "Sent something that WhatsApp does not pass on. Open it on the phone."],
    ["text", { text: {} }, "text", null, "Sent a text without words."],
    [
      "text",
      { text: { body: "all" }, group_id: "g1" },
      "group",
      "all",
      "Wrote this in a group. Your answer goes to this person alone.",
    ],
    ["interactive", { interactive: {} }, "interactive", null, `Answered an interactive message. ${ON_THE_PHONE}`],
    ["button", { button: {} }, "button", null, "Tapped a button without words."],
    [
      "location",
      { location: { latitude: 91, longitude: 0 } },
      "location",
      null,
      `Sent a location without a place. ${ON_THE_PHONE}`,
    ],
    ["live_location", {}, "location", null, `Sent a location without a place. ${ON_THE_PHONE}`],
    ["contacts", { contacts: [{}] }, "contacts", null, "Sent a contact card without a name or number."],
    [
      "media_placeholder",
      {},
      "media_placeholder",
      null,
      "Sent a photo, video or file before this inbox was connected. Open it on the phone.",
    ],
    ["request_welcome", {}, "request_welcome", null, "Opened this chat for the first time."],
    ["edit", {}, "edit", null, `Edited an earlier message. ${ON_THE_PHONE}`],
    ["edit", { edit: { message: { text: { body: "two" } } } }, "edit", null, edited("two")],
    ["edit", { edit: { message: { image: { caption: "three" } } } }, "edit", null, edited("three")],
    ["edit", { edit: { message: { text: { body: "x".repeat(2_000) } } } }, "edit", null, edited("x".repeat(2_000))],
    [
      "edit",
      { edit: { message: { text: { body: "x".repeat(2_001) } } } },
      "edit",
      null,
      edited(`${"x".repeat(2_000)}…`),
    ],
  ])("%s %j", (type, parts, shown, content, placeholder) => {
    const item = { id: "wamid.1", from: "447700900417", timestamp: "1795082400", type, ...parts };
    const [message] = messagesOf(parseWebhook(changeOf({ messages: [item] }), RECEIVED_AT));
    expect(message).toMatchObject({ type: shown, text: content, placeholder });
    expect(JSON.parse(message?.raw ?? "")).toStrictEqual(item);
    expect(message?.raw?.length).toBeLessThanOrEqual(INBOUND_RAW_MAX_CHARACTERS);
  });
});

function doesNotKnow(kind: string): string {
  return `Sent something this version does not know (${kind}). Open it on the phone.`;
}

function edited(words: string): string {
  return `Edited an earlier message. It now reads: “${words}”`;
}
