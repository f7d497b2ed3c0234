import type { AssistKind, RewriteTone } from "../../../../schema/contracts/assists.ts";
import { isRunning } from "../../answer/answer.ts";
import type { Assist } from "./assists.ts";

/** How a text can be rewritten, in the order of the menu. */
export const TONE_WORDS: Record<RewriteTone, string> = {
  friendlier: "Friendlier",
  formal: "More formal",
  shorter: "Shorter",
  clearer: "Clearer",
  fix: "Fix spelling",
};

const UNDER_WAY: Record<AssistKind, string> = {
  draft: "Writing a draft",
  rewrite: "Rewriting",
  summary: "Summarising",
};
const THERE: Record<AssistKind, string> = { draft: "Draft", rewrite: "Rewritten", summary: "Summary" };
const NOTHING: Record<AssistKind, string> = { draft: "No draft", rewrite: "Not rewritten", summary: "No summary" };

/** What the card is, as its heading says. */
export function titleOf(assist: Assist): string {
  const words = (isRunning(assist) ? UNDER_WAY : assist.text === "" ? NOTHING : THERE)[assist.ask.kind];
  return assist.ask.tone ? `${words}: ${TONE_WORDS[assist.ask.tone].toLowerCase()}` : words;
}

/** Said once to those who do not see the card, when it has come to an end; empty before. */
export function spokenEnd(assist: Assist): string {
  const name = { draft: "The draft", rewrite: "The rewritten text", summary: "The summary" }[assist.ask.kind];
  switch (assist.state) {
    case "waiting":
    case "writing":
      return "";
    case "done":
      return `${name} is ready.`;
    case "stopped":
      return "Stopped.";
    case "failed":
      return `${assist.problem?.message ?? ""} ${assist.text === "" ? "" : "What came is kept."}`.trim();
    default:
      return assist.state satisfies never;
  }
}
