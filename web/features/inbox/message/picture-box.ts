import type { Attachment } from "../../../../schema/contracts/messages.ts";

const WIDEST_PX = 288;
const TALLEST_PX = 320;
const NARROWEST_PX = 128;
const STICKER_PX = 128;
const UNKNOWN = { width: 240, height: 180 };

/** The size in CSS pixels that a picture is given in a thread, before it has loaded: its own proportions where they are known. */
export function pictureBox({ type, width, height }: Pick<Attachment, "type" | "width" | "height">): {
  width: number;
  height: number;
} {
  if (type === "sticker") return { width: STICKER_PX, height: STICKER_PX };
  if (!width || !height) return UNKNOWN;
  const scale = Math.min(WIDEST_PX / width, TALLEST_PX / height, 1);
  const clamp = (size: number, most: number): number =>
    Math.min(most, Math.max(NARROWEST_PX, Math.round(size * scale)));
  return { width: clamp(width, WIDEST_PX), height: clamp(height, TALLEST_PX) };
}
