import { expect } from "vitest";
import { NOOR, contacts, message, outgoing, change, item, type Shape } from "./shape.test-kit.ts";

/** What surrounds the content, and what no reader knows. */
export const ENVELOPE: Shape[] = [
  {
    name: "a status nobody knows yet",
    seed: outgoing,
    payload: change("messages", { statuses: [{ id: "wamid.t", status: "played", timestamp: "1795082500" }] }),
    target: { status: "sent" },
  },
  {
    name: "a status of a message that is not here",
    payload: change("messages", { statuses: [{ id: "wamid.elsewhere", status: "read", timestamp: "1795082500" }] }),
  },
  {
    name: "a bad item between good ones",
    payload: change("messages", {
      contacts,
      messages: [
        item({ type: "text", text: { body: "one" } }, "wamid.1"),
        null,
        7,
        { from: NOOR },
        item({ type: "text", text: { body: "two" } }, "wamid.2"),
      ],
    }),
    adds: [{ text: "one" }, { text: "two" }],
    unread: 2,
    strays: 3,
  },
  {
    name: "a time that is no time",
    payload: message({ timestamp: "soon", type: "text", text: { body: "x" } }),
    adds: [{ text: "x" }],
  },
  {
    name: "words that are no text",
    payload: message({ type: "text", text: { body: { a: 1 } } }),
    adds: [{ type: "text", text: null, placeholder: expect.any(String) }],
  },
];
