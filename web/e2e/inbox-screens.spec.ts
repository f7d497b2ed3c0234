import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { openInbox, reply, row, stage } from "./kit/inbox.ts";
import { PEOPLE } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  it("holds on a wide screen in every state", async () => {
    const { page } = await openInbox(browser, PEOPLE.ines, { theme, query: "?q=oskar" });
    await row(page, "Oskar Lindqvist").click();
    await page.getByText("Known as").waitFor();
    await expectSound(page);
    await page.keyboard.press("n");
    await expectSound(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await expectSound(page);
    // By what was written, though not last.
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByLabel("Search by name, phone or message").fill("window display");
    await row(page, "Noor Haddad").waitFor();
    expect(await row(page, "Oskar Lindqvist").count()).toBe(0);
    await page.goto(`${page.url().split("/inbox")[0]}/inbox?q=nobody-of-this-name`);
    await page.getByText("No conversation matches").waitFor();
    await expectSound(page);
    await page.goto(`${page.url().split("/inbox")[0]}/inbox/cnv_not_here`);
    await page.getByText("This conversation is not here.").waitFor();
    await expectSound(page);
    expect(await page.title()).toContain("Inbox");
  });

  it("works on a phone, one pane at a time", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen: "narrow", theme });
    await expectSound(page);
    const mia = await newCustomer(page, tenant, "Mia");
    await mia.writes("Do you deliver?");
    await row(page, mia.name).tap();
    await reply(page).fill("We do.");
    await page.getByRole("button", { name: "Send" }).tap();
    await stage(page, "We do.", "delivered").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Show the person" }).tap();
    await page.getByText("Timeline").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Back to the conversation" }).tap();
    await page.getByRole("link", { name: "Back to the list" }).tap();
    await row(page, mia.name).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain(mia.name);
  });
});
