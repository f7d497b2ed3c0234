import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";

const PASSWORD = "tomatoes are fruit";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const words = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const goOn = (page: Page, name = "Continue") => page.getByRole("button", { name, exact: true }).click();

/** The code in the newest mail to an address. */
async function codeTo(page: Page, email: string): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      const { docs } = (await (await page.request.get("/api/sandbox/mails")).json()) as {
        docs: { to: string; text: string }[];
      };
      code = /^\d{4} \d{4}$/m.exec(docs.find(({ to }) => to === email)?.text ?? "")?.[0];
      return code;
    })
    .toBeDefined();
  return code ?? "";
}

it.each<[Screen]>([["wide"], ["narrow"]])(
  "starts an agency in five steps, back and forth, and lands in its workspace: %s",
  { timeout: 120_000 },
  async (screen) => {
    const page = await newPage(browser, { screen });
    const mark = Date.now().toString(36);
    const email = `ana-${mark}@example.com`;
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Start your agency" }).click();
    await page.getByRole("heading", { name: "Start your agency" }).waitFor();
    await goOn(page);
    await page.getByText("Say what your company is called.").waitFor();
    await expectSound(page);
    // A name whose address a demo agency has.
    await words(page, "Company").fill("Northlight");
    await goOn(page);

    await words(page, "Your name").fill("Ana Prado");
    await words(page, "E-mail").fill(email);
    await words(page, "Password").fill("password12345");
    await goOn(page, "Send me the code");
    await page.getByText("among the first that are guessed").waitFor();
    await expectSound(page);
    await words(page, "Password").fill(PASSWORD);
    await goOn(page, "Send me the code");
    await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
    await page.reload();
    const code = await codeTo(page, email);
    await words(page, "Code").fill(code === "0000 0000" ? "1111 1111" : "0000 0000");
    await goOn(page, "Confirm the address");
    await page.getByText("That is not the code.").waitFor();
    await expectSound(page);
    await words(page, "Code").fill(code);
    await goOn(page, "Confirm the address");

    await page.getByRole("heading", { name: "Choose your address" }).waitFor();
    expect(await words(page, "Subdomain").inputValue()).toBe("northlight");
    await page.getByText("This address is not available.").waitFor();
    await expectSound(page);
    await page
      .getByRole("button", { name: /^northlight-/ })
      .first()
      .click();
    await page.getByText(/northlight-\S+ is available\./).waitFor();
    await words(page, "Subdomain").fill(`prado-${mark}`);
    await page.getByText(new RegExp(`prado-${mark}\\S* is available\\.`)).waitFor();
    await goOn(page);

    await page.getByRole("heading", { name: "Choose a plan" }).waitFor();
    await page.getByLabel(/^Professional/).check();
    await page.goBack();
    await page.goBack();
    await page.getByText(`${email} is confirmed`).waitFor();
    await page.goto("/start/plan");
    await page.reload();
    expect(await page.getByLabel(/^Professional/).isChecked()).toBe(true);
    await expectSound(page);
    await inTheme(page, "dark");
    await expectSound(page);
    await inTheme(page, "light");
    await goOn(page, "Start the 14-day trial");

    await page.getByRole("heading", { name: "Northlight is open" }).waitFor();
    const key = (await page.locator("[data-key]").textContent())?.trim() ?? "";
    expect(key).toMatch(/^trl_/);
    await expectSound(page);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(key);
    await page.reload();
    await page.getByRole("heading", { name: "Your agency is open" }).waitFor();
    await page.getByRole("link", { name: "Open your workspace" }).click();
    await page.waitForURL(/\/a\/ten_[^/]+\/clients/);
    await page.getByText("No clients yet").waitFor();

    // Where the last step leads at first: the first client, and on to having everything in it set up.
    await page.goto(page.url().replace(/clients$/, "welcome"));
    await page.getByRole("heading", { name: "Who is your first client?" }).waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Open a client's account" }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(`Prado Tours ${mark}`);
    await page.getByRole("button", { name: "Create client" }).click();
    await page.getByRole("heading", { name: "Set everything up for you, or do it yourself?" }).waitFor();

    await page.goto("/start");
    await page.getByRole("heading", { name: "Start another agency?" }).waitFor();
    await expectSound(page);
    await page.context().close();
  },
);
