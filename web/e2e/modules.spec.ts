import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { type OwnProduct, startOwnProduct } from "./kit/own-product.ts";
import { newClient, newTenant, PEOPLE, signIn } from "./kit/people.ts";
import { KNOWN_NUMBER, startStandInGraph } from "./kit/stand-in-graph.ts";

const ADMIN = { email: "admin@trellis.example", password: "a long enough password" };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("connecting WhatsApp with the account's own number", () => {
  let graph: Awaited<ReturnType<typeof startStandInGraph>>;
  let product: OwnProduct;
  beforeAll(async () => {
    graph = await startStandInGraph();
    product = await startOwnProduct({
      META_GRAPH_URL: graph.url,
      TRELLIS_SEED: "0",
      TRELLIS_ADMIN_EMAIL: ADMIN.email,
      TRELLIS_ADMIN_PASSWORD: ADMIN.password,
    });
  });
  afterAll(async () => {
    await product?.stop();
    await graph?.stop();
  });

  it("says what is wrong with each value, tells the provider's reason, and connects once corrected", async () => {
    const page = await newPage(browser, { origin: product.origin });
    await signIn(page, ADMIN.email, ADMIN.password);
    const agency = await newTenant(page, { type: "agency", name: "Harbour" });
    const client = await newTenant(page, { type: "subaccount", name: "Own number", parent: agency });
    await page.goto(`/a/${client}/modules`);
    await page.getByRole("link", { name: "WhatsApp" }).click();

    const token = page.getByLabel("Access token", { exact: true });
    const connect = page.getByRole("button", { name: "Connect and verify" });
    await connect.click();
    expect(await page.getByText("This is needed.").count()).toBe(3);
    await expectSound(page);
    await page.getByLabel("Phone number ID").fill("+44 7700 900123");
    await page.getByLabel("WhatsApp Business Account ID").fill(KNOWN_NUMBER.businessAccountId);
    await token.fill("EAAG-wrong-token-0000");
    await connect.click();
    await page.getByText("must be the id: digits only").waitFor();
    expect(await token.getAttribute("type")).toBe("password");

    await page.getByLabel("Phone number ID").fill(KNOWN_NUMBER.phoneNumberId);
    await connect.click();
    await page.getByRole("heading", { name: "WhatsApp does not work at the moment." }).waitFor();
    await page.getByText("What to do:").waitFor();
    await page.getByText("•••• 0000").waitFor();
    await expectSound(page);

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

    await page.getByRole("button", { name: "Uninstall" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Uninstall" }).click();
    await page.waitForURL(`**/a/${client}/modules`);
    await page.getByRole("listitem").filter({ hasText: "WhatsApp" }).getByText("Connect", { exact: true }).waitFor();
    await page.context().close();
  });
});

describe("trying WhatsApp in the sandbox", () => {
  it("is one press from the install page, and leads to the phone", async () => {
    const page = await newPage(browser, { screen: "narrow" });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, "Sandbox try");
    await page.goto(`/a/${client}/modules/whatsapp`);
    await page.getByRole("button", { name: "Try it in sandbox" }).click();
    await page.getByRole("heading", { name: "WhatsApp works, in test mode." }).waitFor();
    await page.getByRole("link", { name: "Open the customer's phone" }).click();
    await page.getByRole("region", { name: "Elena Rossi's phone" }).waitFor();
    await page.context().close();
  });

  it("shows a viewer how it stands, and no acts", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.vera);
    await page.goto(`/a/${home}/modules/whatsapp`);
    await page.getByRole("heading", { name: "WhatsApp", level: 1 }).waitFor();
    expect(await page.locator("main").getByRole("button").count()).toBe(0);
    await page.context().close();
  });
});
