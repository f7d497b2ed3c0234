import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { callApi } from "./kit/api.ts";
import { bubble, openFrom, openInbox, reply, stage } from "./kit/inbox.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";

/** One green dot, as a PNG. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const BYTES = Buffer.from(DOT, "base64");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

describe.each<Screen>(["wide", "narrow"])("on a %s screen", (screen) => {
  it("writes in lines, with emoji, and sends by the key or the button of that screen", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen });
    const mia = await newCustomer(page, tenant, "Mia");
    await mia.writes("Do you repair lamps?");
    await openFrom(page, mia);
    await reply(page).fill("First line");
    await reply(page).press(screen === "wide" ? "Shift+Enter" : "Enter");
    await reply(page).pressSequentially("second");
    expect(await reply(page).inputValue()).toBe("First line\nsecond");
    await page.getByRole("button", { name: "Emoji", exact: true }).click();
    const rocket = page.getByRole("option", { name: /rocket/ }).or(page.locator("emoji-picker [aria-label*=rocket]"));
    await page.locator("emoji-picker").getByRole("combobox").fill("rocket");
    await expectSound(page);
    await rocket.first().click();
    await expect.poll(() => reply(page).inputValue()).toBe("First line\nsecond🚀");
    if (screen === "wide") await reply(page).press("Enter");
    else await page.getByRole("button", { name: "Send" }).tap();
    await stage(page, "second🚀", "read").waitFor();
    expect(await reply(page).inputValue()).toBe("");
    expect((await mia.sees()).at(-1)).toBe("business: First line\nsecond🚀");

    await page.getByRole("button", { name: "Note", exact: true }).click();
    await page.getByRole("textbox", { name: /^Note/ }).fill("Ask the workshop.");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("article", { name: /^Note by/ }).waitFor();
    await expectSound(page);
    expect(await mia.sees()).toHaveLength(2);
  });

  it("attaches by button, by pasting and by dropping, refuses in words, and sends with a caption", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen });
    const kim = await newCustomer(page, tenant, "Kim");
    await kim.writes("Send me a picture?");
    await openFrom(page, kim);
    const files = page.getByRole("list", { name: "Attached files" }).getByRole("listitem");
    await page.getByLabel("Files to attach").setInputFiles([
      { name: "button.png", mimeType: "image/png", buffer: BYTES },
      { name: "huge.png", mimeType: "image/png", buffer: Buffer.alloc(6 * 2 ** 20) },
      { name: "setup.exe", mimeType: "application/x-msdownload", buffer: BYTES },
    ]);
    await files
      .filter({ hasText: "huge.png" })
      .getByText(/is too large: WhatsApp carries photos up to 5 MB/)
      .waitFor();
    await files.filter({ hasText: "setup.exe" }).getByText("WhatsApp does not carry files of this type.").waitFor();
    await expectSound(page);
    for (const name of ["huge.png", "setup.exe"]) await page.getByRole("button", { name: `Remove ${name}` }).click();
    await handOver(page, "paste", "pasted.png");
    await handOver(page, "drop", "dropped.png");
    await expect.poll(() => files.count()).toBe(3);
    await expect.poll(() => page.locator('[data-upload="stored"]').count(), { timeout: 10_000 }).toBe(3);
    await page.getByRole("button", { name: "Remove pasted.png" }).click();
    await reply(page).fill("Two of them.");
    // Off the button, whose tip would stand over the page.
    await reply(page).hover();
    await page.getByRole("tooltip").waitFor({ state: "hidden" });
    await expectSound(page);
    await page.getByRole("button", { name: "Send" }).click();
    await expect
      .poll(() => kim.sees(), { timeout: 15_000 })
      .toEqual(["customer: Send me a picture?", "business: Two of them. [image/png]", "business: [image/png]"]);
  });

  it("answers one message, takes a reply back, and shows reactions as they come and go", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen, holdsReplies: true });
    const zoe = await newCustomer(page, tenant, "Zoe");
    await zoe.writes("Is the blue one there?");
    await openFrom(page, zoe);
    const asked = bubble(page, "Is the blue one there?");
    await asked.focus();
    await page.keyboard.press("r");
    await page.getByText("In answer to").waitFor();
    await reply(page).fill("Blue is gonne.");
    await page.getByRole("button", { name: "Send" }).click();
    await bubble(page, "Blue is gonne.").getByRole("button", { name: "Undo" }).click();
    expect(await reply(page).inputValue()).toBe("Blue is gonne.");
    await page.getByText("In answer to").waitFor();
    await reply(page).fill("Blue is gone.");
    await page.getByRole("button", { name: "Send" }).click();
    await stage(page, "Blue is gone.", "read").waitFor({ timeout: 15_000 });
    await bubble(page, "Blue is gone.").getByText("In answer to").waitFor({ state: "attached" });
    expect(await zoe.sees()).toEqual(["customer: Is the blue one there?", "business: Blue is gone."]);

    await zoe.reacts("Blue is gone.", "😢");
    await page.getByRole("button", { name: /^😢 by/ }).waitFor();
    await expectSound(page);
    await zoe.reacts("Blue is gone.", null);
    await page.getByRole("button", { name: /^😢 by/ }).waitFor({ state: "detached" });
  });
});

it("plays a video a customer sent", async () => {
  const { page, tenant } = await openInbox(browser, PEOPLE.ines);
  const leo = await newCustomer(page, tenant, "Leo");
  await leo.writes("Look how it flickers");
  await leo.sendsFile({ name: "flicker.mp4", mimeType: "video/mp4", bytes: await recordVideo(page) });
  await openFrom(page, leo);
  await page.getByRole("button", { name: `Open the video from ${leo.name}` }).click();
  const video = page.getByRole("dialog", { name: "Photos and videos" }).locator("video");
  await video.waitFor();
  await expectSound(page);
  const reached = await video.evaluate(async (element: HTMLVideoElement) => {
    element.muted = true;
    await element.play();
    await new Promise((resolve) => element.addEventListener("timeupdate", resolve, { once: true }));
    return element.currentTime;
  });
  expect(reached).toBeGreaterThan(0);
});

describe("Instagram", () => {
  it("carries text, pictures and reactions both ways", async () => {
    const page = await newPage(browser);
    await signIn(page, PEOPLE.maya);
    const tenant = await newClient(page, "Atelier Nuvem");
    await callApi(page, "POST", "/integrations", { tenant, body: { module: "instagram", sandbox: true } });
    const ana = await newCustomer(page, tenant, "Ana", "instagram");
    await ana.writes("Is this one for sale?");
    await ana.sends("photo");
    await page.goto(`/a/${tenant}/inbox`);
    await page.getByRole("link", { name: /Instagram/ }).click();
    await reply(page).waitFor();
    await page.getByRole("button", { name: /^Open the photo/ }).waitFor();
    await page.getByText(/Reply window closes in/).waitFor();
    await reply(page).fill("It is.");
    await reply(page).press("Enter");
    await stage(page, "It is.", "read").waitFor();
    await page
      .getByLabel("Files to attach")
      .setInputFiles([{ name: "price.png", mimeType: "image/png", buffer: BYTES }]);
    await page.locator('[data-upload="stored"]').waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => ana.sees(), { timeout: 15_000 }).toContain("business: [image/png]");
    await ana.reacts("It is.", "❤️");
    await page.getByRole("button", { name: /^❤️? by/ }).waitFor();
    await bubble(page, "Is this one for sale?").hover();
    await page.getByRole("button", { name: "React", exact: true }).click();
    await page.getByRole("button", { name: "React with ❤️" }).click();
    await expect.poll(async () => (await ana.sees())[0], { timeout: 10_000 }).toMatch(/for sale\? ❤/);
    await expectSound(page);
  });
});

/** What the browser does when a picture is pasted into the field or dropped on the conversation. */
async function handOver(page: Page, how: "paste" | "drop", name: string): Promise<void> {
  await page.evaluate(
    ([way, fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], fileName, { type: "image/png" }));
      const common = { bubbles: true, cancelable: true };
      const field = document.querySelector("#thread textarea")!;
      if (way === "paste") field.dispatchEvent(new ClipboardEvent("paste", { ...common, clipboardData: carried }));
      else
        for (const step of ["dragenter", "dragover", "drop"])
          field.dispatchEvent(new DragEvent(step, { ...common, dataTransfer: carried }));
    },
    [how, name, DOT] as const,
  );
}

/** Half a second of a changing square, recorded by the browser itself. */
async function recordVideo(page: Page): Promise<Uint8Array> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
    const pen = canvas.getContext("2d")!;
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/mp4" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    for (let frame = 0; frame < 20; frame++) {
      pen.fillStyle = frame % 2 === 0 ? "#2563eb" : "#f59e0b";
      pen.fillRect(0, 0, 64, 64);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Buffer.from(base64, "base64");
}
