import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import type { Module } from "../../schema/contracts/modules.ts";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { connectClaude } from "./kit/claude.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newClient, newTenant, PEOPLE, signIn } from "./kit/people.ts";
import { startStandInProviders } from "./kit/stand-in-providers.ts";

const ADMIN = { email: "admin@trellis.example", password: "a long enough password" };
const WRONG_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5-no-such-bot";
const WRONG = { telegram: { botToken: WRONG_TOKEN } };
const PASTED = "xoxb-2315123451-pasted-canary-8f2a";
/** What a set-up may take of a person's time, in ms. */
const PERSON_MS = 60_000;

let browser: Browser;
let providers: Awaited<ReturnType<typeof startStandInProviders>>;
let product: OwnProduct;
let agency: string;
/** As the marketplace names them. */
let modules: Module[];
beforeAll(async () => {
  browser = await launchBrowser();
  providers = await startStandInProviders();
  product = await startOwnProduct({
    ...providers.variables,
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
  const { page, platform } = await admin("wide");
  agency = await newTenant(page, { type: "agency", name: "Harbour" });
  // Seven modules are everything there is, beside the AI that may lead.
  const { docs } = await callApi<{ docs: Module[] }>(page, "GET", "/modules", { tenant: platform });
  modules = docs.filter(({ slug }) => slug in providers.values);
  for (const { slug } of docs)
    await callApi(page, "PATCH", `/modules/${slug}`, {
      tenant: platform,
      body:
        slug in providers.values || slug === "ai"
          ? { plans: ["starter", "professional", "enterprise"] }
          : { hidden: true },
    });
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await providers?.stop();
});

async function admin(screen: Screen): Promise<{ page: Page; platform: string }> {
  const page = await newPage(browser, { origin: product.origin, screen });
  return { page, platform: await signIn(page, ADMIN.email, ADMIN.password) };
}

/** Nothing wrong in either theme. */
async function expectWhole(page: Page): Promise<void> {
  await expectSound(page);
  await inTheme(page, "dark");
  await expectSound(page);
  await inTheme(page, "light");
}

const finished = (page: Page) => page.getByRole("heading", { name: "Everything is live" });
const openForm = (page: Page) => page.locator("[data-transcript] form").last();

/** Fills the form that waits with what each provider takes, and sends it. Answers the module, and the values that were asked for. */
async function answerForm(page: Page, instead: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
  const form = openForm(page);
  await form.waitFor();
  const slug = await form.getAttribute("data-module");
  const module = modules.find((one) => one.slug === slug)!;
  const asked: string[] = [];
  for (const { name: field, label, kind } of module.requirements) {
    const control = form.getByLabel(label, { exact: true });
    if ((await control.count()) === 0) continue;
    asked.push(field);
    const value = instead[module.slug]?.[field] ?? providers.values[module.slug]![field]!;
    await (kind === "select" ? control.selectOption(value) : control.fill(value));
  }
  // The next one may be there before anybody looks: what tells is that this very one is gone.
  const sent = await form.elementHandle();
  await form.getByRole("button", { name: /^Send/ }).click();
  await page.waitForFunction((element) => element?.isConnected !== true, sent);
  return { slug: module.slug, asked };
}

/** Goes on until everything is live, the first token for Telegram being a wrong one. Answers what was asked for, in all. */
async function setEverythingUp(page: Page, onRefused: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  let isCorrected = false;
  for (;;) {
    await openForm(page).or(finished(page)).first().waitFor({ timeout: 30_000 });
    if (await finished(page).isVisible()) return asked;
    const isRefused = (await openForm(page).locator("[aria-invalid=true]").count()) > 0;
    if (isRefused) {
      await onRefused();
      isCorrected = true;
      await answerForm(page);
      continue;
    }
    const answered = await answerForm(page, isCorrected ? {} : WRONG);
    asked.push(...answered.asked.map((field) => `${answered.slug}.${field}`));
  }
}

describe("a new account", () => {
  it("is set up whole by the guided concierge, asked exactly what is declared, a wrong credential explained and corrected", async () => {
    const { page } = await admin("wide");
    const client = await newTenant(page, { type: "subaccount", name: "Casa Nova", parent: agency });
    await page.goto(`/a/${client}`);
    await page.waitForURL(`**/a/${client}/welcome`);
    await page.getByRole("heading", { name: "Set everything up for you, or do it yourself?" }).waitFor();
    await page.getByLabel("Claude AI").uncheck();
    await expectWhole(page);

    const begun = Date.now();
    await page.getByRole("button", { name: "Set up 7 modules" }).click();
    await page.getByText("Guided", { exact: true }).first().waitFor();
    const asked = await setEverythingUp(page, async () => {
      await page.getByRole("heading", { name: "Telegram does not work yet" }).waitFor();
      await page.getByText("What to do:").first().waitFor();
    });
    expect(Date.now() - begun).toBeLessThan(PERSON_MS);
    const declared = modules.flatMap(({ slug, requirements }) =>
      requirements.filter(({ required }) => required).map(({ name }) => `${slug}.${name}`),
    );
    expect(asked.toSorted()).toEqual(declared.toSorted());
    await page.getByText("7 of 7 live").first().waitFor();
    expect(await page.content()).not.toContain(WRONG_TOKEN);
    await expectWhole(page);

    await page.reload();
    await finished(page).waitFor();
    await page.getByRole("link", { name: "Go to the workspace" }).click();
    await page.waitForURL(`**/a/${client}/inbox`);
    await page.goto(`/a/${client}`);
    await page.waitForURL(`**/a/${client}/inbox`);
    await page.context().close();
  });

  it("is set up whole by Claude, on a phone, and watched from a desk from the middle of a sentence on", async () => {
    const { page } = await admin("narrow");
    const client = await newTenant(page, { type: "subaccount", name: "Casa Velha", parent: agency });
    const claude = await connectClaude(page, client);
    await claude.does({ delayMs: 250 });
    await page.goto(`/a/${client}/welcome`);
    await page.getByRole("button", { name: "Set up 7 modules" }).click();
    await page.waitForURL(/welcome\/cgs_/);
    const session = page.url().split("/").at(-1)!;
    // A Claude in test mode leads where it is asked to.
    await callApi(page, "POST", `/concierge/sessions/${session}/steer`, {
      tenant: client,
      body: { action: "drive", driver: "claude" },
    });

    // The desk joins while the first sentence is written.
    await page.locator("[data-transcript] [data-streaming]").first().waitFor();
    const { page: desk } = await admin("wide");
    await desk.goto(`/a/${client}/welcome`);
    await desk.waitForURL(/welcome\/cgs_/);
    await desk.locator("[data-transcript] [data-streaming]").first().waitFor();
    await desk.getByText("on 2 devices").waitFor();
    await claude.worksNormally();

    await setEverythingUp(page, async () => expectWhole(page));
    await finished(desk).waitFor();
    const kept = await callApi<ConciergeSession>(page, "GET", `/concierge/sessions/${session}`, { tenant: client });
    const said = kept.entries.flatMap((entry) => (entry.kind === "message" ? [entry.text] : []));
    expect(said.length).toBeGreaterThan(0);
    for (const device of [page, desk]) expect(await device.locator("[data-said]").allTextContents()).toEqual(said);
    expect(kept.usage.turns).toBeGreaterThan(0);
    await desk.getByText(/Claude is played in test mode, and nobody pays/).waitFor();
    await expectWhole(page);
    await expectWhole(desk);
    await desk.context().close();
    await page.context().close();
  });
});

describe("a set-up that goes on", () => {
  it("is gone on with from any page and in other hands, asks before it destroys, takes out secrets, and stops when told to", async () => {
    const maya = await newPage(browser, { screen: "wide" });
    await signIn(maya, PEOPLE.maya);
    const client = await newClient(maya, `Casa Alta ${Date.now().toString(36)}`);
    const claude = await connectClaude(maya, client);
    await callApi(maya, "POST", "/concierge/sessions", {
      tenant: client,
      body: { modules: ["messenger", "whatsapp"], driver: "guided" },
    });
    await maya.goto(`/a/${client}/contacts`);
    await maya.getByRole("button", { name: /0 of 2 live/ }).click();
    const panel = maya.getByRole("complementary", { name: "Set-up" });
    await panel.getByRole("button", { name: "Send sealed" }).waitFor();
    const first = await openForm(maya).getAttribute("data-module");
    await expectWhole(maya);

    // Another person, on a phone, takes it over.
    const olivia = await newPage(browser, { screen: "narrow" });
    await signIn(olivia, PEOPLE.olivia);
    await olivia.goto(`/a/${client}/welcome`);
    await olivia.getByRole("button", { name: /0 of 2 live/ }).click();
    await olivia.getByText("Here now").waitFor();
    await expectWhole(olivia);
    await olivia.getByRole("button", { name: "Take over" }).click();
    await olivia.getByRole("button", { name: "Take over" }).waitFor({ state: "detached" });
    await olivia.keyboard.press("Escape");

    // What she pastes is not what is kept.
    await olivia.getByLabel("Write to the concierge").fill(`Our token is ${PASTED}, does that help?`);
    await olivia.getByRole("button", { name: "Send", exact: true }).click();
    await olivia.getByText(/A secret was taken out of this/).waitFor();
    await panel.getByText(/A secret was taken out of this/).waitFor();
    for (const page of [maya, olivia]) expect(await page.content()).not.toContain(PASTED);

    await panel.getByRole("button", { name: "Use test mode" }).click();
    for (const page of [maya, olivia]) await page.getByRole("heading", { name: / is live$/ }).waitFor();

    // Claude wants to destroy something: only whose rights it has may say so.
    await claude.does({ turns: [{ text: "", calls: [{ tool: "uninstallModule", input: { module: first } }] }] });
    await panel.getByRole("button", { name: "More" }).click();
    await maya.getByRole("menuitem", { name: "Let Claude lead" }).click();
    await panel.getByText(/^Only Olivia .* can decide on this\.$/).waitFor();
    await olivia.getByText(`module: ${first}`).last().waitFor();
    await expectWhole(olivia);
    await olivia.getByRole("button", { name: "Decline" }).click();
    await panel.getByText(/^Declined: it was not done/).waitFor();

    await panel.getByRole("button", { name: "More" }).click();
    await maya.getByRole("menuitem", { name: "Stop setting up…" }).click();
    await maya.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    for (const page of [maya, olivia]) await page.getByRole("heading", { name: "Stopped" }).waitFor();
    await expectWhole(maya);
    await expectWhole(olivia);
    await maya.context().close();
    await olivia.context().close();
  });
});
