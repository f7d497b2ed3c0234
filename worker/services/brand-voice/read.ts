import type { BrandVoice } from "../../../schema/contracts/brand-voice.ts";
import { voiceLine } from "../../directory/brands.ts";
import type { Ctx } from "../ctx.ts";
import { voiceIn } from "./voice-of.ts";

/** What the active account says of itself, and what holds where it says nothing. */
export async function readBrandVoice({ env, tenant }: Pick<Ctx, "env" | "tenant">): Promise<BrandVoice> {
  const line = await voiceLine(env, tenant.id);
  const { voice: own } = voiceIn(line.filter(({ of }) => of === "account"));
  const { voice: inherited, from } = voiceIn(line.filter(({ of }) => of !== "account"));
  // Nothing of the account itself is left in this line.
  return { own, inherited, from: from as BrandVoice["from"] };
}
