/**
 * What may be logged of a caught value: its kind and its own sentence. The database driver appends the bound values of a failed statement to
 * its message, and those are people's words and sealed credentials: they are cut off.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "something that is no error was thrown";
  const [sentence = ""] = error.message.split(/\n?params:/, 1);
  return `${error.name}: ${sentence.slice(0, REASON_MAX_CHARACTERS)}`;
}

const REASON_MAX_CHARACTERS = 300;
