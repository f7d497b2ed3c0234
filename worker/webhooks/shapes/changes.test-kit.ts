import { expect } from "vitest";
import { message, incoming, outgoing, type Shape } from "./shape.test-kit.ts";

/** What speaks of an earlier message. */
export const CHANGES: Shape[] = [
  {
    name: "a reaction taken back",
    seed: outgoing,
    before: [
      message({
        id: "wamid.r",
        timestamp: "1795082450",
        type: "reaction",
        reaction: { message_id: "wamid.t", emoji: "❤️" },
      }),
    ],
    payload: message({ type: "reaction", reaction: { message_id: "wamid.t", emoji: "" } }),
    target: { reactions: [] },
    activities: [{ type: "message.reaction_removed" }],
  },
  {
    name: "a reaction changed for another",
    seed: outgoing,
    before: [
      message({
        id: "wamid.r",
        timestamp: "1795082450",
        type: "reaction",
        reaction: { message_id: "wamid.t", emoji: "❤️" },
      }),
    ],
    payload: message({ type: "reaction", reaction: { message_id: "wamid.t", emoji: "😂" } }),
    target: { reactions: [{ emoji: "😂" }] },
  },
  {
    name: "an older reaction that comes late",
    seed: outgoing,
    before: [
      message({
        id: "wamid.r",
        timestamp: "1795082600",
        type: "reaction",
        reaction: { message_id: "wamid.t", emoji: "❤️" },
      }),
    ],
    payload: message({ type: "reaction", reaction: { message_id: "wamid.t", emoji: "😂" } }),
    target: { reactions: [{ emoji: "❤️" }] },
  },
  {
    name: "a reaction nobody made, taken back",
    seed: outgoing,
    payload: message({ type: "reaction", reaction: { message_id: "wamid.t" } }),
    target: { reactions: [] },
  },
  {
    name: "a reaction to a message that is not here",
    payload: message({ type: "reaction", reaction: { message_id: "wamid.elsewhere", emoji: "👍" } }),
    contacts: [],
  },
  {
    name: "a reaction that names no message",
    payload: message({ type: "reaction", reaction: { emoji: "👍" } }),
    strays: 1,
  },
  {
    name: "new words under a photo",
    seed: incoming,
    payload: message({
      type: "edit",
      edit: { original_message_id: "wamid.t", message: { type: "image", image: { caption: "Two lamps", id: "9" } } },
    }),
    target: { text: "Two lamps", originalText: "Three lamps", editedAt: "2026-11-19T10:01:40.000Z" },
  },
  {
    name: "an edit that cannot be read",
    seed: incoming,
    payload: message({ type: "edit", edit: { original_message_id: "wamid.t" } }),
    target: { text: "Three lamps", editedAt: expect.any(String) },
  },
  {
    name: "an edit that names no message",
    payload: message({ type: "edit", edit: { message: { text: { body: "Two" } } } }),
    adds: [{ type: "edit", placeholder: expect.stringContaining("“Two”") }],
  },
  {
    name: "an edit of a message that is not here",
    payload: message({
      type: "edit",
      edit: { original_message_id: "wamid.elsewhere", message: { text: { body: "Two" } } },
    }),
  },
  {
    name: "an edit of what the business wrote, by the customer",
    seed: outgoing,
    payload: message({ type: "edit", edit: { original_message_id: "wamid.t", message: { text: { body: "Free!" } } } }),
    target: { text: "Ready!" },
  },
  {
    name: "a deletion of what the business wrote, by the customer",
    seed: outgoing,
    payload: message({ type: "revoke", revoke: { original_message_id: "wamid.t" } }),
    target: { text: "Ready!" },
  },
  {
    name: "a deletion of what is not here",
    payload: message({ type: "revoke", revoke: { original_message_id: "wamid.elsewhere" } }),
  },
  {
    name: "an edit after the deletion",
    seed: incoming,
    before: [message({ id: "wamid.r", type: "revoke", revoke: { original_message_id: "wamid.t" } })],
    payload: message({ type: "edit", edit: { original_message_id: "wamid.t", message: { text: { body: "Two" } } } }),
    target: { text: null, deletedAt: expect.any(String) },
  },
  {
    name: "a deletion before its message",
    before: [
      message({ id: "wamid.r", timestamp: "1795082600", type: "revoke", revoke: { original_message_id: "wamid.new" } }),
    ],
    payload: message({ type: "text", text: { body: "secret" } }),
    adds: [{ text: null, deletedAt: expect.any(String) }],
    check: (shown) => expect(JSON.stringify(shown)).not.toContain("secret"),
  },
];
