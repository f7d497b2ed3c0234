import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { newTenant, PEOPLE, signIn } from "./kit/people.ts";
import { productUrl } from "./kit/product.ts";

const PASSWORD = "tomatoes are fruit";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Passkeys need an address with a name. */
const origin = productUrl().replace("127.0.0.1", "localhost");
const words = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** A device that knows its person, on this page. */
async function deviceOn(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** An agency of its own, and its administrator, signed in by the password alone. */
async function newAgency(screen: Screen): Promise<{ page: Page; agency: string; email: string }> {
  const above = await newPage(browser, { origin });
  await signIn(above, PEOPLE.olivia);
  const agency = await newTenant(above, { type: "agency", name: "Harbour" });
  const email = `boss-${Date.now().toString(36)}@harbour.example`;
  const body = { email, role: "agency_admin" };
  await callApi(above, "POST", "/invitations", { tenant: agency, body });
  const { docs } = await callApi<{ docs: { to: string; text: string }[] }>(above, "GET", "/sandbox/mails");
  const token = /\/invitations\/(\S+)/.exec(docs.find(({ to }) => to === email)?.text ?? "")?.[1];
  await above.context().close();
  const page = await newPage(browser, { screen, origin });
  const accepted = await page.request.post("/api/invitations/accept", {
    data: { token, name: "Bo Harbour", password: PASSWORD },
  });
  expect(accepted.ok(), await accepted.text()).toBe(true);
  return { page, agency, email };
}

it.each<[Screen]>([["wide"], ["narrow"]])(
  "adds a passkey, signs in with it, asks everyone for as much, and leads who has none to one: %s",
  { timeout: 120_000 },
  async (screen) => {
    const { page, agency, email } = await newAgency(screen);
    await deviceOn(page);
    await page.goto(`/a/${agency}/settings/security`);
    await page.getByText("You have none yet.").waitFor();
    await page.getByRole("button", { name: "Add a passkey" }).click();
    const dialog = page.getByRole("dialog");
    await words(page, "Your password").fill("not it");
    await dialog.getByRole("button", { name: "Go on" }).click();
    await dialog.getByText("This is not your password.").waitFor();
    await expectSound(page);
    await dialog.getByLabel("Name").fill("Harbour laptop");
    await words(page, "Your password").fill(PASSWORD);
    await dialog.getByRole("button", { name: "Go on" }).click();
    await page.getByText("not used yet").waitFor();
    await page.getByRole("button", { name: "Rename Harbour laptop" }).click();
    await dialog.getByLabel("Name").fill("Laptop");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Remove Laptop" }).waitFor();
    await expectSound(page);

    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/a\/ten_/);

    await page.goto(`/a/${agency}/settings/sign-in`);
    await page.getByText("the one person here has one").waitFor();
    await page.getByRole("button", { name: "Ask everyone" }).click();
    await expectSound(page);
    await dialog.getByRole("button", { name: "Ask everyone" }).click();
    await page.getByText("Asked for", { exact: true }).waitFor();
    await inTheme(page, "dark");
    await expectSound(page);

    // By the password alone, somewhere else.
    const elsewhere = await newPage(browser, { screen, origin });
    await signIn(elsewhere, email, PASSWORD);
    await elsewhere.goto(`/a/${agency}/clients`);
    await elsewhere.getByRole("heading", { name: "More than a password" }).waitFor();
    await elsewhere.getByRole("button", { name: "Sign in again" }).waitFor();
    await expectSound(elsewhere);
    await elsewhere.getByRole("button", { name: "Sign in again" }).click();
    await elsewhere.waitForURL(/\/sign-in/);
    await elsewhere.context().close();

    await page.goto(`/a/${agency}/settings/security`);
    await page.getByRole("button", { name: "Remove Laptop" }).click();
    await words(page, "Your password").fill(PASSWORD);
    await expectSound(page);
    await dialog.getByRole("button", { name: "Remove it" }).click();
    // It was the last: the account closes, and opens again with a new one.
    await page.getByRole("heading", { name: "More than a password" }).waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await words(page, "Your password").fill(PASSWORD);
    await dialog.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "Security" }).waitFor();
    expect(page.url()).toContain("/settings/security");
    await page.context().close();
  },
);

it.each<[Screen]>([["wide"], ["narrow"]])(
  "connects the agency's own sign-in, and comes in by it: %s",
  { timeout: 120_000 },
  async (screen) => {
    const { page, agency, email } = await newAgency(screen);
    await page.goto(`/a/${agency}/settings/sign-in`);
    await page.getByText("None is connected.").waitFor();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Harbour ID");
    await dialog.getByLabel("Issuer").fill("https://127.0.0.1");
    await dialog.getByLabel("Client id").fill("trellis");
    await dialog.getByLabel("Client secret").fill("a secret");
    await dialog.getByRole("button", { name: "Connect" }).click();
    await dialog.getByText("must be a public name").waitFor();
    await expectSound(page);
    await dialog.getByRole("button", { name: "Use the test provider" }).click();
    await dialog.getByRole("button", { name: "Connect" }).click();
    await page.getByText("0 people have signed in with it").waitFor();
    await expectSound(page);
    const link = (await page.getByText(/\/sign-in\/agency\?agency=/).textContent()) ?? "";

    await page.context().clearCookies();
    await page.goto(link.trim());
    await page.getByText("You go on at Test provider").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Continue with Test provider" }).click();
    await page.getByRole("heading", { name: "Test provider" }).waitFor();
    await expectSound(page);
    await words(page, "E-mail").fill("nobody@harbour.example");
    await page.getByRole("button", { name: "Go back to Trellis" }).click();
    await page.getByRole("heading", { name: "You are not signed in" }).waitFor();
    await page.getByText("Nobody with that proved address works here.").waitFor();
    await inTheme(page, "dark");
    await expectSound(page);

    await page.getByRole("link", { name: "Try again" }).click();
    // The agency's address is remembered.
    await page.getByRole("button", { name: "Continue with your agency" }).click();
    await words(page, "E-mail").fill(email);
    await page.getByRole("button", { name: "Go back to Trellis" }).click();
    await page.waitForURL(/\/a\/ten_/);
    expect(page.url()).toContain(agency);
    await page.goto(`/a/${agency}/settings/sign-in`);
    await page.getByText("1 person has signed in with it").waitFor();
    await page.getByRole("button", { name: "Turn off" }).click();
    await dialog.getByRole("button", { name: "Turn it off" }).click();
    // This very session was the provider's.
    await page.waitForURL(/\/sign-in/);
    await page.context().close();
  },
);
