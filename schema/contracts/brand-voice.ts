import { z } from "zod";
import { WELL_FORMED } from "./common.ts";

/** What every prompt is told of a business: who it is, how it sounds, what it does in every text, and what in none. */
export const VOICE_FIELDS = ["about", "tone", "always", "never"] as const;
export type VoiceField = (typeof VOICE_FIELDS)[number];
export const VOICE_MAX_CHARACTERS = 2_000;

const own = z.string().nullable();
const from = z.enum(["agency", "platform", "nobody"]);

/** How an account sounds. `inherited` is what holds of each while its own is null, from the nearest above that says it. */
export const BrandVoice = z.object({
  own: z.object({ about: own, tone: own, always: own, never: own }),
  inherited: z.object({ about: own, tone: own, always: own, never: own }),
  from: z.object({ about: from, tone: from, always: from, never: from }),
});
export type BrandVoice = z.infer<typeof BrandVoice>;

const Words = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(VOICE_MAX_CHARACTERS, `must be at most ${VOICE_MAX_CHARACTERS} characters`)
  .regex(WELL_FORMED, "must be whole characters")
  .nullable()
  .optional();

/** Null takes it back: what the one above says holds again. */
export const UpdateBrandVoice = z.object({ about: Words, tone: Words, always: Words, never: Words });
export type UpdateBrandVoice = z.infer<typeof UpdateBrandVoice>;
