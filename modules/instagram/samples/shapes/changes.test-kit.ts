import type { Sample } from "../../../sample.test-kit.ts";
import { PERSON, AT, IGNORED, OUTWARD, mid, event, body, shape, about } from "./build.test-kit.ts";

/** What may happen to a message that was told. */
export const CHANGES: readonly Sample[] = [
  shape(
    "reaction-taken-back",
    body({
      messaging: [
        event({ reaction: { mid: mid("taken-back"), action: "react", emoji: "👍" } }),
        event({ reaction: { mid: mid("taken-back"), action: "unreact" } }),
      ],
    }),
    { reactions: 0, type: "reaction" },
    { seed: [{ tenant: "A", direction: "out", id: mid("taken-back"), peer: PERSON, text: "Nice?", status: "sent" }] },
  ),
  about("reaction-by-name-alone", "out", (id) => ({ reaction: { mid: id, action: "react", reaction: "sad" } }), {
    reactions: 1,
    emoji: "😢",
    type: "reaction",
  }),
  about(
    "reaction-of-no-name",
    "out",
    (id) => ({ reaction: { mid: id, action: "react", reaction: "other", emoji: "🪔" } }),
    { reactions: 1, emoji: "🪔", type: "reaction" },
  ),
  about(
    "reaction-of-the-business",
    "in",
    (id) => ({ reaction: { mid: id, action: "react", reaction: "love", emoji: "❤️" } }),
    { reactions: 1, emoji: "❤️", type: "reaction" },
    OUTWARD,
  ),
  about("edit", "in", (id) => ({ message_edit: { mid: id, text: "Two lamps", num_edit: 1 } }), {
    edits: 1,
    text: "Two lamps",
    type: "edit",
  }),
  about("edit-announcing-the-message", "in", (id) => ({ message_edit: { mid: id, num_edit: 0 } }), { ...IGNORED }),
  about(
    "echo-unsent",
    "out",
    (id) => ({ message: { mid: id, is_deleted: true, is_echo: true } }),
    { deletes: 1, type: "delete" },
    OUTWARD,
  ),
  about("read", "out", (id) => ({ read: { mid: id } }), { statuses: 1, type: "status", final: "read" }),
  about("read-by-time", "out", () => ({ read: { watermark: AT + 900_000 } }), {
    statuses: 1,
    type: "status",
    final: "read",
  }),
  about("seen-by-the-business", "in", (id) => ({ read: { mid: id } }), { ...IGNORED }, OUTWARD),
  about("delivered", "out", (id) => ({ delivery: { mids: [id], watermark: AT } }), {
    statuses: 1,
    type: "status",
    final: "delivered",
  }),
  shape(
    "reaction-before-its-message",
    body({
      messaging: [
        event({ reaction: { mid: mid("late"), action: "react", emoji: "🔥" } }),
        event({ message: { mid: mid("late"), text: "I come after" } }),
      ],
    }),
    { messages: 1, reactions: 1, emoji: "🔥", target: mid("late"), text: "I come after", type: "text" },
  ),
  shape(
    "unsent-before-its-message",
    body({
      messaging: [
        event({ message: { mid: mid("gone"), is_deleted: true } }),
        event({ message: { mid: mid("gone"), text: "never to be seen" } }),
      ],
    }),
    { messages: 1, deletes: 1, target: mid("gone"), never_text: ["never to be seen"], type: "delete" },
  ),
  shape(
    "read-of-nobody-known",
    body({ messaging: [event({ read: { mid: mid("unknown-read") } }, { sender: { id: "6999" } })] }),
    IGNORED,
  ),
];
