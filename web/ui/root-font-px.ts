/** How high letters are that this person has chosen, in pixels: rows that are placed by the pixel grow with it. */
export function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
