const SENTENCE_MAX_CHARACTERS = 300;
const CAUSES_MAX = 3;

/**
 * What may be logged of a caught value: kind and sentence, of its causes too. The database driver appends the bound values of a failed
 * statement to its message, and those are people's words and sealed credentials: they are cut off.
 */
export function reasonOf(error: unknown): string {
  const said: string[] = [];
  for (let current = error; current instanceof Error && said.length <= CAUSES_MAX; current = current.cause) {
    const [sentence = ""] = current.message.split(/\n?params:/, 1);
    said.push(`${current.name}: ${sentence.slice(0, SENTENCE_MAX_CHARACTERS)}`);
  }
  return said.length === 0 ? "something that is no error was thrown" : said.join(" < ");
}

/** Where a caught value came from: the frames of its stack, without the message that a stack repeats. */
export function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
