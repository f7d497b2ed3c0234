import { expect } from "vitest";
import { NOOR, BSUID, message, customer, file, noorHas, change, preview, type Shape } from "./shape.test-kit.ts";

/** Files, places and cards. */
export const FILES_AND_PLACES: Shape[] = [
  {
    name: "a sticker",
    payload: message({ type: "sticker", sticker: { id: "1", mime_type: "image/webp", animated: true } }),
    adds: [{ ...customer, type: "sticker", text: null, attachments: file("sticker", { mimeType: "image/webp" }) }],
  },
  {
    name: "a video with words",
    payload: message({ type: "video", video: { id: "1", mime_type: "video/mp4", caption: "Look" } }),
    adds: [{ type: "video", text: "Look", attachments: file("video") }],
  },
  {
    name: "an audio file",
    payload: message({ type: "audio", audio: { id: "1", mime_type: "audio/mpeg", voice: false } }),
    adds: [{ type: "audio", attachments: file("audio", { mimeType: "audio/mpeg" }) }],
  },
  {
    name: "a voice message",
    payload: message({ type: "audio", audio: { id: "1", mime_type: "audio/ogg; codecs=opus", voice: true } }),
    adds: [{ type: "voice", attachments: file("audio", { mimeType: "audio/ogg", voice: true }) }],
    check: preview("Voice message"),
  },
  {
    name: "a photo without words",
    payload: message({ type: "image", image: { id: "1", mime_type: "image/png" } }),
    adds: [{ type: "image", text: null, attachments: file("image") }],
    check: preview("Photo"),
  },
  {
    name: "a photo that came without its file",
    payload: message({ type: "image", image: { caption: "Look" } }),
    adds: [
      {
        type: "image",
        text: "Look",
        attachments: file("image", { state: "failed", error: expect.objectContaining({ code: "no_media" }) }),
      },
    ],
  },
  {
    name: "a photo without any part",
    payload: message({ type: "image" }),
    adds: [{ type: "image", attachments: file("image", { state: "failed" }) }],
  },
  {
    name: "a document without a name",
    payload: message({ type: "document", document: { id: "1", mime_type: "application/pdf" } }),
    adds: [{ type: "document", attachments: file("document", { name: "" }) }],
    check: preview("Document"),
  },
  {
    name: "a document named like a path",
    payload: message({
      type: "document",
      document: { id: "1", filename: "../../etc/passwd\u0000.pdf", mime_type: "application/x-evil\r\nX: y" },
    }),
    adds: [{ attachments: file("document", { name: "../../etc/passwd .pdf", mimeType: "" }) }],
  },
  {
    name: "a place",
    payload: message({
      type: "location",
      location: { latitude: 51.5, longitude: -0.12, name: "Shop", address: "High St 1" },
    }),
    adds: [
      {
        type: "location",
        text: "Shop\nHigh St 1",
        content: { location: { latitude: 51.5, longitude: -0.12, name: "Shop", address: "High St 1" } },
      },
    ],
  },
  {
    name: "a place without a name",
    payload: message({ type: "location", location: { latitude: 51.5, longitude: -0.12 } }),
    adds: [{ type: "location", text: "51.5, -0.12" }],
  },
  {
    name: "a card without a name",
    payload: message({ type: "contacts", contacts: [{ phones: [{ phone: "+44 20 7946 0777" }] }] }),
    adds: [
      {
        type: "contacts",
        text: "+44 20 7946 0777",
        attachments: file("contact", { mimeType: "text/vcard", state: "stored" }),
      },
    ],
  },
  {
    name: "the number a person was asked for",
    payload: change("messages", {
      contacts: [{ profile: { name: "Noor Haddad" }, user_id: BSUID }],
      messages: [
        {
          id: "wamid.new",
          from_user_id: BSUID,
          timestamp: "1795082500",
          type: "contacts",
          origin: "contact_request",
          contacts: [{ vcard: "BEGIN:VCARD", phones: [{ phone: `+${NOOR}` }] }],
        },
      ],
    }),
    adds: [{ type: "contacts" }],
    contacts: noorHas(BSUID, NOOR, NOOR),
  },
];
