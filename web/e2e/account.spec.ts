import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { PEOPLE, signIn } from "./kit/people.ts";

const PASSWORD = "tomatoes are fruit";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const address = () => `ana-${Date.now().toString(36)}@example.com`;
const words = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** Opens the newest mail of this subject in the sandbox mailbox and answers where its one link leads. */
async function linkInMail(page: Page, to: string, subject: RegExp, act: string): Promise<string> {
  await page.goto(`/sandbox/mail?${new URLSearchParams({ to })}`);
  await page.getByRole("link", { name: subject }).first().click();
  const link = page.frameLocator("iframe").getByRole("link", { name: act });
  await expectSound(page);
  return (await link.getAttribute("href")) ?? "";
}

/** Invites an address to Casa Lumen on the screen. Answers the link in the mail. */
async function invite(page: Page, email: string): Promise<string> {
  const home = await signIn(page, PEOPLE.ines);
  await page.goto(`/a/${home}/settings/team`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await words(page, "E-mail").fill(email);
  await page.getByLabel("Role").selectOption({ label: "Account member" });
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByText(`${email} is invited.`).waitFor();
  await page.getByRole("button", { name: `Take back the invitation of ${email}` }).waitFor();
  await expectSound(page);
  return linkInMail(page, email, /invites you to Casa Lumen/, "Accept the invitation");
}

/** A new person of Casa Lumen, signed in on a page of their own. */
async function newcomer(screen: Screen): Promise<{ page: Page; email: string; link: string }> {
  const inviter = await newPage(browser, { screen });
  const email = address();
  const link = await invite(inviter, email);
  await inviter.goto(link);
  await inviter.getByText("You are signed in as").waitFor();
  await expectSound(inviter);
  await inviter.context().close();
  const page = await newPage(browser, { screen });
  await page.goto(link);
  await words(page, "Your name").fill("Ana Prado");
  await words(page, "Password").fill("password12345");
  await page.getByRole("button", { name: "Join Casa Lumen" }).click();
  await page.getByText("among the first that are guessed").waitFor();
  await expectSound(page);
  await words(page, "Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join Casa Lumen" }).click();
  await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);
  return { page, email, link };
}

it.each<[Screen]>([["wide"], ["narrow"]])(
  "invites somebody, who joins by the mail's link, forgets the password and chooses another: %s",
  { timeout: 120_000 },
  async (screen) => {
    const { page, email, link } = await newcomer(screen);
    await page.goto(link);
    await page.getByRole("heading", { name: "This invitation is over" }).waitFor();
    await expectSound(page);

    await page.context().clearCookies();
    await page.goto("/sign-in");
    await words(page, "E-mail").fill(email);
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
    await expectSound(page);
    const reset = await linkInMail(page, email, /Choose a new password/, "Choose a new password");
    await page.goto(reset);
    await words(page, "New password").fill("pears are fruit too");
    await inTheme(page, "dark");
    await expectSound(page);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.waitForURL(/\/sign-in\?email=/);
    await words(page, "Password").fill("pears are fruit too");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);
    await page.goto(reset);
    await words(page, "New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { name: "This link is over" }).waitFor();
    await expectSound(page);
    await page.context().close();
  },
);

it.each<[Screen]>([["wide"], ["narrow"]])(
  "sets an authenticator app up, then signs in with its code and with a recovery code: %s",
  { timeout: 120_000 },
  async (screen) => {
    const { page, email } = await newcomer(screen);
    const [, home] = /\/a\/(ten_[^/]+)/.exec(page.url()) ?? [];
    await page.goto(`/a/${home}/settings/security`);
    await page.getByRole("button", { name: "Set it up" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Go on" }).click();
    await dialog.getByRole("img", { name: "Picture for your authenticator app" }).waitFor();
    await expectSound(page);
    const secret = (await dialog.locator("code").textContent()) ?? "";
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const first = totp.generate();
    await dialog.getByLabel("The code it shows").fill(first);
    await dialog.getByRole("button", { name: "Turn it on" }).click();
    const list = dialog.getByRole("list", { name: "Recovery codes" });
    await list.waitFor();
    const [recovery = "", another = ""] = await list.getByRole("listitem").allTextContents();
    await expectSound(page);
    await dialog.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("10 recovery codes left").waitFor();

    const firstStep = async () => {
      await page.context().clearCookies();
      await page.goto("/sign-in");
      await words(page, "E-mail").fill(email);
      await words(page, "Password").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Enter your code" }).waitFor();
    };
    await firstStep();
    await words(page, "Code").fill(first);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("That code does not work").waitFor();
    await expectSound(page);
    // The next code: a step ahead is taken, for clocks that differ.
    await words(page, "Code").fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);

    await firstStep();
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await words(page, "Recovery code").fill(recovery);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);
    await page.goto(`/a/${home}/settings/security`);
    await page.getByText("9 recovery codes left").waitFor();

    await page.getByRole("button", { name: "Turn off" }).click();
    await dialog.getByLabel("Your password", { exact: true }).fill(PASSWORD);
    await dialog.getByLabel("A code of the app, or a recovery code").fill(another);
    await expectSound(page);
    await dialog.getByRole("button", { name: "Turn it off" }).click();
    await page.getByRole("button", { name: "Set it up" }).waitFor();
    await page.context().close();
  },
);

it("changes the name, and the address once the new one is proved", { timeout: 60_000 }, async () => {
  const { page, email } = await newcomer("narrow");
  const [, home] = /\/a\/(ten_[^/]+)/.exec(page.url()) ?? [];
  await page.goto(`/a/${home}/settings/profile`);
  await words(page, "Your name").fill("Ana Prado Lima");
  await page.getByRole("button", { name: "Save the name" }).click();
  await page.getByText("Your name is saved.").waitFor();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const wanted = `new-${email}`;
  await words(page, "New e-mail").fill(wanted);
  await words(page, "Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Send the link", exact: true }).click();
  await page.getByText("Until then nothing changes").waitFor();
  await expectSound(page);
  const link = await linkInMail(page, wanted, /Confirm your new/, "Confirm the address");
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  await expectSound(page);
  await page.goto(`/a/${home}/settings/profile`);
  await page.getByText(wanted, { exact: true }).waitFor();
  expect((await page.request.post("/api/users/login", { data: { email, password: PASSWORD } })).status()).toBe(401);
  await page.context().close();
});
