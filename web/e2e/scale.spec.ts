import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./kit/browser.ts";
import { FLOOR_LIST, openFloorList } from "./kit/floor-list.ts";
import { type OutsideAccount, startOutsideAccount, type WhatsappMessage } from "./kit/outside-account.ts";
import { FRAME_MS, scrollWork, type ScrollWork } from "./kit/scroll-work.ts";

/** The full number with `TRELLIS_LONG=1`; every run tries the same acts on fewer. */
const CONVERSATIONS = process.env["TRELLIS_LONG"] === "1" ? 10_000 : 2_000;
const MESSAGES = CONVERSATIONS;
/** Updates of one webhook. */
const BATCH = 1_000;
const LONG = "Lena Long";
/** A finger that flings: 7,200 px a second. */
const FLING = { frames: 120, pxPerFrame: 120 };
const LIST = 'section[aria-label="Conversations"] div.overflow-y-auto';
const THREAD = '[role="region"][aria-label="Messages"]';

const POLL = { timeout: 10_000 };

let browser: Browser;
let account: OutsideAccount;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  account = await startOutsideAccount(browser, ["whatsapp"]);
  const began = Math.floor(Date.now() / 1000) - CONVERSATIONS - MESSAGES;
  await deliver(CONVERSATIONS, (n) => ({
    ...person(n),
    timestamp: began + n,
    text: { body: `Is the table of number ${n} still there?` },
  }));
  await deliver(MESSAGES, (n) => ({
    from: "447700900999",
    name: LONG,
    timestamp: began + CONVERSATIONS + n,
    text: { body: `Line ${n}. ${"And so it goes on. ".repeat(n % 7)}` },
  }));
  page = await account.open(browser);
  page.setDefaultTimeout(30_000);
  await page.goto(`/a/${account.id}/inbox`);
  await page.getByRole("link", { name: LONG }).waitFor();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await account?.stop();
});

describe(`a list of ${CONVERSATIONS} conversations`, () => {
  it("scrolls within the time of a frame, while it loads and when all are there", { timeout: 120_000 }, async () => {
    const floor = await openFloorList(browser, page, CONVERSATIONS);
    const bare = await scrollWork(floor, FLOOR_LIST, FLING);
    await floor.context().close();
    const loading = await scrollWork(page, LIST, FLING);
    await loadAll();
    const whole = await scrollWork(page, LIST, { ...FLING, pxPerFrame: -FLING.pxPerFrame });
    report({ "bare list": bare, "while loading": loading, "all there": whole });
    for (const work of [loading, whole]) {
      expectInTime(work);
      expect(work.p50 / bare.p50).toBeLessThanOrEqual(4);
    }
    expect(await page.locator(`${LIST} li`).count()).toBeLessThan(30);
  });

  it("stays where it is while conversations come and go above it", async () => {
    // What goes wrong here goes wrong now and then.
    for (let time = 0; time < 5; time++) {
      const first = CONVERSATIONS + time * 30;
      const held = await page.locator(`${LIST} li`).nth(8).elementHandle();
      const where = (): Promise<{ top: number; place: number }> =>
        held!.evaluate((li) => ({ top: li.getBoundingClientRect().top, place: Number(li.ariaPosInSet) }));
      const before = await where();
      await deliver(30, (n) => ({ ...person(first + n), text: { body: "Good morning" } }));
      await account.whatsapp(
        { ...person(time), text: { body: "From the very end of the list" } },
        { ...person(first + 3), text: { body: "From its top" } },
      );
      await expect.poll(async () => (await where()).place, POLL).toBe(before.place + 31);
      expect(Math.abs((await where()).top - before.top), `time ${time}`).toBeLessThanOrEqual(1);
    }
  });
});

