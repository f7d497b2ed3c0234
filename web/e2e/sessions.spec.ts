import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { signIn } from "./kit/people.ts";

/** Somebody no other test signs in as: here every other session of theirs ends. */
const RUTH = "ruth@harbour.example";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it("ends one other session, then all others; theirs lead to the sign-in page", async () => {
  const [here, second, third] = [
    await newPage(browser, { screen: "narrow" }),
    await newPage(browser),
    await newPage(browser),
  ];
  const home = await signIn(here, RUTH);
  await signIn(second, RUTH);
  await signIn(third, RUTH);
  await second.goto(`/a/${home}/clients`);
  await second.getByRole("heading", { name: "Clients" }).waitFor();

  await here.goto(`/a/${home}/settings/security`);
  const endings = here.getByRole("button", { name: /^Sign out Chrome/ });
  await endings.first().waitFor();
  const before = await endings.count();
  expect(before).toBeGreaterThanOrEqual(2);
  await expectSound(here);

  await endings.first().click();
  await here.getByText("That session is signed out.").waitFor();
  await expect.poll(() => endings.count()).toBe(before - 1);

  await here.getByRole("button", { name: "Sign out everywhere else" }).click();
  const dialog = here.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign out the others" }).click();
  await here.getByText("You are signed out everywhere else.").waitFor();
  await expect.poll(() => endings.count()).toBe(0);

  await second.reload();
  await second.waitForURL(/\/sign-in\?return=/);
  await third.goto(`/a/${home}/clients`);
  await third.waitForURL(/\/sign-in\?return=/);
  await Promise.all([here, second, third].map((page) => page.context().close()));
});

it("signs out and forgets where the person was", async () => {
  const page = await newPage(browser);
  const home = await signIn(page, RUTH);
  await page.goto(`/a/${home}/clients`);
  await page.getByRole("button", { name: /theme, security, sign out/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in$/);
  const kept = await page.evaluate(() => [
    localStorage.getItem("trellis.last-account"),
    localStorage.getItem("trellis.recent-accounts"),
  ]);
  expect(kept).toEqual(['""', "[]"]);
  await page.context().close();
});
