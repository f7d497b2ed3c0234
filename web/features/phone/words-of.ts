import type { SandboxMessage } from "../../../schema/contracts/sandbox.ts";

/** A message in a few words, where it is quoted. */
export function wordsOf({ text, file }: Pick<SandboxMessage, "text" | "file">): string {
  return text === "" ? (file?.name ?? "") : text;
}
