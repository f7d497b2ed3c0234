import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { PEOPLE, signIn, tenantNamed } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Within this an end is seen on both sides: it reaches doors and sockets within one second, and a screen draws it. */
const SEEN_MS = 2_500;

/** Maya of the agency, who looks, and Inês of Casa Lumen, who is looked at. */
async function bothSides(screen: Screen): Promise<{ maya: Page; ines: Page; casa: string }> {
  const [maya, ines] = [await newPage(browser, { screen }), await newPage(browser, { screen })];
  await signIn(maya, PEOPLE.maya);
  await signIn(ines, PEOPLE.ines);
  const casa = await tenantNamed(maya, "Casa Lumen");
  const { docs } = await callApi<{ docs: { id: string }[] }>(ines, "GET", "/impersonations?open=true", {
    tenant: casa,
  });
  for (const { id } of docs) await callApi(ines, "DELETE", `/impersonations/${id}`, { tenant: casa });
  return { maya, ines, casa };
}

async function begin(page: Page, options: { as: string; write?: boolean }): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /^View .* as…$/ });
  const whose = dialog.getByLabel("Through whose eyes");
  await whose.waitFor();
  const label = await whose.locator("option", { hasText: options.as }).first().textContent();
  await whose.selectOption({ label: label ?? "" });
  await dialog.getByRole("button", { name: "Start viewing" }).click();
  await dialog.getByText("Say why: the account's administrators read it.").waitFor();
  await dialog.getByLabel("Reason").fill("Ticket 4711: no messages since noon");
  if (options.write) await dialog.getByRole("switch", { name: "Let me change things" }).click();
  await expectSound(page);
  await dialog.getByRole("button", { name: "Start viewing" }).click();
}

const banner = (page: Page) => page.getByRole("region", { name: "You are viewing as another person" });
const watched = (page: Page) => page.getByText(/is viewing this account as/);

it.each<Screen>(["wide", "narrow"])(
  "looks through another's eyes, is seen, and is ended from either side: %s",
  async (screen) => {
    const { maya, ines, casa } = await bothSides(screen);
    await ines.goto(`/a/${casa}/contacts`);
    await ines.getByRole("heading", { name: "Contacts" }).waitFor();
    expect(await watched(ines).count()).toBe(0);
    // The page has no socket of its own until it has waited for the inbox's.
    await ines.waitForTimeout(2_500);

    await maya.goto(`/a/${casa}/contacts`);
    await maya.getByRole("button", { name: /theme, security, sign out/ }).click();
    await maya.getByRole("menuitem", { name: "View as…" }).click();
    await begin(maya, { as: "Inês" });

    await banner(maya).getByText("You can look, not change.").waitFor();
    await watched(ines).waitFor({ timeout: SEEN_MS });
    await maya.getByRole("list").or(maya.getByRole("listbox")).first().waitFor();
    await expectSound(maya);
    await expectSound(ines);

    // What changes anything is not there, and another tab is oneself.
    await maya.goto(`/a/${casa}/contacts`);
    await banner(maya).waitFor();
    await maya.getByRole("heading", { name: "Contacts" }).waitFor();
    expect(await maya.getByRole("button", { name: /Add contact/ }).count()).toBe(0);
    const other = await maya.context().newPage();
    await other.goto(`/a/${casa}/contacts`);
    await other.getByRole("button", { name: /Add contact/ }).waitFor();
    expect(await banner(other).count()).toBe(0);
    await other.close();

    // Inês ends it: Maya's tab hears it without asking.
    await maya.waitForTimeout(2_500);
    await ines.getByRole("button", { name: /^End the view of/ }).click();
    const over = maya.getByRole("dialog", { name: "This view has ended" });
    await over.waitFor({ timeout: SEEN_MS });
    await expectSound(maya);
    await expect.poll(() => watched(ines).count(), { timeout: SEEN_MS }).toBe(0);
    await over.getByRole("button", { name: "Be yourself again" }).click();
    await maya.getByRole("button", { name: /Add contact/ }).waitFor();
    expect(await banner(maya).count()).toBe(0);

    // Maya begins anew, to change things, and ends it herself.
    await maya.getByRole("button", { name: /theme, security, sign out/ }).click();
    await maya.getByRole("menuitem", { name: "View as…" }).click();
    await begin(maya, { as: "Inês", write: true });
    await banner(maya).getByText("recorded with yours").waitFor();
    await ines.getByText(/and can change things/).waitFor({ timeout: SEEN_MS });
    await banner(maya).getByRole("button", { name: "End view" }).click();
    await maya.getByRole("button", { name: /Add contact/ }).waitFor();
    await expect.poll(() => watched(ines).count(), { timeout: SEEN_MS }).toBe(0);
    await Promise.all([maya, ines].map((page) => page.context().close()));
  },
);

it.each<Screen>(["wide", "narrow"])("the account decides who may look in, and reads who did: %s", async (screen) => {
  const { maya, ines, casa } = await bothSides(screen);
  await callApi(ines, "PUT", "/impersonations/consent", { tenant: casa, body: { impersonation: "always" } });
  const { docs } = await callApi<{ docs: { id: string; name: string }[] }>(maya, "GET", "/members", { tenant: casa });
  const tomas = docs.find(({ name }) => name.startsWith("Tom"))?.id ?? "";
  await callApi(maya, "POST", "/impersonations", {
    tenant: casa,
    body: { user: tomas, reason: `A look at ${screen}` },
  });
  await ines.goto(`/a/${casa}/settings/support-access`);
  await ines.getByText(`“A look at ${screen}”`).waitFor();
  await expectSound(ines);

  await ines.getByRole("radio", { name: /^Only when you allow it/ }).check();
  await ines.getByText("Nobody may look in at the moment.").waitFor();
  await ines.getByText("Nobody looks at this account as somebody else.").waitFor();
  await ines
    .getByText(/closed the account to it/)
    .first()
    .waitFor();
  await maya.goto(`/a/${casa}/contacts`);
  await maya.getByRole("button", { name: /theme, security, sign out/ }).click();
  await maya.getByRole("menuitem", { name: "View as…" }).click();
  await begin(maya, { as: "Inês" });
  await maya.getByText(/has to be asked first/).waitFor();

  await ines.getByRole("button", { name: "Allow", exact: true }).click();
  await ines.getByText(/Open: it closes/).waitFor();
  await expectSound(ines);
  await maya.getByRole("button", { name: "Start viewing" }).click();
  await banner(maya).waitFor();
  await ines.getByRole("radio", { name: /^Never/ }).check();
  await maya.getByRole("dialog", { name: "This view has ended" }).waitFor({ timeout: SEEN_MS + 2_000 });
  await ines.getByRole("radio", { name: /^Whenever they give a reason/ }).check();

  // Maya reads it all in her agency, and decides nothing for her client.
  await maya.getByRole("button", { name: "Be yourself again" }).click();
  await maya.goto(`/a/${casa}/settings/support-access`);
  await maya.getByText("Only this account's own administrators decide this.").waitFor();
  await expectSound(maya);
  await Promise.all([maya, ines].map((page) => page.context().close()));
});
