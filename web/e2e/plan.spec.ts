import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage } from "./kit/browser.ts";
import { newClient, PEOPLE, signIn, tenantNamed } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const DAY_MS = 24 * 60 * 60_000;
/** Lets the trial of a client end so long from now. */
const endTrial = (page: Page, client: string, ms: number) =>
  callApi(page, "PUT", `/tenants/${client}/trial`, { body: { endsAt: new Date(Date.now() + ms).toISOString() } });
const invite = (page: Page, client: string, n: number) =>
  callApi(page, "POST", "/invitations", { tenant: client, body: { email: `seat-${n}-${client}@example.test` } });

describe.each(["wide", "narrow"] as const)("plan and usage on a %s screen", (screen) => {
  it("tell of the trial, let the agency choose, and hold the team to its size", { timeout: 120_000 }, async () => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Planned ${screen}`);
    await page.goto(`/a/${client}/settings/plan`);
    await page.getByText("The trial ends in 14 days.").waitFor();
    await page.getByText("0 of 1,000").waitFor();
    await expectSound(page);

    await endTrial(page, client, 2 * DAY_MS);
    await page.reload();
    const notice = page.getByRole("status").filter({ hasText: "The trial ends in 2 days." });
    await notice.waitFor();
    await expectSound(page);
    await notice.getByRole("button", { name: "Hide this notice" }).click();
    await notice.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Extend the trial" }).click();
    await page.getByRole("dialog").getByLabel("Ends").selectOption("30");
    await expectSound(page);
    await page.getByRole("button", { name: "Set the end" }).click();
    await page.getByText("The trial ends in 30 days.").waitFor();

    // Once it is over, the account is only read, and says how that ends.
    await endTrial(page, client, 500);
    await page.waitForTimeout(600);
    await page.goto(`/a/${client}/inbox`);
    await page.getByText("This account was on trial, and the trial is over.").waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Choose a plan" }).click();
    await page.getByRole("button", { name: "Choose a plan" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("$99 a month").waitFor();
    await expectSound(page);
    await inTheme(page, "dark");
    await expectSound(page);
    await dialog.getByRole("button", { name: "Choose Starter" }).click();
    await page.getByText(/is on the Starter plan now/).waitFor();
    await page.getByText("Active", { exact: true }).waitFor();
    await page.getByText("the trial is over").waitFor({ state: "detached" });

    // Three places are all there are; the fourth is refused where one asks for it.
    for (const n of [1, 2, 3]) await invite(page, client, n);
    await page.goto(`/a/${client}/settings/team`);
    await page.getByRole("button", { name: "Invite" }).first().click();
    await dialog.getByLabel("E-mail").fill("one.more@example.test");
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await dialog.getByText("The Starter plan holds 3 users, and this account has 3.").waitFor();
    await expectSound(page);

    await page.goto(`/a/${client}/settings/plan`);
    await page.getByRole("button", { name: "Change plan" }).click();
    await dialog.getByLabel("Professional").check();
    await dialog.getByRole("button", { name: "Choose Professional" }).click();
    await page.getByText("$199 a month").waitFor();
    await invite(page, client, 4);

    // What no longer fits is refused with the reason.
    await page.getByRole("button", { name: "Change plan" }).click();
    await dialog.getByLabel("Starter").check();
    await dialog.getByRole("button", { name: "Choose Starter" }).click();
    await dialog.getByText("Starter holds 3 users, and this account has 4.").waitFor();
    await expectSound(page);
  });
});

it("an agency sees what each client uses; a client's own people read theirs and are told whom to ask", async () => {
  const maya = await newPage(browser);
  const agency = await signIn(maya, PEOPLE.maya);
  const casa = await tenantNamed(maya, "Casa Lumen");
  await maya.goto(`/a/${agency}/settings/plan`);
  await maya.getByRole("row").filter({ hasText: "Verde Dental" }).getByText("of 1,000").waitFor();
  await expectSound(maya);
  await maya.getByLabel("Search clients").fill("nobody has this name");
  await maya.getByText("No client has this name or address.").waitFor();
  await maya.getByLabel("Search clients").fill("casa");
  await maya.getByRole("link", { name: "Casa Lumen" }).click();
  await maya.getByText("What Casa Lumen pays for").waitFor();
  await maya.getByRole("button", { name: "Change plan" }).waitFor();

  const ines = await newPage(browser);
  await signIn(ines, PEOPLE.ines);
  await ines.goto(`/a/${casa}/settings/plan`);
  await ines.getByText("Your agency chooses the plan.").waitFor();
  expect(await ines.getByRole("button", { name: "Change plan" }).count()).toBe(0);
  await expectSound(ines);
});
