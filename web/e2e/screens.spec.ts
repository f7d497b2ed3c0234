import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage, SCREENS } from "./kit/browser.ts";
import { installSandbox, newClient, PEOPLE, signIn, tenantNamed } from "./kit/people.ts";

let browser: Browser;
let page: Page;
let ids: { agency: string; client: string; bare: string };
beforeAll(async () => {
  browser = await launchBrowser();
  page = await newPage(browser);
  const agency = await signIn(page, PEOPLE.maya);
  const [client, bare, trial] = [
    await tenantNamed(page, "Casa Lumen"),
    await newClient(page, "Bare"),
    await newClient(page, "Trial"),
  ];
  await installSandbox(page, trial);
  ids = { agency, client, bare };
});
afterAll(() => browser.close());

/** Every screen of the frame with what shows that it is there. Conversations have a spec of their own. */
const SCREENS_OF_THE_FRAME: [name: string, path: () => string, ready: (page: Page) => Promise<unknown>][] = [
  ["sign-in", () => "/sign-in", (at) => at.getByRole("heading", { name: "Try it with demo data" }).waitFor()],
  ["clients", () => `/a/${ids.agency}/clients`, (at) => at.getByRole("link", { name: "Casa Lumen" }).waitFor()],
  ["contacts", () => `/a/${ids.client}/contacts`, (at) => at.getByRole("row").nth(5).waitFor()],
  ["modules", () => `/a/${ids.client}/modules`, (at) => at.getByRole("link", { name: "WhatsApp" }).waitFor()],
  [
    "a module that is on",
    () => `/a/${ids.client}/modules/whatsapp`,
    (at) => at.getByText("Uninstall").first().waitFor(),
  ],
  [
    "a module to connect",
    () => `/a/${ids.bare}/modules/whatsapp`,
    (at) => at.getByText("Connect and verify").waitFor(),
  ],
  ["AI agents", () => `/a/${ids.client}/agents`, (at) => at.getByRole("heading", { name: /^Use in / }).waitFor()],
  [
    "a new agent",
    () => `/a/${ids.client}/agents/new`,
    (at) => at.getByRole("textbox", { name: /^What it is told/ }).waitFor(),
  ],
  ["the customer's phone", () => `/a/${ids.client}/phone`, (at) => at.getByRole("log").waitFor()],
  [
    "settings",
    () => `/a/${ids.client}/settings`,
    (at) => at.getByRole("heading", { level: 1, name: "Account" }).waitFor(),
  ],
  ["security", () => `/a/${ids.agency}/settings/security`, (at) => at.getByText("This session").waitFor()],
  [
    "a client's page without a client",
    () => `/a/${ids.agency}/inbox`,
    (at) => at.getByText("Choose a client first").waitFor(),
  ],
  ["no such page", () => `/a/${ids.client}/nowhere`, (at) => at.getByText("There is no page here").waitFor()],
];

describe.each(SCREENS_OF_THE_FRAME)("%s", (_, path, ready) => {
  it("is accessible, fits and can be hit by a finger: light and dark, wide and narrow", async () => {
    await page.setViewportSize(SCREENS.wide);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(path());
    await ready(page);
    await expectSound(page);
    await inTheme(page, "dark");
    await expectSound(page);
    await page.setViewportSize(SCREENS.narrow);
    await ready(page);
    await expectSound(page);
  });
});

it("the theme a person chooses is kept, whatever the system says", async () => {
  await page.setViewportSize(SCREENS.wide);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`/a/${ids.client}/modules`);
  await page.getByRole("button", { name: /theme, security, sign out/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  expect(await page.evaluate(() => document.documentElement.hasAttribute("data-dark"))).toBe(true);
  await page.reload();
  await page.getByRole("link", { name: "WhatsApp" }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(15, 23, 42)");
});

it("the side bar folds, and stays folded", async () => {
  await page.getByRole("button", { name: "Collapse" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Expand the side bar" }).waitFor();
  await page.getByRole("link", { name: "Contacts" }).waitFor();
  await page.getByRole("button", { name: "Expand the side bar" }).click();
});

it("says so when the device is offline", async () => {
  await page.context().setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.context().setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });
});
