import type { Assist } from "./assists.ts";

/**
 * What the composer holds once an answer is put into what stands there: it takes the place of the text it was made from, and
 * otherwise fills or follows. Words written meanwhile stay, and half an answer takes nothing's place.
 */
export function insertAnswer(assist: Pick<Assist, "ask" | "state" | "text">, current: string): string {
  const answer = assist.text.trim();
  const written = current.trim();
  if (written === "") return answer;
  const asked = assist.ask.text?.trim() ?? "";
  // Both are made of what the person had typed: a whole one stands for it.
  if (assist.state === "done" && asked !== "" && current.includes(asked)) return current.replace(asked, () => answer);
  return `${current.trimEnd()}\n\n${answer}`;
}
