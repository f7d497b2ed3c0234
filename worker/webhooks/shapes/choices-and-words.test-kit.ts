import { expect } from "vitest";
import { message, outgoing, customer, type Shape } from "./shape.test-kit.ts";

/** Answers by tapping, orders, and words with something around them. */
export const CHOICES_AND_WORDS: Shape[] = [
  {
    name: "a filled-in form",
    payload: message({
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: { name: "flow", body: "Sent", response_json: '{"flow_token":"x","day":"Monday"}' },
      },
    }),
    adds: [
      {
        type: "interactive_form",
        text: "Sent\nday: Monday",
        content: { form: { name: "flow", fields: [{ name: "day", value: "Monday" }] } },
      },
    ],
  },
  {
    name: "a form that is no JSON",
    payload: message({
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { response_json: "{oops" } },
    }),
    adds: [{ type: "interactive_form", text: "answer: {oops" }],
  },
  {
    name: "leave to call",
    payload: message({
      type: "interactive",
      interactive: {
        type: "call_permission_reply",
        call_permission_reply: { response: "accept", expiration_timestamp: 1_795_999_999 },
      },
    }),
    adds: [{ type: "interactive", text: "Allowed you to call them." }],
  },
  {
    name: "no leave to call",
    payload: message({
      type: "interactive",
      interactive: { type: "call_permission_reply", call_permission_reply: { response: "reject" } },
    }),
    adds: [{ text: "Did not allow you to call them." }],
  },
  {
    name: "an interactive answer of a new kind",
    payload: message({ type: "interactive", interactive: { type: "hologram_reply", hologram_reply: {} } }),
    adds: [{ type: "interactive", placeholder: expect.stringContaining("interactive message") }],
  },
  {
    name: "a template's button",
    seed: outgoing,
    payload: message({
      type: "button",
      button: { text: "Yes", payload: "YES_1" },
      context: { from: "14155550112", id: "wamid.t" },
    }),
    adds: [
      {
        type: "button",
        text: "Yes",
        content: { choice: { source: "template_button", id: "YES_1", title: "Yes" } },
        replyTo: expect.stringMatching(/^msg_/),
      },
    ],
  },
  {
    name: "an order",
    payload: message({
      type: "order",
      order: {
        catalog_id: "7",
        text: "For Friday",
        product_items: [{ product_retailer_id: "lamp", quantity: 2, item_price: 19.5, currency: "EUR" }],
      },
    }),
    adds: [{ type: "order", text: "For Friday\n2 × lamp, 19.5 EUR" }],
  },
  {
    name: "an order without items",
    payload: message({ type: "order", order: {} }),
    adds: [{ type: "order", text: "An order without items" }],
  },
  {
    name: "what WhatsApp does not pass on",
    payload: message({
      type: "unsupported",
      errors: [{ code: 131_051, title: "Message type unknown" }],
      unsupported: { type: "poll_creation" },
    }),
    adds: [{ ...customer, type: "unsupported", text: null, placeholder: expect.stringContaining("(poll creation)") }],
  },
  {
    name: "a type nobody knows yet",
    payload: message({ type: "hologram", hologram: { id: 1 } }),
    adds: [{ type: "hologram", placeholder: expect.stringContaining("does not know") }],
  },
  {
    name: "no type but words",
    payload: message({ text: { body: "still words" } }),
    adds: [{ type: "text", text: "still words" }],
  },
  {
    name: "a lone emoji",
    payload: message({ type: "text", text: { body: "👩‍👩‍👧‍👦" } }),
    adds: [{ type: "text", text: "👩‍👩‍👧‍👦" }],
  },
  {
    name: "words passed on",
    payload: message({ type: "text", text: { body: "fwd" }, context: { forwarded: true } }),
    adds: [{ text: "fwd", content: { forwarded: "once" } }],
  },
  {
    name: "words about a product",
    payload: message({
      type: "text",
      text: { body: "this?" },
      context: { from: "1", id: "wamid.p", referred_product: { catalog_id: "7", product_retailer_id: "lamp" } },
    }),
    adds: [{ content: { share: { kind: "product", id: "lamp" } }, replyTo: "wamid.p" }],
  },
  {
    name: "an answer to a message we never had",
    payload: message({ type: "text", text: { body: "re" }, context: { id: "wamid.elsewhere" } }),
    adds: [{ replyTo: "wamid.elsewhere" }],
  },
  {
    name: "a group's message",
    payload: message({ type: "text", text: { body: "all" }, group_id: "g" }),
    adds: [{ type: "group", text: "all", placeholder: expect.stringContaining("group") }],
  },
  {
    name: "an opened chat",
    payload: message({ type: "request_welcome" }),
    adds: [{ type: "request_welcome", placeholder: expect.any(String) }],
  },
  {
    name: "a photo from an advertisement",
    payload: message({
      type: "image",
      image: { id: "1" },
      referral: { source_type: "post", source_id: "9", source_url: "https://fb.me/x" },
    }),
    adds: [
      { type: "image", content: { referral: { sourceType: "post", sourceId: "9", sourceUrl: "https://fb.me/x" } } },
    ],
    contacts: [{ source: "Post: 9" }],
    activities: [{ type: "contact.referred" }],
  },
];
