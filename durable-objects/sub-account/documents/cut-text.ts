/** The text, or as much of it as fits in `max` characters with `mark` at the end. Never cuts an emoji in half. */
export function cutText(text: string, max: number, mark = "…"): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - mark.length);
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}${mark}`;
}

/** Characters of a message shown in lists and timelines; its thread has the rest. */
export const PREVIEW_MAX_CHARACTERS = 160;
