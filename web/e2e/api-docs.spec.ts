import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, newPage } from "./kit/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it("the explorer shows the routes of this server, with nothing fetched from elsewhere", async () => {
  const page = await newPage(browser);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/api/docs");
  await page.waitForURL("**/api-docs");
  const explorer = page.getByRole("main", { name: "API explorer" });
  await explorer.getByText("/api/contacts", { exact: true }).first().waitFor();
  expect(await explorer.locator(".opblock").count()).toBeGreaterThan(40);
  const origin = new URL(page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith("data:"))).toEqual([]);
  await page.context().close();
});
