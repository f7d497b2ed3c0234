import { createEffect, createRoot, createSignal } from "solid-js";
import { remembered } from "./remembered.ts";

const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

/** The person's choice of theme, remembered by this browser. */
export const [theme, setTheme] = remembered<Theme>("theme", "system", isTheme);

/** Keeps `<html data-theme data-dark>` true to the choice and to the system. Call once, at start. */
export function applyTheme(): void {
  createRoot(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const [systemDark, setSystemDark] = createSignal(system.matches);
    system.addEventListener("change", (event) => setSystemDark(event.matches));
    createEffect(() => {
      const html = document.documentElement;
      html.dataset["theme"] = theme();
      html.toggleAttribute("data-dark", theme() === "dark" || (theme() === "system" && systemDark()));
    });
  });
}
