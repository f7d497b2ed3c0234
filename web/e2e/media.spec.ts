import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { bubble, openFrom, openInbox, reply, say, stage } from "./kit/inbox.ts";
import { PEOPLE } from "./kit/people.ts";

/** One green dot, as a PNG. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const attach = (page: Page, ...files: [name: string, mimeType: string][]): Promise<void> =>
  page.getByLabel("Files to attach").setInputFiles(files.map(([name, mimeType]) => ({ name, mimeType, buffer: DOT })));

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

it("shows what a customer sends, large on request, answers one message and reacts to it", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines);
  const noa = await newCustomer(page, tenant, "Noa");
  await noa.writes("Is this one still there?");
  await noa.sends("photo");
  await noa.sends("voice");
  await noa.sends("document");
  await openFrom(page, noa);
  const photo = page.getByRole("button", { name: `Open the photo from ${noa.name}` });
  await photo.waitFor();
  await page.getByRole("link", { name: /\.pdf/ }).first().waitFor();
  await page.getByRole("button", { name: "Play the voice message" }).waitFor();
  await expectSound(page);

  await photo.click();
  const viewer = page.getByRole("dialog", { name: "Photos and videos" });
  await viewer.getByRole("img").waitFor();
  await expectSound(page);
  await page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });

  const asked = bubble(page, "Is this one still there?");
  await asked.hover();
  const words = await asked.getByText("Is this one still there?").boundingBox();
  const tools = await page.getByRole("toolbar", { name: "Message" }).boundingBox();
  expect(tools!.x).toBeGreaterThanOrEqual(words!.x + words!.width);
  await page.getByRole("button", { name: "React", exact: true }).click();
  await page.getByRole("button", { name: "React with 👍" }).click();
  await page.getByRole("button", { name: "👍 by you. Take ours back" }).waitFor();
  await expect.poll(() => noa.sees()).toContain("customer: Is this one still there? 👍");

  await asked.focus();
  await page.keyboard.press("r");
  await page.getByText("In answer to").waitFor();
  await reply(page).fill("It is.");
  await expectSound(page);
  await page.keyboard.press("Enter");
  await stage(page, "It is.", "read").waitFor();
  await inTheme(page, "dark");
  await expectSound(page);
});

it("sends a file with its caption, refuses one it cannot, and takes a reply back before it leaves", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines, { holdsReplies: true });
  const kai = await newCustomer(page, tenant, "Kai");
  await kai.writes("Send me a picture?");
  await openFrom(page, kai);
  await attach(page, ["lamp.png", "image/png"], ["setup.exe", "application/x-msdownload"]);
  await page.getByText("WhatsApp does not carry files of this type.").waitFor();
  await expectSound(page);
  await page.getByRole("button", { name: "Remove setup.exe" }).click();
  await page.locator('[data-upload="stored"]').waitFor();
  await say(page, "Frist");
  await bubble(page, "Frist")
    .getByText(/Sending in \d s/)
    .waitFor();
  await expectSound(page);
  await bubble(page, "Frist").getByRole("button", { name: "Undo" }).click();
  expect(await reply(page).inputValue()).toBe("Frist");
  expect((await kai.sees()).join()).not.toContain("Frist");
  await say(page, "First");
  await stage(page, "First", "read").waitFor();
  expect(await kai.sees()).toEqual(["customer: Send me a picture?", "business: First [image/png]"]);
});

it("offers on a phone what can be done with a message by a long press", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen: "narrow" });
  const lia = await newCustomer(page, tenant, "Lia");
  await lia.writes("Look at this");
  await lia.sends("photo");
  await openFrom(page, lia);
  await page.getByRole("button", { name: /^Open the photo/ }).waitFor();
  await expectSound(page);
  expect(await page.getByRole("toolbar", { name: "Message" }).count()).toBe(0);
  const who = page.getByRole("heading", { name: lia.name });
  expect(await who.evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true);
  const box = await bubble(page, "Look at this").getByText("Look at this").boundingBox();
  const finger = await page.context().newCDPSession(page);
  const at = { x: box!.x + 10, y: box!.y + 5 };
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  const sheet = page.getByRole("dialog", { name: "Message" });
  await sheet.waitFor();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expectSound(page);
  await sheet.getByRole("button", { name: "Answer" }).tap();
  await page.getByText("In answer to").waitFor();
  await expectSound(page);
});
