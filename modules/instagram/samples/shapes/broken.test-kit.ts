import type { Sample } from "../../../sample.test-kit.ts";
import { ACCOUNT, IGNORED, mid, event, body, shape } from "./build.test-kit.ts";

/** What no documentation promises. */
export const BROKEN: readonly Sample[] = [
  shape(
    "bad-neighbours",
    body({
      messaging: [
        null,
        7,
        {},
        event({ message: { text: "without an id" } }),
        event({ message: null }),
        { message: { mid: mid("nobody"), text: "from nobody" } },
        event({ message: { mid: mid("good"), text: "I am the good one" } }),
        event({ reaction: {} }),
      ],
    }),
    { messages: 1, text: "I am the good one", type: "text" },
  ),
  shape("event-of-tomorrow", body({ messaging: [event({ message_pinned: { mid: mid("pinned") } })] }), IGNORED),
  shape("opt-in", body({ messaging: [event({ optin: { type: "notification_messages", payload: "x" } })] }), IGNORED),
  shape(
    "hand-over",
    body({ messaging: [event({ pass_thread_control: { new_owner_app_id: "1", metadata: "" } })] }),
    IGNORED,
  ),
  shape(
    "prototype-keys",
    JSON.parse(
      JSON.stringify(body({ messaging: [event({ message: { mid: mid("proto"), text: "polluted?" } })] })).replace(
        '"text"',
        '"__proto__":{"polluted":true},"constructor":{"prototype":{}},"text"',
      ),
    ) as object,
    {
      messages: 1,
      text: "polluted?",
      type: "text",
    },
  ),
  shape(
    "future-time",
    body({
      messaging: [event({ message: { mid: mid("future"), text: "From tomorrow" } }, { timestamp: 4_000_000_000_000 })],
    }),
    {
      messages: 1,
      text: "From tomorrow",
      type: "text",
    },
  ),
  shape(
    "not-instagram",
    { object: "page", entry: [{ id: ACCOUNT, messaging: [event({ message: { mid: mid("page"), text: "no" } })] }] },
    IGNORED,
  ),
  shape("no-entries", { object: "instagram" }, IGNORED),
];
