/** What words and their ground must reach (WCAG 2.2, 1.4.3, AA). */
export const CONTRAST_MIN = 4.5;

/** How far two colours (`#rrggbb`) stand apart, from 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour itself if words in it can be read on white and white words on it, else the nearest darker shade of it that can. */
export function readableAccent(accent: string): string {
  return moved(accent, "#000000", (shade) => contrast(shade, "#ffffff") >= CONTRAST_MIN);
}

/** The first shade on the way from a colour to another of which something is true; the other where it is true of none. */
export function moved(from: string, to: string, reached: (shade: string) => boolean): string {
  for (let step = 0; step < STEPS; step += 1) {
    const shade = mixed(from, to, step / STEPS);
    if (reached(shade)) return shade;
  }
  return to;
}

/** So many parts of the other colour, from 0 to 1. */
export function mixed(one: string, other: string, part: number): string {
  const [a, b] = [channels(one), channels(other)];
  return `#${a.map((value, n) => hex(value + ((b[n] ?? 0) - value) * part)).join("")}`;
}

const STEPS = 100;

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, "0");
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
