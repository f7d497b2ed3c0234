import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage, type Screen, SCREENS } from "./kit/browser.ts";
import { changeBehind } from "./kit/own-database.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { installSandbox, newClient, PEOPLE, signIn } from "./kit/people.ts";

const BOTH: Screen[] = ["wide", "narrow"];

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

describe.each(BOTH)("a module on a %s screen", (screen) => {
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

    // An agency asks whoever stands above it: the platform.
    await agency.goto(`/a/${northlight}/modules`);
    await agency.getByText("Not in your plan", { exact: true }).waitFor();
    await expectWhole(agency);
    await agency.getByRole("link", { name: "Instagram" }).click();
    await agency.getByRole("button", { name: "Request access" }).click();
    await agency.getByLabel("What do you need it for?").fill("Three clients ask for it");
    await agency.getByRole("button", { name: "Send request" }).click();
    await agency.getByRole("heading", { name: "Instagram is asked for" }).waitFor();
    await expectWhole(agency);
    await platform.goto(`/a/${root}/module-requests`);
    const asks = platform.getByRole("listitem", { name: "Instagram for Northlight Media" });
    await asks.getByText("Three clients ask for it").waitFor();
    await platform.getByRole("button", { name: "Approve Instagram for Northlight Media" }).click();
    await platform.getByRole("heading", { name: "Nothing waits" }).waitFor();
    await agency.reload();
    await agency.getByText(/By the platform: Olivia/).waitFor();
    await expectWhole(agency);
    await agency.getByRole("link", { name: "Deploy it to clients" }).click();
    await expect.poll(() => agency.getByLabel("Module", { exact: true }).inputValue()).toBe("instagram");
    await callApi(platform, "DELETE", `/tenants/${northlight}/modules/instagram/grant`, { tenant: root });

    const { docs } = await callApi<{ docs: { id: string; module: string }[] }>(client, "GET", "/integrations");
    const installed = docs.find(({ module }) => module === "instagram");
    await callApi(client, "DELETE", `/integrations/${installed?.id}`);
    for (const page of [client, agency, platform]) await page.context().close();
  });

  it("is held at an earlier version, released, and upgraded once somebody has read what is new", async () => {
    const { page: agency } = await as(PEOPLE.maya, screen);
    const client = await newClient(agency, `Harbour ${screen}`);
    await installSandbox(agency, client);
    expect(
      changeBehind(
        product,
        "UPDATE integrations SET version = '0.9.0' WHERE tenant_id = ? AND module = 'whatsapp'",
        client,
      ),
    ).toBe(1);

    await agency.goto(`/a/${client}/modules`);
    await agency.getByText("Upgrade there", { exact: true }).waitFor();
    await agency.getByRole("link", { name: "WhatsApp" }).click();
    await agency.getByRole("heading", { name: /^Version .* of WhatsApp is there$/ }).waitFor();
    await agency.getByRole("heading", { name: "New in 1.0.0" }).waitFor();
    await expectWhole(agency);
    await agency.getByRole("button", { name: "Stay on 0.9.0" }).click();
    await agency.getByRole("heading", { name: "WhatsApp is held at version 0.9.0" }).waitFor();
    expect(await agency.getByRole("button", { name: /^Upgrade to/ }).count()).toBe(0);
    await expectWhole(agency);
    await agency.getByRole("button", { name: "Release" }).click();
    await agency.getByRole("button", { name: /^Upgrade to/ }).click();
    await agency.getByText(/WhatsApp is at version/).waitFor();
    await agency.getByRole("heading", { name: /of WhatsApp is there$/ }).waitFor({ state: "detached" });
    await agency.getByRole("heading", { name: "WhatsApp works, in test mode." }).waitFor();
    await expectWhole(agency);
    await agency.context().close();
  });
});

it(
  "a module whose check failed by itself says so, and is at rest again once the clock had it checked",
  { timeout: 150_000 },
  async () => {
    const { page: agency } = await as(PEOPLE.maya, "wide");
    const client = await newClient(agency, "Brisa");
    await installSandbox(agency, client);
    const [installed] = (await callApi<{ docs: { id: string }[] }>(agency, "GET", "/integrations", { tenant: client }))
      .docs;
    const watch = (set: string) =>
      changeBehind(product, `UPDATE integration_watches SET ${set} WHERE integration_id = ?`, installed?.id ?? "");
    expect(watch("failures = 1, failing_since = 1, reason = 'Meta did not answer in time.'")).toBe(1);
    await agency.goto(`/a/${client}/modules/whatsapp`);
    await agency.getByText("Meta did not answer in time.").waitFor();
    await agency.getByRole("heading", { name: "WhatsApp works, in test mode." }).waitFor();
    for (const screen of BOTH) {
      await agency.setViewportSize(SCREENS[screen]);
      await expectWhole(agency);
    }

    // Due now: the clock sends it, and the queue has it checked.
    expect(watch("due_at = 1")).toBe(1);
    await expect
      .poll(
        async () => {
          await agency.reload();
          await agency.getByText(/Next check/).waitFor();
          return agency.getByText("Meta did not answer in time.").count();
        },
        { timeout: 110_000, interval: 4_000 },
      )
      .toBe(0);
    await expectWhole(agency);
    await agency.context().close();
  },
);
