import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newTenant, PEOPLE, signIn } from "./kit/people.ts";
import { KNOWN_NUMBER, startStandInGraph } from "./kit/stand-in-graph.ts";

const ADMIN = { email: "admin@trellis.example", password: "a long enough password" };
const SCREENS: Screen[] = ["wide", "narrow"];

let browser: Browser;
let graph: Awaited<ReturnType<typeof startStandInGraph>>;
let product: OwnProduct;
let agency: string;
beforeAll(async () => {
  browser = await launchBrowser();
  graph = await startStandInGraph();
  product = await startOwnProduct({
    META_GRAPH_URL: graph.url,
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
  const page = await newPage(browser, { origin: product.origin });
  await signIn(page, ADMIN.email, ADMIN.password);
  agency = await newTenant(page, { type: "agency", name: "Harbour" });
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await graph?.stop();
});

/** The platform's admin, in a client of their own. */
async function ownClient(screen: Screen): Promise<{ page: Page; platform: string; client: string }> {
  const page = await newPage(browser, { origin: product.origin, screen });
  const platform = await signIn(page, ADMIN.email, ADMIN.password);
  const client = await newTenant(page, { type: "subaccount", name: `Client ${screen}`, parent: agency });
  return { page, platform, client };
}
const card = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

/** The same in the other theme: what is said must be legible in both. */
async function expectSoundInBothThemes(page: Page): Promise<void> {
  await expectSound(page);
  await inTheme(page, "dark");
  await expectSound(page);
  await inTheme(page, "light");
}

describe.each(SCREENS)("the marketplace on a %s screen", (screen) => {
  it("connects a number: what is wrong, the provider's reason, the correction, and looking after it", async () => {
    const { page, client } = await ownClient(screen);
    await page.goto(`/a/${client}/modules`);
    await page.getByRole("link", { name: "WhatsApp" }).click();

    const token = page.getByLabel("Access token", { exact: true });
    const connect = page.getByRole("button", { name: "Connect and verify" });
    await connect.click();
    expect(await page.getByText("This is needed.").count()).toBe(3);
    await expectSoundInBothThemes(page);
    await page.getByLabel("Phone number ID").fill("+44 7700 900123");
    await page.getByLabel("WhatsApp Business Account ID").fill(KNOWN_NUMBER.businessAccountId);
    await token.fill("EAAG-wrong-token-0000");
    await connect.click();
    await page.getByText("must be the id: digits only").waitFor();
    expect(await token.getAttribute("type")).toBe("password");

    await page.getByLabel("Phone number ID").fill(KNOWN_NUMBER.phoneNumberId);
    await connect.click();
    await page.getByRole("heading", { name: "WhatsApp does not work at the moment." }).waitFor();
    await page.getByText("Credentials refused").waitFor();
    await page.getByText("What to do:").waitFor();
    await page.getByText("•••• 0000").waitFor();
    await expectSoundInBothThemes(page);

    await page.getByRole("button", { name: "Correct the credentials" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Access token", { exact: true }).fill("EAAG-still-wrong-1111");
    await dialog.getByRole("button", { name: "Save and verify" }).click();
    await dialog.getByRole("alert").filter({ hasText: /./ }).first().waitFor();
    await expectSound(page);
    await dialog.getByLabel("Access token", { exact: true }).fill(KNOWN_NUMBER.accessToken);
    await dialog.getByRole("button", { name: "Save and verify" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "WhatsApp works." }).waitFor();
    await page.getByText("•••• 4f2a").waitFor();
    await page.getByText("Brisa Surf School").waitFor();
    expect(await page.content()).not.toContain(KNOWN_NUMBER.accessToken);

    await page.getByRole("button", { name: "Turn off" }).click();
    await page.getByText("Off", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("WhatsApp works.").first().waitFor();
    await page.getByText("Earlier checks").click();
    const checks = page.getByRole("list", { name: "Earlier checks" });
    await checks.getByText("Does not work").waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "Uninstall" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Uninstall" }).click();
    await page.waitForURL(`**/a/${client}/modules`);
    await card(page, "WhatsApp").getByText("Connect", { exact: true }).waitFor();
    await page.context().close();
  });

  it("tries a module in the sandbox with one press, and keeps its settings", async () => {
    const { page, client } = await ownClient(screen);
    await page.goto(`/a/${client}/modules/whatsapp`);
    await page.getByRole("button", { name: "Try it in sandbox" }).click();
    await page.getByRole("heading", { name: "WhatsApp works, in test mode." }).waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Open the customer's phone" }).click();
    await page.getByRole("region", { name: "Elena Rossi's phone" }).waitFor();

    await page.goto(`/a/${client}/modules/ai`);
    await page.getByRole("button", { name: "Try it in sandbox" }).click();
    await page.getByRole("heading", { name: "Claude AI works, in test mode." }).waitFor();
    const limit = page.getByLabel("Monthly limit in US dollars");
    const save = page.getByRole("button", { name: "Save settings" });
    await limit.fill("a lot");
    await save.click();
    await page.getByText("This must be a number.").waitFor();
    await expectSoundInBothThemes(page);
    await limit.fill("25");
    await save.click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await limit.waitFor();
    expect(await limit.inputValue()).toBe("25");
    await page.context().close();
  });

  it("finds modules by their words and by how they stand, and explains each", async () => {
    const { page, client } = await ownClient(screen);
    await page.goto(`/a/${client}/modules`);
    await card(page, "Instagram").waitFor();
    await page.getByRole("textbox", { name: "Search the modules" }).fill("instagram");
    await card(page, "WhatsApp").waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Search the modules" }).fill("fax");
    await page.getByRole("heading", { name: "No module for “fax”" }).waitFor();
    await page.getByRole("button", { name: "Clear the search" }).click();
    await page.getByRole("radio", { name: "Installed" }).check();
    await page.getByRole("heading", { name: "Nothing is installed yet" }).waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole("button", { name: "See all modules" }).click();
    await page.getByRole("link", { name: "WhatsApp" }).click();
    await page.getByRole("link", { name: "How to set it up" }).click();
    await page.getByRole("heading", { name: "WhatsApp: how to set it up" }).waitFor();
    await page.getByText("Answer customers", { exact: true }).waitFor();
    await expectSoundInBothThemes(page);
    await page.context().close();
  });

  it("is curated by the platform: order, plans and price, what is offered at all", async () => {
    const { page, platform, client } = await ownClient(screen);
    const row = page.getByRole("listitem", { name: "Instagram", exact: true });
    await page.goto(`/a/${platform}/marketplace`);
    await row.getByRole("button", { name: "Move Instagram down" }).click();
    await expect
      .poll(() => page.getByRole("main").getByRole("listitem").first().getAttribute("aria-label"))
      .not.toBe("Instagram");
    for (const plan of ["Starter", "Professional", "Enterprise"]) await row.getByLabel(plan).uncheck();
    await row.getByLabel("Price a month, USD").fill("forty");
    await row.getByLabel("Price a month, USD").press("Enter");
    await row.getByText("Type an amount like 49 or 49.90.").waitFor();
    await expectSoundInBothThemes(page);
    await row.getByLabel("Price a month, USD").fill("49.90");
    await row.getByLabel("Price a month, USD").press("Enter");
    await row.getByRole("button", { name: "Reset plans and price" }).waitFor();
    await page.waitForLoadState("networkidle");

    await page.goto(`/a/${client}/modules`);
    await card(page, "Instagram").getByText("Not in your plan").waitFor();
    await card(page, "Instagram").getByText("$49.90 a month").waitFor();
    await page.getByRole("link", { name: "Instagram" }).click();
    await page.getByRole("heading", { name: /Instagram is not part of the/ }).waitFor();
    expect(await page.getByRole("button", { name: "Connect and verify" }).count()).toBe(0);
    await expectSoundInBothThemes(page);

    await page.goto(`/a/${platform}/marketplace`);
    await row.getByRole("switch", { name: "Offered" }).click();
    await row.getByText("Hidden", { exact: true }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.goto(`/a/${client}/modules`);
    await card(page, "WhatsApp").waitFor();
    expect(await card(page, "Instagram").count()).toBe(0);

    await page.goto(`/a/${platform}/marketplace`);
    await row.getByRole("switch", { name: "Offered" }).click();
    await row.getByRole("button", { name: "Reset plans and price" }).click();
    await row.getByRole("button", { name: "Move Instagram up" }).click();
    await expect
      .poll(() => page.getByRole("main").getByRole("listitem").first().getAttribute("aria-label"))
      .toBe("Instagram");
    await page.waitForLoadState("networkidle");
    await page.reload();
    await row.waitFor();
    expect(await row.getByRole("switch", { name: "Offered" }).getAttribute("aria-checked")).toBe("true");
    expect(await row.getByLabel("Starter").isChecked()).toBe(true);
    expect(await row.getByLabel("Price a month, USD").inputValue()).toBe("");
    await page.context().close();
  });

  it("shows a viewer how a module stands, and no acts", async () => {
    const page = await newPage(browser, { screen });
    const home = await signIn(page, PEOPLE.vera);
    await page.goto(`/a/${home}/modules`);
    await card(page, "WhatsApp").getByText("Connected", { exact: true }).waitFor();
    expect(await page.getByText("Connect", { exact: true }).count()).toBe(0);
    await page.goto(`/a/${home}/modules/whatsapp`);
    await page.getByRole("heading", { name: "WhatsApp", level: 1 }).waitFor();
    expect(await page.locator("main").getByRole("button").count()).toBe(0);
    await expectSound(page);
    await page.goto(`/a/${home}/marketplace`);
    await page.getByRole("heading", { name: "Curated by the platform" }).waitFor();
    await page.context().close();
  });
});
