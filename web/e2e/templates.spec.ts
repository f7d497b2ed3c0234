import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { bubble, openFrom, openInbox, stage } from "./kit/inbox.ts";
import { PEOPLE } from "./kit/people.ts";

const SHOTS = process.env["TRELLIS_SHOTS"];
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

/** One green dot, as a PNG. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const dialog = (page: Page) => page.getByRole("dialog", { name: "Send a template" });
const choice = (page: Page, name: string) => dialog(page).locator(`[data-template="${name}"]`);
const sendButton = (page: Page) => dialog(page).getByRole("button", { name: "Send", exact: true });

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

/** The conversation with someone who never wrote, on the screen. Answers their number. */
async function stranger(page: Page, tenant: string): Promise<string> {
  const phone = `4478${String(Date.now()).slice(-8)}`;
  const body = { channel: "whatsapp", to: `+${phone}` };
  const { doc } = await callApi<{ doc: { id: string } }>(page, "POST", "/conversations", { tenant, body });
  await page.goto(`/a/${tenant}/inbox/${doc.id}`);
  await page.getByText("This customer has not written yet.").waitFor();
  return phone;
}

it("writes to someone who never wrote: found, filled in, seen as they will see it, sent", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines);
  await stranger(page, tenant);
  await expectSound(page);
  await shot(page, "blocked");
  await page.getByRole("button", { name: "Send a template" }).click();
  await choice(page, "order_update").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  // The focus is back where it came from.
  await expect.poll(() => focused(page)).toBe("Send a template");
  await page.keyboard.press("Enter");
  await choice(page, "order_update").waitFor();
  await dialog(page).getByText("Choose a template to see it here.").waitFor();
  await expectSound(page);
  await shot(page, "list");

  await dialog(page).getByRole("textbox", { name: "Search templates" }).fill("update order");
  await choice(page, "hello_world").waitFor({ state: "detached" });
  await page.keyboard.press("ArrowDown");
  expect(await choice(page, "order_update").evaluate((row) => row === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  const preview = dialog(page).getByRole("region", { name: "Preview" });
  await preview.getByText("{{status}}").waitFor();
  await sendButton(page).click();
  expect(await dialog(page).getByText("Must not be empty.").count()).toBe(4);
  await expectSound(page);

  await dialog(page).getByLabel("Order number").fill("A-7");
  await dialog(page).getByLabel("First name").fill("Noor");
  await dialog(page).getByLabel("Status").fill("packed");
  await dialog(page).getByLabel("End of the link").fill("A-7");
  await preview.getByText("Good news, Noor: your order is packed.").waitFor();
  await preview.getByText("Order A-7").waitFor();
  await expectSound(page);
  await shot(page, "filled");
  await inTheme(page, "dark");
  await expectSound(page);
  await shot(page, "filled-dark");
  await inTheme(page, "light");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const sent = bubble(page, "Good news, Noor: your order is packed.");
  await sent.getByText("Track the order").waitFor();
  await sent.getByText("Order A-7").waitFor();
  await stage(page, "Good news, Noor", "read").waitFor();
  await expectSound(page);
  await shot(page, "sent");
});

it("fills in what is known, on a phone, and is answered by a press", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen: "narrow" });
  const noa = await newCustomer(page, tenant, "Noa");
  await noa.writes("Hello");
  await openFrom(page, noa);
  await expectSound(page);
  await shot(page, "narrow-composer");
  await page.getByRole("button", { name: "Template", exact: true }).click();
  await choice(page, "follow_up").waitFor();
  await expectSound(page);
  await shot(page, "narrow-list");
  await dialog(page).getByLabel("Language").selectOption("es");
  expect(await dialog(page).locator("[data-template]").count()).toBe(1);
  await choice(page, "appointment_reminder").click();
  expect(await dialog(page).getByLabel("Variable 1").inputValue()).toBe("Noa");
  await dialog(page).getByRole("button", { name: "All templates" }).click();
  await dialog(page).getByLabel("Language").selectOption("");
  await choice(page, "follow_up").click();
  expect(await dialog(page).getByLabel("First name").inputValue()).toBe("Noa");
  await expectSound(page);
  await shot(page, "narrow-filled");
  await sendButton(page).click();
  await stage(page, "Hello Noa, we still have", "read").waitFor();
  await expectSound(page);

  await page.goto(`/a/${tenant}/phone`);
  const whose = page.getByRole("button", { name: noa.name });
  if ((await whose.count()) > 0) await whose.first().click();
  const reply = page.getByRole("button", { name: "Yes, please" });
  await reply.waitFor();
  await expectSound(page);
  await shot(page, "narrow-phone");
  await reply.click();
  await expect.poll(() => noa.sees()).toContain("customer: Yes, please");
});

it("shows a picture above the words, and says why a template cannot be sent", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines);
  await stranger(page, tenant);
  await page.getByRole("button", { name: "Send a template" }).click();
  await choice(page, "feedback_request").click();
  await dialog(page).getByText("This template cannot be sent.").waitFor();
  expect(await sendButton(page).isDisabled()).toBe(true);
  await expectSound(page);
  await shot(page, "paused");

  await choice(page, "new_collection").click();
  await dialog(page).getByLabel("Variable 1").fill("Noor");
  await dialog(page).getByLabel("Variable 2").fill("15 %");
  await dialog(page).getByLabel("Code of").fill("NEW15");
  await sendButton(page).click();
  await dialog(page).getByText("This template shows a picture: choose one.").waitFor();
  await dialog(page)
    .getByLabel("Picture", { exact: true })
    .and(page.locator("input"))
    .setInputFiles({ name: "chairs.png", mimeType: "image/png", buffer: DOT });
  await dialog(page).locator('[data-upload="stored"]').waitFor();
  await expectSound(page);
  await shot(page, "picture");
  await sendButton(page).click();
  const sent = bubble(page, "Noor, our new collection is here.");
  await sent.getByRole("button", { name: /Open the photo/ }).waitFor();
  await stage(page, "Noor, our new collection", "read").waitFor();
  await expectSound(page);
});

it("says what to do where there are none, and when they cannot be read", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines);
  await stranger(page, tenant);
  await page.route(/\/api\/templates\?/, (route) =>
    route.fulfill({ status: 503, json: { errors: [{ message: "Not now", code: "unavailable" }], requestId: "req_1" } }),
  );
  await page.getByRole("button", { name: "Send a template" }).click();
  await dialog(page).getByText("The templates could not be loaded.").waitFor({ timeout: 20_000 });
  await expectSound(page);
  await shot(page, "error");
  await page.unroute(/\/api\/templates\?/);
  await page.route(/\/api\/templates\?/, (route) => route.fulfill({ json: { docs: [], hasNextPage: false } }));
  await dialog(page).getByRole("button", { name: /again/i }).click();
  await dialog(page).getByText("No approved templates yet").waitFor();
  expect(await dialog(page).getByRole("link", { name: "WhatsApp Manager" }).getAttribute("href")).toContain(
    "message-templates",
  );
  await expectSound(page);
  await shot(page, "empty");
  await page.unroute(/\/api\/templates\?/);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("Send a template");
});
