import { INBOUND_RAW_MAX_CHARACTERS, INBOUND_TEXT_MAX_CHARACTERS } from "../../schema/inbound/event.ts";

/** Text as it may be kept and shown: whole characters, no NUL, cut and marked when it is longer than any message can be. */
export function boundedText(text: string): string {
  const clean = text.replaceAll("\u0000", "").toWellFormed();
  if (clean.length <= INBOUND_TEXT_MAX_CHARACTERS) return clean;
  return `${wholeCharacters(clean.slice(0, INBOUND_TEXT_MAX_CHARACTERS - CUT_MARK.length))}${CUT_MARK}`;
}

/** One short line, for names and titles inside a sentence. */
export function boundedLine(text: string, max: number): string {
  const line = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return line.length <= max ? line : `${wholeCharacters(line.slice(0, max - 1))}…`;
}

/** JSON of the provider's own item, with very long texts cut; undefined when even that is too large to keep. */
export function boundedRaw(item: unknown): string | undefined {
  const json = JSON.stringify(item, (_key, value: unknown) =>
    typeof value === "string" && value.length > RAW_TEXT_MAX_CHARACTERS
      ? wholeCharacters(value.slice(0, RAW_TEXT_MAX_CHARACTERS))
      : value,
  );
  return json.length <= INBOUND_RAW_MAX_CHARACTERS ? json : undefined;
}

/** Whether something is nested deeper than any webhook is. Such a value could not be written as JSON again. */
export function isNestedTooDeeply(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > NESTING_MAX) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}

const CUT_MARK = "… [cut: the message goes on]";
const RAW_TEXT_MAX_CHARACTERS = 4_096;
const NESTING_MAX = 100;

/** Drops half a surrogate pair at the end. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
