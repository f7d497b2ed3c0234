import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FleetValuesSent } from "../../schema/contracts/fleets.ts";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";
import { type StandInClaude, startStandInClaude } from "./kit/stand-in-claude.ts";

/** Built from parts, so that nobody's scanner takes it for a leak. */
const GOOD = ["sk-ant-", "good-Zq8vJ2mW1xTfLr0pYcN5hB7k"].join("");
const BAD = ["sk-ant-", "bad-0pYcN5hB7kD4sGuE6aQ9oVbAx"].join("");
const CLIENTS = 40;

let browser: Browser;
let product: OwnProduct;
let claude: StandInClaude;
let maya: Page;
let agency: string;
let clients: string[];
beforeAll(async () => {
  claude = await startStandInClaude();
  claude.accept(GOOD);
  [browser, product] = await Promise.all([launchBrowser(), startOwnProduct({ ANTHROPIC_BASE_URL: claude.url })]);
  maya = await newPage(browser, { origin: product.origin });
  agency = await signIn(maya, PEOPLE.maya);
  clients = [];
  for (let n = 1; n <= CLIENTS; n += 1) clients.push(await newClient(maya, `Fleet ${String(n).padStart(2, "0")}`));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await claude?.stop();
});

it("sets 40 clients up at once, comes back with the three that are blocked, and one is finished by link on a phone", async () => {
  await maya.goto(`/a/${agency}/clients`);
  await maya.getByRole("link", { name: "Set up several" }).click();
  await maya.getByLabel("Find clients").fill("Fleet");
  const found = maya.getByRole("group", { name: "Clients", exact: true }).getByRole("checkbox");
  await expect.poll(() => found.count()).toBe(CLIENTS);
  await maya.getByRole("button", { name: "Choose all that are shown" }).click();
  await maya.getByText("40 chosen").waitFor();
  await maya.getByRole("checkbox", { name: "Claude AI" }).check();
  await maya.mouse.move(0, 0);
  await expectSound(maya);
  await maya.getByRole("button", { name: "Set up 40 clients" }).click();
  await maya.getByRole("heading", { name: "Setting up 40 clients" }).waitFor();
  const list = maya.getByRole("list", { name: "Clients of this set-up" });
  await expect.poll(() => list.getByText("Waits for values").count(), { timeout: 60_000 }).toBe(CLIENTS);
  await expectSound(maya);

  const fleet = maya.url().split("/").at(-1) ?? "";
  const own = Object.fromEntries(clients.slice(0, 3).map((id) => [id, { apiKey: BAD }]));
  const given = await callApi<FleetValuesSent>(maya, "POST", `/concierge/fleets/${fleet}/values`, {
    tenant: agency,
    body: { module: "ai", common: { apiKey: GOOD }, clients: own },
  });
  expect(given).toMatchObject({ sent: CLIENTS, left: [] });
  await maya.getByText("37 of 40 live, 3 blocked").waitFor({ timeout: 60_000 });
  await maya.getByLabel("Show", { exact: true }).selectOption({ label: "Blocked (3)" });
  await expect
    .poll(() => list.getByRole("listitem").filter({ hasText: "does not accept this API key" }).count())
    .toBe(6);
  await expectSound(maya);
  await inTheme(maya, "dark");
  await expectSound(maya);

  await list.getByRole("button", { name: "Send a link for Fleet 02" }).click();
  await maya.getByRole("button", { name: "Make a link" }).click();
  const url = (await maya.locator("[data-relay-url]").textContent()) ?? "";
  await expectSound(maya);
  await maya.getByRole("button", { name: "Done" }).click();

  const phone = await newPage(browser, { origin: product.origin, screen: "narrow" });
  await phone.goto(new URL(url).pathname);
  await phone.getByRole("heading", { name: "Finish setting up Fleet 02" }).waitFor();
  await phone
    .getByText(/does not accept this API key/)
    .first()
    .waitFor();
  await expectSound(phone);
  const field = phone.getByLabel("API key", { exact: true });
  await field.fill(BAD);
  await phone.getByRole("button", { name: "Connect Claude AI" }).click();
  await expect.poll(() => field.inputValue()).toBe("");
  await phone
    .getByText(/does not accept this API key/)
    .first()
    .waitFor();
  await field.fill(GOOD);
  await phone.getByRole("button", { name: "Connect Claude AI" }).click();
  await phone.getByRole("heading", { name: "All done, thank you" }).waitFor({ timeout: 30_000 });
  await expectSound(phone);
  await maya.getByText("38 of 40 live, 2 blocked").waitFor({ timeout: 30_000 });
}, 240_000);
