import type { Sample } from "../../../sample.test-kit.ts";
import { FILE, message, attached } from "./build.test-kit.ts";

/** What a message may bring. */
export const ATTACHMENTS: readonly Sample[] = [
  attached("sticker", "sticker", { url: `${FILE}18` }, { type: "sticker", attachments: 1 }),
  attached("heart-tapped", "like_heart", {}, { type: "sticker", text: "❤️", attachments: 0 }),
  attached("video", "video", { url: `${FILE}1` }, { type: "video", attachments: 1 }),
  attached("audio", "audio", { url: `${FILE}2` }, { type: "audio", attachments: 1 }),
  attached("file", "file", { url: `${FILE}3` }, { type: "file", attachments: 1 }),
  message(
    "ten-images",
    { attachments: Array.from({ length: 10 }, (_, n) => ({ type: "image", payload: { url: `${FILE}10${n}` } })) },
    { type: "image", attachments: 10 },
  ),
  message(
    "image-and-words",
    { text: "This one", attachments: [{ type: "image", payload: { url: `${FILE}4` } }] },
    { type: "image", text: "This one", attachments: 1 },
  ),
  attached("image-without-address", "image", {}, { type: "image", attachments: 0, placeholder: true }),
  message(
    "attachment-as-an-object",
    { attachments: { type: "image", payload: { url: `${FILE}5` } } },
    { type: "image", attachments: 1 },
  ),
  attached(
    "script-address",
    "image",
    { url: "javascript:alert(1)" },
    { type: "image", attachments: 0, placeholder: true },
  ),
  attached(
    "share-of-a-post",
    "share",
    { url: `${FILE}6`, title: "Autumn lamps" },
    { type: "share", text: "Autumn lamps", attachments: 1 },
  ),
  attached(
    "share-of-a-page",
    "share",
    { url: "https://www.instagram.com/p/C1/" },
    { type: "share", attachments: 0, text: "https://www.instagram.com/p/C1/" },
  ),
  message(
    "post-as-two-attachments",
    {
      attachments: [
        { type: "share", payload: { url: `${FILE}7` } },
        { type: "ig_post", payload: { url: `${FILE}7`, ig_post_media_id: "18001", title: "Walnut" } },
      ],
    },
    { type: "share", text: "Walnut", attachments: 1 },
  ),
  attached(
    "ig-post",
    "ig_post",
    { url: `${FILE}8`, ig_post_media_id: "18002", title: "Oak" },
    { type: "share", text: "Oak", attachments: 1 },
  ),
  attached(
    "facebook-reel",
    "reel",
    { url: `${FILE}9`, reel_video_id: "9", title: "Glueing" },
    { type: "reel", text: "Glueing", attachments: 1 },
  ),
  attached(
    "link",
    "fallback",
    { url: "https://example.com/lamp", title: "A lamp" },
    { type: "share", text: "A lamp", attachments: 0 },
  ),
  attached(
    "story-mention",
    "story_mention",
    { url: `${FILE}11` },
    { type: "story_mention", attachments: 0, placeholder: true },
  ),
  attached("shared-story", "ig_story", { url: `${FILE}12` }, { type: "story", attachments: 0, placeholder: true }),
  attached("ephemeral", "ephemeral", { url: `${FILE}13` }, { type: "ephemeral", attachments: 0, placeholder: true }),
  attached("unsupported-type", "unsupported_type", {}, { type: "unsupported", attachments: 0, placeholder: true }),
  attached(
    "type-of-tomorrow",
    "hologram",
    { url: `${FILE}14`, title: "A lamp in the air" },
    { type: "hologram", text: "A lamp in the air", attachments: 0, placeholder: true },
  ),
  attached(
    "card",
    "template",
    {
      generic: { elements: [{ title: "Oak lamp", subtitle: "89 EUR", buttons: [{ type: "postback", title: "Buy" }] }] },
    },
    { type: "template", text: "Oak lamp", texts: ["89 EUR"] },
  ),
  attached("card-without-words", "template", {}, { type: "template", placeholder: true }),
  message("unsupported", { is_unsupported: true }, { type: "unsupported", placeholder: true }),
  message("nothing-at-all", {}, { type: "unknown", placeholder: true }),
  message("empty-text", { text: "" }, { type: "unknown", placeholder: true }),
];
