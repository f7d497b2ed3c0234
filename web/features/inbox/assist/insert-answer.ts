import type { Assist } from "./assists.ts";

/**
 * What the composer holds once an answer is put into what stands there: a rewrite takes the place of what it was made from, a draft fills or
 * follows. Words written meanwhile stay, and half an answer takes nothing's place.
 */
export function insertAnswer(assist: Pick<Assist, "ask" | "state" | "text">, current: string): string {
  const answer = assist.text.trim();
  const written = current.trim();
  if (written === "") return answer;
  const asked = assist.ask.text?.trim() ?? "";
  // A draft that carries what the person had typed takes its place as well.
  const whole = assist.state === "done" && (assist.ask.kind === "rewrite" || answer.includes(asked));
  if (whole && asked !== "" && current.includes(asked)) return current.replace(asked, () => answer);
  return `${current.trimEnd()}\n\n${answer}`;
}
