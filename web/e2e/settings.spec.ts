import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("settings", () => {
  it("open beside their list on a wide screen", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.ines);
    await page.goto(`/a/${home}/contacts`);
    await page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Settings" }).click();
    await page.waitForURL(new RegExp(`/a/${home}/settings/[a-z-]+$`));
    const list = page.getByRole("navigation", { name: "Settings" });
    await list.getByRole("link", { name: "Security" }).click();
    await page.getByText("This session").waitFor();
    await expectSound(page);
    await list.getByRole("link", { name: "Canned replies" }).click();
    await page.getByRole("heading", { level: 1, name: "Canned replies" }).waitFor();
    await list.getByRole("link", { name: "Modules" }).click();
    await page.waitForURL(`**/a/${home}/modules`);
    await page.context().close();
  });

  it("are a list, then a page, on a phone: reached by More at the foot", async () => {
    const page = await newPage(browser, { screen: "narrow" });
    const home = await signIn(page, PEOPLE.ines);
    await page.goto(`/a/${home}/contacts`);
    const foot = page.getByRole("navigation", { name: "Account" });
    await foot.getByRole("button", { name: "More" }).click();
    expect(await foot.getByRole("link").count()).toBe(4);
    await page.getByRole("menuitem", { name: "Settings" }).click();
    await page.waitForURL(`**/a/${home}/settings`);
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Security" }).click();
    await page.getByText("This session").waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByRole("link", { name: "Canned replies" }).waitFor();
    await page.context().close();
  });

  it("say which are for a client, and which are nowhere", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.maya);
    await page.goto(`/a/${home}/settings/canned-replies`);
    await page.getByText("Choose a client first").waitFor();
    await page.goto(`/a/${home}/settings/nowhere`);
    await page.getByText("There is no page here").waitFor();
    await page.context().close();
  });
});
