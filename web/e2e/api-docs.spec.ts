import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, newPage } from "./kit/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it("the explorer shows the routes of this server, with nothing fetched from elsewhere, and leads back", async () => {
  const page = await newPage(browser);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/api/docs");
  await page.waitForURL("**/api-docs");
  const explorer = page.getByRole("main", { name: "API explorer" });
  const groups = explorer.locator(".opblock-tag-section");
  await groups.first().waitFor();
  expect(await groups.count()).toBeGreaterThan(10);
  await groups.filter({ hasText: "Contacts" }).first().click();
  await explorer.getByText("/api/contacts", { exact: true }).first().waitFor();
  const origin = new URL(page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith("data:"))).toEqual([]);
  await page.getByRole("link", { name: "Back to Trellis" }).click();
  await page.waitForURL("**/sign-in**");
  await page.context().close();
});
