import type { Sample } from "../../../sample.test-kit.ts";
import { ACCOUNT, FILE, mid, event, body, shape, message } from "./build.test-kit.ts";

/** What a message may say. */
export const WORDS: readonly Sample[] = [
  message(
    "quick-reply",
    { text: "Yes please", quick_reply: { payload: "CONFIRM" } },
    { type: "quick_reply", text: "Yes please", payload_id: "CONFIRM" },
  ),
  message(
    "story-reply-gone",
    { text: "Still for sale?", reply_to: { story: { id: "7100" } } },
    { type: "story_reply", text: "Still for sale?", attachments: 0 },
  ),
  message(
    "product-question",
    { text: "In blue?", referral: { product: { id: "4411" } } },
    { type: "text", text: "In blue?" },
  ),
  message(
    "ad-message",
    {
      text: "Is the sale on?",
      referral: {
        ref: "autumn",
        ad_id: "98077",
        source: "ADS",
        type: "OPEN_THREAD",
        ads_context_data: { ad_title: "Autumn sale", photo_url: `${FILE}15` },
      },
    },
    {
      type: "text",
      text: "Is the sale on?",
      attribution: { source_type: "ad", source_id: "98077", headline: "Autumn sale" },
    },
  ),
  message(
    "html-is-text",
    { text: "<img src=x onerror=alert(1)>" },
    { type: "text", text: "<img src=x onerror=alert(1)>" },
  ),
  message("nul-and-lone-surrogate", { text: "a\u0000b\ud800c" }, { type: "text", text: "ab\ufffdc" }),
  shape(
    "postback-of-a-button",
    body({ messaging: [event({ postback: { mid: mid("button"), title: "Book a table", payload: "BOOK" } })] }),
    {
      messages: 1,
      text: "Book a table",
      type: "postback",
      payload_id: "BOOK",
    },
  ),
  shape(
    "postback-without-id",
    body({ messaging: [event({ postback: { title: "Opening hours", payload: "HOURS" } })] }),
    {
      messages: 1,
      text: "Opening hours",
      type: "postback",
      payload_id: "HOURS",
    },
  ),
  shape("postback-without-words", body({ messaging: [event({ postback: { mid: mid("wordless") } })] }), {
    messages: 1,
    type: "postback",
    placeholder: true,
  }),
  shape(
    "message-to-itself",
    body({
      messaging: [
        event({ message: { mid: mid("self"), text: "Trying it out", is_self: true } }, { sender: { id: ACCOUNT } }),
      ],
    }),
    {
      messages: 1,
      text: "Trying it out",
      type: "text",
    },
  ),
  shape(
    "numbers-for-ids",
    body({
      messaging: [
        event({ message: { mid: mid("numbers"), text: "By number" } }, { sender: { id: 6_120_047_731_905 } }),
      ],
    }),
    {
      messages: 1,
      text: "By number",
      type: "text",
    },
  ),
];
