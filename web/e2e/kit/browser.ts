import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import { CHROMIUM_SWITCHES } from "../../../.ci/chromium.ts";
import { productUrl } from "./product.ts";

export const SCREENS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;

export interface PageOptions {
  screen?: Screen;
  theme?: "light" | "dark";
  /** Origin of another product than the one all browser tests share. */
  origin?: string;
  /** Replies can be taken back for a moment, a little longer than people have it. Without it they leave at once. */
  holdsReplies?: boolean;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject("chromium"), args: CHROMIUM_SWITCHES });
}

/** A new person's browser window: no cookies, nothing remembered. An uncaught error on the page, or something its
 * security policy had to stop, fails the next `expectSound`. */
export async function newPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: options.origin ?? productUrl(),
    viewport: SCREENS[options.screen ?? "wide"],
    hasTouch: options.screen === "narrow",
    colorScheme: options.theme ?? "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(
    (holdMs) => {
      // A mail in its sandboxed frame has no storage.
      if (window === window.top) localStorage.setItem("trellis.send-hold-ms", JSON.stringify(holdMs));
    },
    options.holdsReplies ? 5_000 : 0,
  );
  const page = await context.newPage();
  const faults: string[] = [];
  faultsOf.set(page, faults);
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  return page;
}

/** Changes the system's theme and waits until the page wears it: what is measured while colours change is neither one nor the other. */
export async function inTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.waitForFunction((dark) => document.documentElement.hasAttribute("data-dark") === dark, theme === "dark");
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

const faultsOf = new WeakMap<Page, string[]>();

/**
 * The page is sound as it stands: no uncaught error, no violation axe can find, nothing wider than the screen, and on a narrow screen
 * nothing too small for a finger.
 */
export async function expectSound(page: Page): Promise<void> {
  expect(faultsOf.get(page) ?? []).toEqual([]);
  // A page has its heading once its code is there; a dialog that has closed gives it back to a screen reader a frame later.
  await page.waitForFunction(
    () =>
      document.querySelector("[role=dialog], [role=alertdialog]") !== null ||
      (document.querySelector("h1") !== null && document.querySelector("#root[aria-hidden=true]") === null),
  );
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // What holds need not be told node by node.
    .options({ resultTypes: ["violations"] })
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, "pixels wider than the screen").toBeLessThanOrEqual(0);
  const narrow = page.viewportSize()?.width === SCREENS.narrow.width;
  expect(narrow ? await smallTargets(page) : []).toEqual([]);
}

/** What a finger must hit on a narrow screen and is smaller than 44 px: visible controls outside running text. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      "button, a[href], input, select, textarea, [role=option], [role=separator]",
    );
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      const shown =
        control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1;
      const inText = control.closest("p, td") !== null && getComputedStyle(control).display.startsWith("inline");
      const spread = ["::before", "::after"].some((part) => getComputedStyle(control, part).position === "absolute");
      if (!shown || inText || spread || (width >= 43.5 && height >= 43.5)) return [];
      return [`${control.outerHTML.slice(0, 120)} is ${Math.round(width)} x ${Math.round(height)}`];
    });
  });
}
