import { expect } from "vitest";
import { NOOR, echo, incoming, outgoing, customer, business, file, change, type Shape } from "./shape.test-kit.ts";

/** What the business wrote elsewhere, and what was written before. */
export const ECHOES_AND_PAST: Shape[] = [
  {
    name: "an echo of a photo",
    payload: echo({ type: "image", image: { id: "1", caption: "Here" } }),
    adds: [{ ...business, type: "image", text: "Here", attachments: file("image") }],
    unread: 0,
  },
  {
    name: "an echo of a reaction",
    seed: incoming,
    payload: echo({ type: "reaction", reaction: { message_id: "wamid.t", emoji: "🎉" } }),
    target: { reactions: [{ emoji: "🎉", by: "business" }] },
  },
  {
    name: "an echo of an edit",
    seed: outgoing,
    payload: echo({
      type: "edit",
      edit: { original_message_id: "wamid.t", message: { text: { body: "Almost ready" } } },
    }),
    target: { text: "Almost ready", originalText: "Ready!" },
  },
  {
    name: "an echo of a deletion",
    seed: outgoing,
    payload: echo({ type: "revoke", revoke: { original_message_id: "wamid.t" } }),
    target: { text: null, deletedAt: expect.any(String) },
  },
  {
    name: "an echo of a place",
    payload: echo({ type: "location", location: { latitude: 1, longitude: 2 } }),
    adds: [{ ...business, type: "location", text: "1, 2" }],
    unread: 0,
  },
  {
    name: "an echo of nobody knows what",
    payload: echo({ type: "unsupported" }),
    adds: [{ ...business, type: "unsupported", placeholder: expect.any(String) }],
    unread: 0,
  },
  {
    name: "a chat's past, both ways",
    payload: change("history", {
      history: [
        {
          metadata: { phase: 0 },
          threads: [
            {
              id: NOOR,
              messages: [
                {
                  from: NOOR,
                  id: "wamid.p1",
                  timestamp: "1790000000",
                  type: "text",
                  text: { body: "then" },
                  history_context: { status: "READ" },
                },
                {
                  from: "14155550112",
                  to: NOOR,
                  id: "wamid.p2",
                  timestamp: "1790000060",
                  type: "text",
                  text: { body: "answer" },
                  history_context: { status: "READ" },
                },
                {
                  from: NOOR,
                  id: "wamid.p3",
                  timestamp: "1790000120",
                  type: "reaction",
                  reaction: { message_id: "wamid.p2", emoji: "👍" },
                },
              ],
            },
          ],
        },
      ],
    }),
    adds: [
      { ...customer, text: "then" },
      { ...business, status: "read", text: "answer", reactions: [{ emoji: "👍" }] },
    ],
    unread: 0,
  },
  {
    name: "the file behind a past message",
    before: [
      change("history", {
        history: [
          {
            threads: [
              {
                id: NOOR,
                messages: [{ from: NOOR, id: "wamid.t", timestamp: "1790000000", type: "media_placeholder" }],
              },
            ],
          },
        ],
      }),
    ],
    payload: change("history", {
      messages: [
        { from: NOOR, id: "wamid.t", timestamp: "1790000000", type: "image", image: { id: "1", caption: "My room" } },
      ],
    }),
    target: { type: "image", text: "My room", attachments: file("image") },
    unread: 0,
  },
  {
    name: "a past that was declined",
    payload: change("history", { history: [{ errors: [{ code: 2_593_109, title: "History sync is turned off" }] }] }),
  },
];
