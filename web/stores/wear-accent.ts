import { type AccentTokens, paletteOf } from "../../schema/brand/palette.ts";

let sheet: CSSStyleSheet | undefined;

/** Gives the screens an accent of an account's own, in both themes. */
export function wearAccent(accent: string): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const { light, dark } = paletteOf(accent);
  sheet.replaceSync(`[data-accent="brand"]{${rules(light)}}[data-dark][data-accent="brand"]{${rules(dark)}}`);
  document.documentElement.dataset["accent"] = "brand";
}

function rules(tokens: AccentTokens): string {
  return Object.entries(tokens)
    .map(([name, color]) => `--${name}:${color}`)
    .join(";");
}
