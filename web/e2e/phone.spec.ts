import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { callApi } from "./kit/api.ts";
import { installSandbox, newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface Found {
  docs: { id: string; contact: { name: string }; lastMessage: { status: string } | null }[];
}
async function newestConversation(page: Page, tenant: string): Promise<Found["docs"][number] | undefined> {
  return (await callApi<Found>(page, "GET", "/conversations", { tenant })).docs[0];
}

describe("the customer's phone", () => {
  it.each(["wide", "narrow"] as const)("writes, is answered, and reads, on a %s screen", async (screen) => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Phone ${screen}`);
    await page.goto(`/a/${client}/phone`);
    await page.getByRole("heading", { name: "No number in test mode yet" }).waitFor();
    await expectSound(page);
    await installSandbox(page, client);
    await page.reload();

    await page.getByRole("button", { name: "New customer" }).click();
    const dialog = page.getByRole("dialog", { name: "New customer" });
    await dialog.getByLabel("Name", { exact: true }).fill("Bea Novak");
    await dialog.getByRole("radio", { name: "Username only" }).check();
    await dialog.getByLabel("Username", { exact: true }).fill("bea.novak");
    await expectSound(page);
    await dialog.getByRole("button", { name: "Hand them the phone" }).click();

    const phone = page.getByRole("region", { name: "Bea Novak's phone" });
    await phone.getByRole("textbox", { name: /^Message to/ }).fill("Do you deliver on Sundays?");
    await page.keyboard.press("Enter");
    await phone.getByText("Do you deliver on Sundays?").waitFor();

    await expect.poll(async () => (await newestConversation(page, client))?.contact.name).toBe("Bea Novak");
    const conversation = await newestConversation(page, client);
    await callApi(page, "POST", `/conversations/${conversation!.id}/messages`, {
      tenant: client,
      body: { clientId: `answer-${Date.now()}`, text: "Yes, from ten to four." },
    });
    await phone.getByText("Yes, from ten to four.").waitFor();
    await expectSound(page);

    for (let part = 1; part <= 12; part += 1) {
      await phone.getByRole("textbox", { name: /^Message to/ }).fill(`Question ${part}, and what goes with it`);
      await page.keyboard.press("Enter");
    }
    await phone.getByText("Question 12,").waitFor();
    await expect.poll(() => phone.getByLabel("on its way").count(), { timeout: 10_000 }).toBe(0);
    await page.reload();
    await phone.getByText("Question 12,").waitFor();
    const fromEnd = (): Promise<number> =>
      phone.getByRole("log").evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop));
    await expect.poll(fromEnd).toBeLessThanOrEqual(1);
    expect(await phone.getByRole("log").evaluate((log) => log.scrollTop)).toBeGreaterThan(0);
    await page.context().close();
  });

  it("makes the provider refuse, and the message fails with its reason", async () => {
    const page = await newPage(browser);
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, "Phone refusals");
    await installSandbox(page, client);
    await page.goto(`/a/${client}/phone`);
    const phone = page.getByRole("region", { name: /'s phone$/ });
    await phone.getByRole("textbox").fill("Hello?");
    await phone.getByRole("button", { name: "Send" }).click();
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByText("The provider will refuse.").waitFor();

    await expect.poll(() => newestConversation(page, client)).toBeDefined();
    const conversation = await newestConversation(page, client);
    await callApi(page, "POST", `/conversations/${conversation!.id}/messages`, {
      tenant: client,
      body: { clientId: `refused-${Date.now()}`, text: "Hi there" },
    });
    await expect.poll(async () => (await newestConversation(page, client))?.lastMessage?.status).toBe("failed");
    await page.context().close();
  });
});
