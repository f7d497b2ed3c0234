import type { Sample } from "../../../sample.test-kit.ts";
import { PERSON, mid, event, body, shape } from "./build.test-kit.ts";

/** What a message may answer, and what a chat may come from. */
export const REPLIES: readonly Sample[] = [
  shape(
    "reply-to-a-message",
    body({
      messaging: [event({ message: { mid: mid("reply"), text: "That one", reply_to: { mid: mid("replied") } } })],
    }),
    { messages: 1, text: "That one", type: "text", reply_to: mid("replied") },
    { seed: [{ tenant: "A", direction: "out", id: mid("replied"), peer: PERSON, text: "Which one?", status: "sent" }] },
  ),
  shape(
    "link-opened",
    body({ messaging: [event({ referral: { ref: "spring", source: "SHORTLINKS", type: "OPEN_THREAD" } })] }),
    {
      messages: 0,
      type: "referral",
      lines: 1,
      text: "spring",
    },
  ),
];
