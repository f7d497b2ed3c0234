import type { UpdateBrandVoice } from "../../../schema/contracts/brand-voice.ts";
import { changeOwnBranding } from "../branding/change.ts";
import type { Ctx } from "../ctx.ts";

/** Changes what the active account says of itself. Throws `forbidden`, `conflict` when somebody else changed it meanwhile. */
export async function changeBrandVoice(ctx: Ctx, { about, tone, always, never }: UpdateBrandVoice): Promise<void> {
  await changeOwnBranding(ctx, {
    ...(about === undefined ? {} : { voiceAbout: about }),
    ...(tone === undefined ? {} : { voiceTone: tone }),
    ...(always === undefined ? {} : { voiceAlways: always }),
    ...(never === undefined ? {} : { voiceNever: never }),
  });
}
