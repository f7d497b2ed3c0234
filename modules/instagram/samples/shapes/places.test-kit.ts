import type { Sample } from "../../../sample.test-kit.ts";
import { ACCOUNT, PERSON, AT, IGNORED, mid, event, body, shape } from "./build.test-kit.ts";

/** Where an event may sit. */
export const PLACES: readonly Sample[] = [
  shape(
    "in-standby",
    body({ standby: [event({ message: { mid: mid("standby"), text: "While another app answers" } })] }),
    {
      messages: 1,
      text: "While another app answers",
      type: "text",
    },
  ),
  shape(
    "in-changes-in-seconds",
    body({
      changes: [
        {
          field: "messages",
          value: {
            sender: { id: PERSON },
            recipient: { id: ACCOUNT },
            timestamp: "1795082611",
            message: { mid: mid("changes"), text: "As a change" },
          },
        },
      ],
    }),
    { messages: 1, text: "As a change", type: "text", at: "2026-11-19T10:03:31.000Z" },
  ),
  shape(
    "field-and-value-on-the-entry",
    body({ field: "messages", value: event({ message: { mid: mid("entry"), text: "On the entry itself" } }) }),
    { messages: 1, text: "On the entry itself", type: "text" },
  ),
  shape(
    "value-as-a-list",
    body({
      field: "messages",
      value: [
        event({ message: { mid: mid("list-1"), text: "First of two" } }),
        event({ message: { mid: mid("list-2"), text: "Second of two" } }),
      ],
    }),
    { messages: 2, text: "First of two", texts: ["Second of two"], type: "text" },
  ),
  shape(
    "all-four-places-at-once",
    body({
      messaging: [event({ message: { mid: mid("four-1"), text: "one" } })],
      standby: [event({ message: { mid: mid("four-2"), text: "two" } })],
      changes: [{ field: "messages", value: event({ message: { mid: mid("four-3"), text: "three" } }) }],
      field: "messages",
      value: event({ message: { mid: mid("four-4"), text: "four" } }),
    }),
    { messages: 4, text: "one", texts: ["two", "three", "four"], type: "text" },
  ),
  shape(
    "same-message-in-two-places",
    body({
      messaging: [event({ message: { mid: mid("twice"), text: "Only once" } })],
      standby: [event({ message: { mid: mid("twice"), text: "Only once" } })],
    }),
    { messages: 1, text: "Only once", type: "text" },
  ),
  shape(
    "reaction-as-a-change",
    body({
      changes: [
        {
          field: "message_reactions",
          value: event({ reaction: { mid: mid("change-reaction"), action: "react", reaction: "like", emoji: "👍" } }),
        },
      ],
    }),
    { reactions: 1, target: mid("change-reaction"), emoji: "👍", type: "reaction" },
    {
      seed: [
        { tenant: "A", direction: "out", id: mid("change-reaction"), peer: PERSON, text: "Nice?", status: "sent" },
      ],
    },
  ),
  shape(
    "comment-is-no-message",
    body({
      changes: [
        {
          field: "comments",
          value: { id: "1", from: { id: PERSON, username: "noor" }, text: "Lovely", media: { id: "2" } },
        },
      ],
    }),
    IGNORED,
  ),
  shape(
    "comment-on-the-entry",
    body({
      field: "live_comments",
      // Looks like a message, and is none: the field alone says what a value is.
      value: event({ id: "3", message: { mid: mid("no"), text: "no" } }),
    }),
    IGNORED,
  ),
  shape("mention", body({ changes: [{ field: "mentions", value: { media_id: "1", comment_id: "2" } }] }), IGNORED),
  shape(
    "story-insights",
    body({ changes: [{ field: "story_insights", value: { media_id: "1", reach: 4 } }] }),
    IGNORED,
  ),
  shape("entry-without-events", body({}), IGNORED),
  shape(
    "two-accounts-in-one-post",
    {
      object: "instagram",
      entry: [
        { id: ACCOUNT, time: AT, messaging: [event({ message: { mid: mid("for-a"), text: "For Casa Lumen" } })] },
        {
          id: "17841460098765432",
          time: AT,
          messaging: [
            event(
              { message: { mid: mid("for-b"), text: "For Brisa Surf" } },
              { recipient: { id: "17841460098765432" } },
            ),
          ],
        },
      ],
    },
    { messages: 2, text: "For Casa Lumen", texts: ["For Brisa Surf"], per_tenant: { A: 1, B: 1 }, type: "batch" },
  ),
  shape(
    "account-nobody-has",
    {
      object: "instagram",
      entry: [{ id: "0", time: AT, messaging: [event({ message: { mid: "random_mid", text: "random_text" } })] }],
    },
    IGNORED,
  ),
];
