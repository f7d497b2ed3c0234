/** A person's initials on one of twelve quiet colours, the same every time for the same name. Decorative, so no text of the page. */
export function Avatar(props: { name: string; size?: 24 | 28 | 32 | 40 }) {
  const size = () => props.size ?? 28;
  return (
    <span
      aria-hidden="true"
      class="inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none before:content-[attr(data-initials)]"
      data-initials={initials(props.name)}
      style={{
        width: `${size()}px`,
        height: `${size()}px`,
        "font-size": `${Math.round(size() * 0.38)}px`,
        "background-color": `light-dark(hsl(${hue(props.name)} 60% 91%), hsl(${hue(props.name)} 34% 26%))`,
        color: `light-dark(hsl(${hue(props.name)} 55% 26%), hsl(${hue(props.name)} 70% 86%))`,
      }}
    />
  );
}

const HUES = [12, 35, 60, 95, 140, 170, 195, 218, 245, 272, 300, 335];

/** FNV-1a from a start of our own, its high bits folded in: short names that share letters still part. */
export function hue(name: string): number {
  let hash = 13_893;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return HUES[((hash ^ (hash >>> 15)) >>> 0) % HUES.length] ?? 218;
}

/** First letters of the first and last word; for a bare number its last two digits. */
export function initials(name: string): string {
  if (/^[+\d\s().-]+$/.test(name)) return name.replace(/\D/g, "").slice(-2);
  const words = name.split(/[\s@._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}
