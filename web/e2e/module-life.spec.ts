import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { PEOPLE, signIn } from "./kit/people.ts";

const SCREENS: Screen[] = ["wide", "narrow"];

let browser: Browser;
let product: OwnProduct;
beforeAll(async () => {
  browser = await launchBrowser();
  product = await startOwnProduct({});
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function as(email: string, screen: Screen): Promise<{ page: Page; home: string }> {
  const page = await newPage(browser, { origin: product.origin, screen });
  return { page, home: await signIn(page, email) };
}

/** Nothing wrong in either theme. */
async function expectWhole(page: Page): Promise<void> {
  await expectSound(page);
  await inTheme(page, "dark");
  await expectSound(page);
  await inTheme(page, "light");
}

describe.each(SCREENS)("a module on a %s screen", (screen) => {
  it("is not in the plan, is asked for, declined, asked for again, approved, and connected", async () => {
    const { page: platform, home: root } = await as(PEOPLE.olivia, screen);
    await callApi(platform, "PATCH", "/modules/instagram", { tenant: root, body: { plans: [] } });
    const { page: client, home } = await as(PEOPLE.ines, screen);
    const { page: agency, home: northlight } = await as(PEOPLE.maya, screen);

    await client.goto(`/a/${home}/modules/instagram`);
    await client.getByRole("heading", { name: /Instagram is not part of the/ }).waitFor();
    await client.getByRole("button", { name: "Request access" }).click();
    await client.getByLabel("What do you need it for?").fill("Guests ask us there");
    await expectWhole(client);
    await client.getByRole("button", { name: "Send request" }).click();
    await client.getByRole("heading", { name: "Instagram is asked for" }).waitFor();
    await expectWhole(client);

    await agency.goto(`/a/${northlight}/module-requests`);
    const row = agency.getByRole("listitem", { name: "Instagram for Casa Lumen" });
    await row.getByText("Guests ask us there").waitFor();
    await expectWhole(agency);
    await agency.getByRole("button", { name: "Decline Instagram for Casa Lumen" }).click();
    const decline = agency.getByRole("button", { name: "Decline request" });
    await decline.click();
    await agency.getByText("Say why: the account reads it.").waitFor();
    await expectWhole(agency);
    await agency.getByLabel("Reason").fill("Not before June");
    await decline.click();
    await agency.getByRole("heading", { name: "Nothing waits" }).waitFor();
    await expectWhole(agency);

    await client.reload();
    await client.getByText("Not before June").waitFor();
    await expectWhole(client);
    await client.getByRole("button", { name: "Ask again" }).click();
    await client.getByRole("button", { name: "Send request" }).click();
    await client.getByRole("button", { name: "Take the request back" }).waitFor();
    await client.goto(`/a/${home}/modules`);
    await client.getByText("Asked for", { exact: true }).waitFor();

    await agency.reload();
    await agency.getByRole("button", { name: "Approve Instagram for Casa Lumen" }).click();
    await agency.getByRole("heading", { name: "Nothing waits" }).waitFor();
    await agency.getByRole("radio", { name: "Settled" }).check();
    await row.getByText(/Approved by Maya/).waitFor();
    await expectWhole(agency);

    await client.goto(`/a/${home}/modules/instagram`);
    await client.getByText(/By the agency: Maya/).waitFor();
    await expectWhole(client);
    await client.getByRole("button", { name: "Try it in sandbox" }).click();
    await client.getByRole("heading", { name: "Instagram works, in test mode." }).waitFor();

    // Whoever gave it takes it back; what is installed stays.
    await agency.goto(`/a/${home}/modules/instagram`);
    await agency.getByRole("button", { name: "Take back" }).click();
    await agency.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await agency.getByText("Instagram is taken back.").waitFor();
    await agency.getByRole("heading", { name: "Instagram works, in test mode." }).waitFor();
    await client.reload();
    await client.getByRole("heading", { name: "Instagram works, in test mode." }).waitFor();
    expect(await client.getByText(/By the agency/).count()).toBe(0);

    const { docs } = await callApi<{ docs: { id: string; module: string }[] }>(client, "GET", "/integrations");
    const installed = docs.find(({ module }) => module === "instagram");
    await callApi(client, "DELETE", `/integrations/${installed?.id}`);
    for (const page of [client, agency, platform]) await page.context().close();
  });
});
