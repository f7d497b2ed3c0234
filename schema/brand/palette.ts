import { contrast, CONTRAST_MIN, mixed, moved } from "./contrast.ts";

/** What the screens make of an accent, by the names of their tokens. */
export interface AccentTokens {
  accent: string;
  "accent-hover": string;
  "on-accent": string;
  "accent-ink": string;
  "accent-soft": string;
}

/** The grounds on which an accent stands: those of web/styles/tokens.css. */
export const GROUNDS = {
  light: { surface: "#ffffff", sunken: "#f1f5f9" },
  dark: { surface: "#162034", sunken: "#1d2940" },
} as const;
/** What is no text, such as a button's edge, must reach (WCAG 2.2, 1.4.11). */
const SHAPE_MIN = 3;

/**
 * The tokens of both themes for an accent that is readable on white (`readableAccent`). Words in it and on it reach 4.5 : 1 on every ground they
 * stand on, its shapes 3 : 1.
 */
export function paletteOf(accent: string): { light: AccentTokens; dark: AccentTokens } {
  const light = GROUNDS.light;
  const lightSoft = mixed(accent, light.surface, 0.9);
  const dark = GROUNDS.dark;
  const darkAccent = moved(accent, "#ffffff", (shade) => contrast(shade, dark.surface) >= SHAPE_MIN);
  const darkSoft = mixed(darkAccent, dark.surface, 0.72);
  return {
    light: {
      accent,
      "accent-hover": mixed(accent, "#000000", 0.16),
      "on-accent": "#ffffff",
      "accent-ink": moved(accent, "#000000", readableOn(light.surface, light.sunken, lightSoft)),
      "accent-soft": lightSoft,
    },
    dark: {
      accent: darkAccent,
      "accent-hover": mixed(darkAccent, "#000000", 0.1),
      "on-accent": "#ffffff",
      "accent-ink": moved(accent, "#ffffff", readableOn(dark.surface, dark.sunken, darkSoft)),
      "accent-soft": darkSoft,
    },
  };
}

function readableOn(...grounds: string[]): (shade: string) => boolean {
  return (shade) => grounds.every((ground) => contrast(shade, ground) >= CONTRAST_MIN);
}
