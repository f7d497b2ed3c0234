import type { Assist } from "./assists.ts";

/**
 * What the composer holds once an answer is put into what stands there: a rewrite takes the place of what it was made from, a draft fills or
 * follows. Words written meanwhile stay, and half a rewrite takes nothing's place.
 */
export function insertAnswer(assist: Pick<Assist, "ask" | "state" | "text">, current: string): string {
  const answer = assist.text.trim();
  const written = current.trim();
  if (written === "") return answer;
  const asked = assist.ask.text?.trim() ?? "";
  if (assist.ask.kind === "rewrite" && assist.state === "done" && asked !== "" && current.includes(asked))
    return current.replace(asked, () => answer);
  // A draft that goes on where the person had stopped.
  if (assist.ask.kind === "draft" && answer.startsWith(written)) return answer;
  return `${current.trimEnd()}\n\n${answer}`;
}
