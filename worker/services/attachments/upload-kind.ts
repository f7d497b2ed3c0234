import { CATALOG } from "../../../modules/catalog.ts";
import type { MediaRule, ModuleManifest } from "../../../modules/module.ts";

/** Types a person attaches. A sticker is made, not attached: its format is that of pictures no channel takes as such. */
const TYPES = ["image", "video", "audio", "document"] as const;
export type UploadType = (typeof TYPES)[number];

/** What a file of this MIME type is to a channel, and the most that any channel takes of it; undefined when none takes it. */
export function uploadKind(mimeType: string): { type: UploadType; maxBytes: number } | undefined {
  const manifests: readonly ModuleManifest[] = CATALOG;
  for (const type of TYPES) {
    const rules = manifests
      .map(({ media }): MediaRule | undefined => media?.[type])
      .filter((rule) => rule !== undefined && rule.mimeTypes.includes(mimeType));
    if (rules.length > 0) return { type, maxBytes: Math.max(...rules.map((rule) => rule?.maxBytes ?? 0)) };
  }
  return undefined;
}
