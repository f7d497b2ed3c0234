import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newClient, newTenant, PEOPLE, signIn } from "./kit/people.ts";
import { type StandInClaude, startStandInClaude } from "./kit/stand-in-claude.ts";
import { KNOWN_NUMBER, startStandInGraph } from "./kit/stand-in-graph.ts";

const SCREENS: Screen[] = ["wide", "narrow"];
const KEY = "sk-ant-api03-of-the-agency-9Qx7";
const NEXT_KEY = "sk-ant-api03-the-next-one-4f2a";

let browser: Browser;
let graph: Awaited<ReturnType<typeof startStandInGraph>>;
let claude: StandInClaude;
let product: OwnProduct;
beforeAll(async () => {
  browser = await launchBrowser();
  graph = await startStandInGraph();
  claude = await startStandInClaude();
  product = await startOwnProduct({ META_GRAPH_URL: graph.url, ANTHROPIC_BASE_URL: claude.url });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await graph?.stop();
  await claude?.stop();
});

/** Signed in as somebody of the demo data. */
async function as(email: string, screen: Screen): Promise<{ page: Page; home: string }> {
  const page = await newPage(browser, { origin: product.origin, screen });
  return { page, home: await signIn(page, email) };
}

describe.each(SCREENS)("deploying a module on a %s screen", (screen) => {
  it("to every client: what changes, progress on two devices, a client finishes connecting, and it is taken back", async () => {
    const { page } = await as(PEOPLE.olivia, screen);
    const agency = await newTenant(page, { type: "agency", name: `Harbour ${screen}` });
    const client = await newTenant(page, { type: "subaccount", name: `Anchor ${screen}`, parent: agency });
    await newTenant(page, { type: "subaccount", name: `Buoy ${screen}`, parent: agency });

    await page.goto(`/a/${agency}/deployments`);
    await page.getByRole("heading", { name: "Nothing deployed yet" }).waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Deploy a module" }).click();
    await page.getByLabel("Module", { exact: true }).selectOption("whatsapp");
    await page.getByRole("radio", { name: "I share mine" }).check();
    await page.getByRole("button", { name: "See what changes" }).click();
    await page.getByText("This is needed.").waitFor();
    await page.getByLabel("Access token", { exact: true }).fill(KNOWN_NUMBER.accessToken);
    await page.getByRole("button", { name: "See what changes" }).click();
    await page.getByText("2 will be asked for something of their own before it works.").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Start the deployment" }).click();

    // Both clients have it in a moment, and are asked for their own.
    await page.getByRole("progressbar", { name: "Progress" }).waitFor();
    const clients = page.getByRole("list", { name: "Clients of this deployment" });
    await clients.getByText("Client to finish").nth(1).waitFor();
    await page.getByText("started it").waitFor();
    await expectSound(page);

    // Another device of the agency looks on while the client finishes.
    const { page: other } = await as(PEOPLE.olivia, "wide");
    await other.goto(page.url());
    const seen = other.getByRole("list", { name: "Clients of this deployment" });
    await seen.getByText("Client to finish").nth(1).waitFor();

    await page.goto(`/a/${client}/modules/whatsapp`);
    await page.getByRole("heading", { name: "Finish connecting WhatsApp" }).waitFor();
    expect(await page.getByLabel("Access token", { exact: true }).count()).toBe(0);
    await expectSound(page);
    await page.getByLabel("Phone number ID").fill(KNOWN_NUMBER.phoneNumberId);
    await page.getByLabel("WhatsApp Business Account ID").fill(KNOWN_NUMBER.businessAccountId);
    await page.getByRole("button", { name: "Connect and verify" }).click();
    await page.getByText("Shared by your agency").waitFor();
    await expectSound(page);

    await seen.getByText("Connected").waitFor();

    // Changed for all of them at once: what they may do, and what they share.
    await other.getByRole("button", { name: "Change settings" }).click();
    const changing = other.getByRole("dialog", { name: "Change the settings" });
    await changing.getByRole("switch", { name: "Clients may customise" }).click();
    await expectSound(other);
    await changing.getByRole("button", { name: "Save for all clients" }).click();
    await changing.waitFor({ state: "detached" });
    await other.getByText("changed what is deployed").waitFor();
    const share = async (token: string) => {
      await other.getByRole("button", { name: "Replace for all" }).click();
      const dialog = other.getByRole("dialog", { name: "Replace what you share" });
      await dialog.getByLabel("Access token", { exact: true }).fill(token);
      await dialog.getByRole("button", { name: "Replace and verify all" }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await share("EAAG-revoked-token");
    const anchor = seen.getByRole("listitem").filter({ hasText: `Anchor ${screen}` });
    await anchor.getByText("Failed", { exact: true }).waitFor();
    await anchor.getByText(/token/i).first().waitFor();
    await expectSound(other);
    await share(KNOWN_NUMBER.accessToken);
    await anchor.getByText("Connected", { exact: true }).waitFor();
    await other.getByRole("button", { name: "Take back from clients" }).click();
    await other.getByRole("button", { name: "Take back", exact: true }).click();
    await seen.getByText("Taken out").nth(1).waitFor();
    await other.getByText("took it back").waitFor();
    await expectSound(other);
    await page.context().close();
    await other.context().close();
  });

  it("to some: settings of their own are refused, allowed and put to sleep, and what is shared is replaced once for all who lean on it", async () => {
    claude.accept(KEY);
    const { page: client, home } = await as(PEOPLE.ines, screen);
    const { docs } = await callApi<{ docs: { id: string; module: string }[] }>(client, "GET", "/integrations");
    for (const { id } of docs.filter(({ module }) => module === "ai"))
      await callApi(client, "DELETE", `/integrations/${id}`);
    const { page: agency, home: northlight } = await as(PEOPLE.maya, screen);
    const pier = `Pier ${screen}`;
    await newClient(agency, pier);

    await agency.goto(`/a/${northlight}/deployments/new`);
    await agency.getByLabel("Module", { exact: true }).selectOption("ai");
    await agency.getByRole("radio", { name: "Some" }).check();
    expect(await agency.getByRole("button", { name: "See what changes" }).isDisabled()).toBe(true);
    for (const name of [pier, "Casa Lumen"]) {
      await agency.getByRole("textbox", { name: "Find clients" }).fill(name);
      await agency.getByRole("checkbox", { name }).check();
    }
    await agency.getByRole("radio", { name: "I share mine" }).check();
    await agency.getByLabel("API key", { exact: true }).fill(KEY);
    await agency.getByLabel("Monthly limit in US dollars").fill("40");
    await agency.getByRole("button", { name: "See what changes" }).click();
    await agency.getByText("2 clients: 2 get it.").waitFor();
    await expectSound(agency);
    await agency.getByRole("button", { name: "Start the deployment" }).click();
    const clients = agency.getByRole("list", { name: "Clients of this deployment" });
    await clients.getByText("Connected", { exact: true }).nth(1).waitFor();
    await agency.getByText(/^2 clients lean on them/).waitFor();

    // The agency's alone: shown with where it comes from, and nothing to press.
    const limit = client.getByLabel("Monthly limit in US dollars");
    const save = client.getByRole("button", { name: "Save settings" });
    const originOf = (setting: string) =>
      client.locator("dl > div").filter({ has: client.getByText(setting, { exact: true }) });
    await client.goto(`/a/${home}/modules/ai`);
    await client.getByText("Your agency looks after these. Ask there for a change.").waitFor();
    expect([await limit.isDisabled(), await limit.inputValue()]).toEqual([true, "40"]);
    for (const name of ["Save settings", "Turn off", "Uninstall", "Replace"])
      expect(await client.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    await originOf("Monthly limit in US dollars").getByText("From your agency").waitFor();
    await originOf("Model").getByText("Module default").waitFor();
    await client.getByText("Shared by your agency").waitFor();
    expect(await client.content()).not.toContain(KEY.slice(-4));
    await expectSound(client);

    // Allowed: the client's own value holds over the agency's, whatever that becomes.
    const change = async (act: () => Promise<void>) => {
      await agency.getByRole("button", { name: "Change settings" }).click();
      await act();
      await agency.getByRole("button", { name: "Save for all clients" }).click();
      await agency.getByRole("dialog").waitFor({ state: "detached" });
      await agency.getByText("Done", { exact: true }).waitFor();
    };
    const allow = () => agency.getByRole("switch", { name: "Clients may customise" }).click();
    const dialogLimit = agency.getByRole("dialog").getByLabel("Monthly limit in US dollars");
    await change(allow);
    await expect
      .poll(async () => {
        await client.reload();
        await limit.waitFor();
        return limit.isDisabled();
      })
      .toBe(false);
    await limit.fill("25");
    await save.click();
    await client.getByText("Saved.").waitFor();
    await originOf("Monthly limit in US dollars").getByText("Your own").waitFor();
    await expectSound(client);
    await change(() => dialogLimit.fill("60"));
    await client.reload();
    await limit.waitFor();
    expect(await limit.inputValue()).toBe("25");

    // Taken back while the client's screen still offers it: refused with the reason, and the agency's value holds.
    await change(allow);
    await agency.getByText("Settings are yours alone").waitFor();
    await limit.fill("30");
    await save.click();
    await client
      .getByRole("alert")
      .filter({ hasText: /agency/i })
      .waitFor();
    await expectSound(client);
    await client.reload();
    await originOf("Monthly limit in US dollars").getByText("From your agency").waitFor();
    expect([await limit.isDisabled(), await limit.inputValue()]).toEqual([true, "60"]);

    // Replaced once: what the provider refuses reaches nobody, and everybody who leans on it is asked about the new one.
    const replace = async (key: string) => {
      await agency.getByRole("dialog").getByLabel("API key", { exact: true }).fill(key);
      await agency.getByRole("button", { name: "Replace and verify all" }).click();
    };
    await agency.getByRole("button", { name: "Replace for all" }).click();
    await replace("sk-ant-api03-somebody-elses");
    await agency.getByRole("dialog").getByRole("alert").filter({ hasText: /key/i }).first().waitFor();
    await expectSound(agency);
    claude.accept(NEXT_KEY);
    const before = claude.asked(NEXT_KEY);
    await replace(NEXT_KEY);
    await agency.getByRole("dialog").waitFor({ state: "detached" });
    await agency.getByText(`•••• ${NEXT_KEY.slice(-4)}`).waitFor();
    await agency.getByText("Done", { exact: true }).waitFor();
    await clients.getByText("Connected", { exact: true }).nth(1).waitFor();
    expect(claude.asked(NEXT_KEY) - before).toBe(3);
    await agency.getByText("replaced the shared credentials").waitFor();
    await expectSound(agency);
    await client.getByRole("button", { name: "Check again" }).click();
    await client.getByText("Claude AI works.").first().waitFor();

    await agency.getByRole("button", { name: "Take back from clients" }).click();
    await agency.getByRole("button", { name: "Take back", exact: true }).click();
    await clients.getByText("Taken out").nth(1).waitFor();
    await client.reload();
    await client.getByRole("button", { name: "Connect and verify" }).waitFor();
    for (const page of [client, agency]) await page.context().close();
  });
});
