import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";
import { productUrl } from "./kit/product.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
/** An account's own address, which browsers find on this machine by themselves. */
async function addressOf(page: Page, tenant: string): Promise<string> {
  const { slug } = await callApi<{ slug: string }>(page, "GET", `/tenants/${tenant}`);
  return `http://${slug}.localhost:${new URL(productUrl()).port}`;
}
/** A domain nobody else's test has. */
const freshDomain = (stem: string) => `${stem}-${Date.now().toString(36)}.example`;

it("an account chooses its looks and wears them, at the sign-in page of its own address too", async () => {
  const page = await newPage(browser);
  await signIn(page, PEOPLE.maya);
  const client = await newClient(page, "Fern Bakery");
  await page.goto(`/a/${client}/settings/branding`);

  const save = page.getByRole("button", { name: "Save" });
  await page.getByLabel(/^Name/).fill("Fern");
  const accent = page.getByLabel(/^Accent/);
  await accent.fill("#f59e0b");
  await page.getByText("Too light: white words on it have a contrast of 2.1 : 1").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await expectSound(page);
  await page.getByRole("button", { name: "Use #" }).click();
  await page.getByText("easy to read").waitFor();
  await page.getByRole("region", { name: "Preview" }).getByText("Sign in to Fern").first().waitFor();
  await save.click();
  await page.getByRole("link", { name: "Fern, start of this account" }).waitFor();
  await page.waitForFunction(() => document.documentElement.dataset["accent"] === "brand");

  await page
    .getByLabel("Logo file")
    .setInputFiles({ name: "l.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await page.getByText("A logo is a PNG, JPEG or WebP picture.").waitFor();
  await page.getByLabel("Logo file").setInputFiles({ name: "l.png", mimeType: "image/png", buffer: PIXEL });
  await page.getByRole("button", { name: "Take off" }).waitFor();
  await expectSound(page);

  const address = await addressOf(page, client);
  const visitor = await newPage(browser, { screen: "narrow", theme: "dark", origin: address });
  await visitor.goto("/sign-in");
  await visitor.getByRole("heading", { name: "Sign in to Fern" }).waitFor();
  await visitor.waitForFunction(() => document.documentElement.dataset["accent"] === "brand");
  expect(await visitor.title()).toBe("Sign in · Fern");
  await visitor.locator('main img[src^="/api/brand/logos/"]').waitFor();
  await expectSound(visitor);
  // Signed in there, one is in that account; what else one reaches is not there.
  await visitor.getByLabel("E-mail").fill(PEOPLE.maya);
  await visitor.getByLabel("Password", { exact: true }).fill("trellis-demo");
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await visitor.waitForURL(`${address}/a/${client}/welcome`);
  await visitor.context().close();
  await page.context().close();
});

it("a domain is proved by its record, and who has an address of it joins", async () => {
  const page = await newPage(browser);
  await signIn(page, PEOPLE.maya);
  const client = await newClient(page, "Moss Clinic");
  const domain = freshDomain("moss");
  await page.goto(`/a/${client}/settings/domains`);
  await page.getByText("No domains of your own yet").waitFor();
  await expectSound(page);
  await page.getByLabel("For").selectOption({ label: "Joining by e-mail address" });
  await page.getByLabel("Domain", { exact: true }).fill(domain);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("heading", { name: domain }).getByText("To be proved").waitFor();
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("The record was not found.").waitFor();
  await expectSound(page);
  await page.getByRole("link", { name: "sandbox's DNS" }).click();
  await page.getByRole("button", { name: "Write record" }).click();
  await page.getByText(`_trellis.${domain}`).waitFor();
  await expectSound(page);
  await page.goBack();
  const verified = page.getByRole("heading", { name: domain }).getByText("Verified");
  // Right after a look another one is not taken.
  await expect
    .poll(
      async () => {
        await page.getByRole("button", { name: "Check now" }).click();
        return verified.isVisible();
      },
      { timeout: 10_000, interval: 1_000 },
    )
    .toBe(true);
  await page.getByLabel(`Who has an address at ${domain} may join`).selectOption({ label: "As account member" });
  await page.getByText("answers for them").waitFor();
  await expectSound(page);

  const email = `ana@${domain}`;
  const joining = await newPage(browser, { screen: "narrow" });
  await joining.goto("/sign-in");
  await joining.getByRole("link", { name: "Join your organisation" }).click();
  // The page it leads from has an e-mail field too.
  await joining.getByRole("heading", { name: "Join your organisation" }).waitFor();
  await joining.getByLabel("E-mail").fill(email);
  await expectSound(joining);
  await joining.getByRole("button", { name: "Send me a link" }).click();
  await joining.getByText("Look into your mail").waitFor();
  await expectSound(joining);
  const link = await linkTo(joining, email);
  await joining.goto(link);
  await expectSound(joining);
  await joining.getByRole("button", { name: "Go on" }).click();
  await joining.getByLabel("Your name").fill("Ana Prado");
  await joining.getByLabel("Password", { exact: true }).fill("tomatoes are fruit");
  await joining.getByRole("button", { name: /^Join/ }).click();
  await joining.waitForURL(`**/a/${client}/inbox`);
  // Who may not change settings reads them.
  await joining.goto(`/a/${client}/settings/domains`);
  await joining.getByText("People join as account member.").waitFor();
  expect(await joining.getByRole("button", { name: "Check now" }).count()).toBe(0);
  await expectSound(joining);
  await joining.goto(`/a/${client}/settings/branding`);
  await joining.getByText("An administrator of the account can change it.").waitFor();
  await expectSound(joining);
  await joining.context().close();
  await page.context().close();
});

/** The path that the newest mail to an address leads to. */
async function linkTo(page: Page, email: string): Promise<string> {
  let link = "";
  await expect
    .poll(
      async () => {
        const answer = await page.request.get("/api/sandbox/mails");
        const { docs } = (await answer.json()) as { docs: { to: string; text: string }[] };
        link = /\/join\/\S+/.exec(docs.find(({ to }) => to === email)?.text ?? "")?.[0] ?? "";
        return link;
      },
      { timeout: 10_000 },
    )
    .not.toBe("");
  return link;
}
