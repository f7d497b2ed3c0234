import { CHANNEL_RULES, type Channel } from "../../../schema/channels.ts";

/** The contract's limit for a text (TEXT_MAX_CHARACTERS), kept here without its parser; a test holds the two together. */
export const TEXT_LIMIT = 4096;
/** From here on what is left is said. */
const NEAR = 250;

/** How much more a message of the channel holds, or a note when there is none. `words`: said near the end. */
export function textRoom(channel: Channel | undefined, text: string): { left: number; words: string | undefined } {
  const limit = channel ? Math.min(CHANNEL_RULES[channel].text.max, TEXT_LIMIT) : TEXT_LIMIT;
  const inBytes = channel !== undefined && CHANNEL_RULES[channel].text.unit === "bytes";
  const size = inBytes ? new TextEncoder().encode(text).length : text.length;
  const left = limit - size;
  if (left > NEAR) return { left, words: undefined };
  // On a channel that counts bytes an accent or an emoji takes more than one: a count of letters would be wrong.
  const unit = inBytes ? "bytes" : "characters";
  return { left, words: left < 0 ? `${-left} ${unit} too many` : `${left} ${unit} left` };
}
