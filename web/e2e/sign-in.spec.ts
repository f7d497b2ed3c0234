import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("sign-in", () => {
  it("takes a newcomer from a demo sign-in to the client's inbox in one press", async () => {
    const page = await newPage(browser);
    const refused: string[] = [];
    page.on("response", (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
    await page.goto("/");
    await page.getByText("Your clients, their customers, one inbox.").waitFor();
    expect(refused, "that nobody is signed in is no fault").toEqual([]);
    await page.getByRole("button", { name: PEOPLE.ines }).click();
    await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);
    await page.getByRole("link", { name: "Contacts" }).waitFor();
    await page.context().close();
  });

  it("returns to the page that asked for it", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.ines);
    await page.context().clearCookies();
    await page.goto(`/a/${home}/contacts`);
    await page.waitForURL(/\/sign-in\?return=/);
    await page.getByText("Then you go on to the page you asked for.").waitFor();
    await page.getByLabel("E-mail").fill(PEOPLE.ines);
    await page.getByLabel("Password", { exact: true }).fill("trellis-demo");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/a/${home}/contacts`);
    await page.context().close();
  });

  it("never leads off this site", async () => {
    const page = await newPage(browser);
    await page.goto(`/sign-in?return=${encodeURIComponent("//evil.example/inbox")}`);
    await page.getByLabel("E-mail").fill(PEOPLE.vera);
    await page.getByLabel("Password", { exact: true }).fill("trellis-demo");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/a\/ten_[^/]+\/inbox/);
    await page.context().close();
  });

  it("says so when the password is wrong, then how long to wait", async () => {
    const page = await newPage(browser, { screen: "narrow" });
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(`nobody-${Date.now()}@trellis.example`);
    const submit = page.locator("button[type=submit]");
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await page.getByLabel("Password", { exact: true }).fill(`wrong ${attempt}`);
      const answered = page.waitForResponse("**/api/users/login");
      await submit.click();
      expect((await answered).status()).toBe(401);
      await page.getByRole("alert").getByText("do not match").waitFor();
    }
    await submit.click();
    await page.getByRole("alert").getByText("Too many attempts").waitFor();
    await page.getByRole("button", { name: /Try again in 0:\d\d/ }).waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await expectSound(page);
    await page.context().close();
  });

  it("shows and hides the password", async () => {
    const page = await newPage(browser);
    await page.goto("/sign-in");
    const password = page.getByLabel("Password", { exact: true });
    await password.fill("secret");
    await page.getByRole("button", { name: "Show password" }).click();
    expect(await password.getAttribute("type")).toBe("text");
    await page.getByRole("button", { name: "Hide password" }).click();
    expect(await password.getAttribute("type")).toBe("password");
    await page.context().close();
  });
});
