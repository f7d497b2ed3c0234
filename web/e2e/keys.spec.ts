import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage } from "./kit/browser.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

/** What a program gets that asks with this key and nothing else. */
async function asked(page: Page, key: string, tenant: string): Promise<number> {
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const headers = { authorization: `Bearer ${key}`, "x-tenant": tenant };
  const answer = await context.request.get("/api/contacts", { headers });
  await context.close();
  return answer.status();
}
const shownKey = (page: Page) => page.locator("[data-key]").textContent();
const row = (page: Page, name: string, prefix: string) =>
  page.getByRole("row").filter({ hasText: name }).filter({ hasText: prefix });

describe.each(["wide", "narrow"] as const)("API keys on a %s screen", (screen) => {
  it("are made, shown once, used, replaced and revoked", { timeout: 120_000 }, async () => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Keys ${screen}`);
    await page.goto(`/a/${client}/settings/keys`);
    await page.getByText("No API keys yet").waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "Make the first key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make key" }).click();
    await dialog.getByText("Say which program it is for.").waitFor();
    await dialog.getByLabel("Name").fill("Website");
    await dialog.getByLabel("See contacts and conversations").uncheck();
    await dialog.getByRole("button", { name: "Make key" }).click();
    await dialog.getByText("Allow at least one thing.").waitFor();
    await expectSound(page);
    await dialog.getByLabel("See contacts and conversations").check();
    await dialog.getByLabel("Works for").selectOption("30");
    // What only people do is not on offer.
    expect(await dialog.getByText(/^(Manage API keys|Manage people|View as somebody)$/).count()).toBe(0);
    await dialog.getByText("Manage modules").waitFor();
    await dialog.getByRole("button", { name: "Make key" }).click();

    await page.getByText("Copy the key now").waitFor();
    const key = (await shownKey(page)) ?? "";
    expect(key).toMatch(/^trl_[0-9A-Za-z]{46}$/);
    await dialog.getByText(`X-Tenant: ${client}`).waitFor();
    await expectSound(page);
    expect(await asked(page, key, client)).toBe(200);
    await page.keyboard.press("Escape");
    await dialog.getByText("Have you copied it?").waitFor();
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.content()).not.toContain(key);
    const made = row(page, "Website", key.slice(0, 10));
    await made.getByText("Works").waitFor();
    await expectSound(page);
    await inTheme(page, "dark");
    await expectSound(page);
    await inTheme(page, "light");

    await made.getByRole("button", { name: "Acts on Website" }).click();
    await page.getByRole("menuitem", { name: "Replace" }).click();
    await expectSound(page);
    await dialog.getByRole("button", { name: "Make the new key" }).click();
    await page.getByText("Copy the key now").waitFor();
    const next = (await shownKey(page)) ?? "";
    expect(next).not.toBe(key);
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await page.getByText("A key is about to end.").waitFor();
    await row(page, "Website", key.slice(0, 10)).getByText("Replaced").waitFor();
    expect([await asked(page, key, client), await asked(page, next, client)]).toEqual([200, 200]);

    await row(page, "Website", key.slice(0, 10)).getByRole("button", { name: "Acts on Website" }).click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await row(page, "Website", key.slice(0, 10)).getByText("Revoked").waitFor();
    await expect.poll(() => asked(page, key, client), { timeout: 1_500 }).toBe(401);
    expect(await asked(page, next, client)).toBe(200);
    await expectSound(page);
  });
});

it("whose list cannot be read say so, and try again", async () => {
  const page = await newPage(browser);
  const tenant = await signIn(page, PEOPLE.ines);
  let failing = true;
  await page.route("**/api/keys", (route) =>
    failing
      ? route.fulfill({
          status: 503,
          json: { errors: [{ code: "unavailable", message: "Not now." }], requestId: "req_1" },
        })
      : route.continue(),
  );
  await page.goto(`/a/${tenant}/settings/keys`);
  await page.getByRole("alert").getByText("Not now.").waitFor();
  await expectSound(page);
  failing = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: /New key|Make the first key/ }).waitFor();
});

it("are not for whoever may not manage them", async () => {
  const page = await newPage(browser);
  const tenant = await signIn(page, PEOPLE.tomas);
  await page.goto(`/a/${tenant}/settings/keys`);
  await page.getByText("API keys is not yours to open").waitFor();
  expect(await page.getByRole("link", { name: "API keys" }).count()).toBe(0);
  await expectSound(page);
});
