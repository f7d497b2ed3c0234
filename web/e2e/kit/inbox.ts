import type { Browser, Locator, Page } from "playwright-core";
import { newPage, type PageOptions, SCREENS } from "./browser.ts";
import type { Customer } from "./customer.ts";
import { signIn } from "./people.ts";

/** A signed-in person looking at their account's inbox, its list loaded. `query` narrows the list: "?q=maria". */
export async function openInbox(
  browser: Browser,
  email: string,
  { query = "", ...options }: PageOptions & { query?: string } = {},
): Promise<{ page: Page; tenant: string }> {
  const page = await newPage(browser, options);
  const tenant = await signIn(page, email);
  await page.goto(`/a/${tenant}/inbox${query}`);
  await row(page, "WhatsApp").first().waitFor();
  return { page, tenant };
}

/** The list's row of a person. */
export const row = (page: Page, name: string): Locator => page.getByRole("link", { name: new RegExp(name) });
/** The bubble with this text. */
export const bubble = (page: Page, text: string): Locator => page.getByRole("article").filter({ hasText: text });
/** The tick of the bubble with this text, once it stands at `is`. */
export const stage = (page: Page, text: string, is: string): Locator =>
  bubble(page, text).locator(`[data-stage="${is}"]`);
/** The field one writes a reply in. */
export const reply = (page: Page): Locator => page.getByRole("textbox", { name: /^Reply to/ });

/** Opens the conversation of a customer who has just written. */
export async function openFrom(page: Page, customer: Customer): Promise<void> {
  await row(page, customer.name).click();
  await reply(page).waitFor();
}

/** Sends a reply the way of that screen: by Enter, or by the button where Enter begins a new line. */
export async function say(page: Page, text: string): Promise<void> {
  await reply(page).fill(text);
  if (page.viewportSize()?.width === SCREENS.narrow.width) await page.getByRole("button", { name: "Send" }).tap();
  else await reply(page).press("Enter");
}
