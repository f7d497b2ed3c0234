import { VOICE_FIELDS, type VoiceField } from "../../../schema/contracts/brand-voice.ts";
import { type VoiceInLine, voiceLine } from "../../directory/brands.ts";
import type { Env } from "../../env.ts";

/** How a business sounds: of each what holds for it, null where nobody said anything. */
export type Voice = Record<VoiceField, string | null>;

/** What every prompt of a tenant is told of it: of each its own words, else its agency's, else the platform's. */
export async function voiceOf(env: Pick<Env, "DB">, tenantId: string): Promise<Voice> {
  return voiceIn(await voiceLine(env, tenantId)).voice;
}

/** What holds of a line of choices, nearest first, and who said it. */
export function voiceIn(line: readonly VoiceInLine[]): {
  voice: Voice;
  from: Record<VoiceField, VoiceInLine["of"] | "nobody">;
} {
  const nearest = VOICE_FIELDS.map((field) => [field, line.find((one) => one[field] !== null)] as const);
  return {
    voice: Object.fromEntries(nearest.map(([field, one]) => [field, one?.[field] ?? null])) as Voice,
    from: Object.fromEntries(nearest.map(([field, one]) => [field, one?.of ?? "nobody"])) as Record<
      VoiceField,
      VoiceInLine["of"] | "nobody"
    >,
  };
}