describe(`a conversation of ${MESSAGES} messages`, () => {
  it("opens at once, scrolls back within the time of a frame, and stays light", { timeout: 120_000 }, async () => {
    const short = await timeToOpen("Good morning", person(CONVERSATIONS + 7).name);
    const long = await timeToOpen(`Line ${MESSAGES - 1}.`, LONG);
    console.log(`opened in ${long.toFixed(0)} ms, a conversation of one message in ${short.toFixed(0)} ms`);
    const back = await scrollWork(page, THREAD, { frames: 120, pxPerFrame: -60 });
    report({ "back through a thread": back });
    expectInTime(back);
    expect(await page.getByRole("article").count()).toBeLessThan(60);
  });

  it("keeps the place of reading while what is older is put on top", async () => {
    const thread = page.locator(THREAD);
    for (let time = 0; time < 5; time++) {
      // What is older comes once it is known where everything stood.
      const isMeasured = Promise.withResolvers<void>();
      await page.route("**/messages?*before=*", async (route) => {
        await isMeasured.promise;
        await route.continue();
      });
      const asked = page.waitForResponse(/before=/);
      const seen = await thread.evaluateHandle(async (scroller) => {
        scroller.scrollTop = 700;
        for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
        const middle = scroller.getBoundingClientRect().top + scroller.clientHeight / 2;
        return [...scroller.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > middle)!;
      });
      const height = await thread.evaluate((scroller) => scroller.scrollHeight);
      const before = await seen.evaluate((one) => one.getBoundingClientRect().top);
      isMeasured.resolve();
      await asked;
      await expect.poll(() => thread.evaluate((scroller) => scroller.scrollHeight), POLL).toBeGreaterThan(height + 500);
      const after = await seen.evaluate((one) => one.getBoundingClientRect().top);
      expect(Math.abs(after - before), `page ${time}`).toBeLessThanOrEqual(2);
      await page.unrouteAll({ behavior: "wait" });
    }
  });

  it("goes to the newest when something is sent, and to the oldest by keyboard", async () => {
    const field = page.getByRole("textbox", { name: /^Reply to/ });
    await field.fill("At the very end.");
    await field.press("Enter");
    await page.getByText("At the very end.").first().waitFor();
    const newest = page.getByRole("article").filter({ hasText: "At the very end." });
    await newest.focus();
    await newest.press("Home");
    await expect.poll(() => page.locator("article:focus").textContent(), POLL).not.toContain("At the very end.");
    await page.keyboard.press("End");
    await expect.poll(() => page.locator("article:focus").textContent(), POLL).toContain("At the very end.");
  });
});

/** Scrolls down until the list has no more to load. */
async function loadAll(): Promise<void> {
  const rows = page.locator(`${LIST} li`);
  while ((await rows.first().getAttribute("aria-setsize")) === "-1") {
    await page.evaluate(async (list) => {
      const element = document.querySelector(list)!;
      for (let frame = 0; frame < 60; frame++) {
        element.scrollTop = element.scrollHeight;
        await new Promise(requestAnimationFrame);
      }
    }, LIST);
  }
}

/** From the press of a row to the words of its newest message, in ms. */
async function timeToOpen(words: string, name: string): Promise<number> {
  await page
    .getByRole("searchbox")
    .or(page.getByRole("textbox", { name: /search/i }))
    .first()
    .fill(name);
  const row = page.getByRole("link", { name }).first();
  await row.waitFor();
  const began = performance.now();
  await row.click();
  await page.getByRole("article").filter({ hasText: words }).last().waitFor();
  return performance.now() - began;
}

/** Nearly every frame is in time, and most of them with as much again to spare. */
function expectInTime(work: ScrollWork): void {
  expect(work.inTime).toBeGreaterThanOrEqual(0.97);
  expect(work.p50).toBeLessThanOrEqual(FRAME_MS / 2);
}

function report(of: Record<string, ScrollWork>): void {
  for (const [name, { frames, p50, p95, inTime }] of Object.entries(of))
    console.log(
      `${name}: ${p50.toFixed(1)} ms p50, ${p95.toFixed(1)} ms p95 of ${FRAME_MS.toFixed(1)}; ${(inTime * 100).toFixed(1)} % of ${frames} frames in time`,
    );
}

function person(n: number): { from: string; name: string } {
  return { from: `4479000${String(10_000 + n)}`, name: `Person ${n}` };
}

async function deliver(count: number, message: (n: number) => WhatsappMessage): Promise<void> {
  for (let start = 0; start < count; start += BATCH)
    await account.whatsapp(...Array.from({ length: Math.min(BATCH, count - start) }, (_, n) => message(start + n)));
}
