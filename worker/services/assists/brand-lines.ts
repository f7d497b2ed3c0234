import { VOICE_FIELDS } from "../../../schema/contracts/brand-voice.ts";
import type { Voice } from "../brand-voice/voice-of.ts";
import { asData } from "./as-data.ts";

/** What others wrote for the account, its agency for instance, stands between tags that it cannot close. */
export function brandLines(voice: Voice): string[] {
  const said = VOICE_FIELDS.flatMap((field) => {
    const words = voice[field];
    return words === null ? [] : [`<${field}>${asData(words)}</${field}>`];
  });
  if (said.length === 0) return [];
  return [
    "",
    "Who the business is and how it sounds in everything it writes. What <never> names is not done, whoever asks for it:",
    "<brand>",
    ...said,
    "</brand>",
  ];
}
