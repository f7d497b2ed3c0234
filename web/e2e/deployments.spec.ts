import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newTenant, signIn } from "./kit/people.ts";
import { KNOWN_NUMBER, startStandInGraph } from "./kit/stand-in-graph.ts";

const ADMIN = { email: "admin@trellis.example", password: "a long enough password" };
const SCREENS: Screen[] = ["wide", "narrow"];

let browser: Browser;
let graph: Awaited<ReturnType<typeof startStandInGraph>>;
let product: OwnProduct;
beforeAll(async () => {
  browser = await launchBrowser();
  graph = await startStandInGraph();
  product = await startOwnProduct({
    META_GRAPH_URL: graph.url,
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await graph?.stop();
});

describe.each(SCREENS)("deploying a module on a %s screen", (screen) => {
  it("to every client: what changes, progress on two devices, a client finishes connecting, and it is taken back", async () => {
    const page = await newPage(browser, { origin: product.origin, screen });
    await signIn(page, ADMIN.email, ADMIN.password);
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
    const other = await newPage(browser, { origin: product.origin, screen: "wide" });
    await signIn(other, ADMIN.email, ADMIN.password);
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
});
