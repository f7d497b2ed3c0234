import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, type Screen } from "./kit/browser.ts";
import { type OutsideAccount, startOutsideAccount } from "./kit/outside-account.ts";

const NOOR = { from: "447700900417", name: "Noor Haddad" };
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a customer may send, and words by which it is seen. */
const SHOWN: [what: string, message: Record<string, unknown>, words: RegExp][] = [
  ["a place", { type: "location", location: { latitude: 38.7139, longitude: -9.1394, name: "Rossio" } }, /Rossio/],
  [
    "contact cards",
    {
      type: "contacts",
      contacts: [
        { name: { formatted_name: "Bruna Arce" }, phones: [{ phone: "+44 7700 900823", type: "CELL" }] },
        { name: { formatted_name: "Oskar (installer)" }, phones: [{ phone: "+44 20 7946 0777" }] },
      ],
    },
    /Bruna Arce.*Oskar \(installer\)/s,
  ],
  [
    "an order",
    {
      type: "order",
      order: {
        catalog_id: "194836987003835",
        product_items: [{ product_retailer_id: "lamp-7", quantity: 2, item_price: 49.5, currency: "EUR" }],
      },
    },
    /Order of 2 items.*lamp-7/s,
  ],
  [
    "where they came from",
    {
      text: { body: "Is the sale still on?" },
      referral: { source_type: "ad", source_url: "https://fb.me/ad-1", headline: "Casa Lumen autumn sale" },
    },
    /Came from the ad.*Casa Lumen autumn sale/s,
  ],
  [
    "a choice",
    { type: "interactive", interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes, please" } } },
    /Yes, please/,
  ],
];

let browser: Browser;
let account: OutsideAccount;
beforeAll(async () => {
  browser = await launchBrowser();
  account = await startOutsideAccount(browser, ["whatsapp", "instagram"]);
  for (const [, message] of SHOWN) await account.whatsapp({ ...NOOR, ...message });
  await account.whatsapp({ ...NOOR, id: "wamid.EDIT", text: { body: "Three lamps please" } });
  await account.whatsapp({ ...NOOR, id: "wamid.GONE", text: { body: "My card number is 4111" } });
  await account.whatsapp(
    {
      ...NOOR,
      type: "edit",
      edit: { original_message_id: "wamid.EDIT", message: { type: "text", text: { body: "Two lamps, not three" } } },
    },
    { ...NOOR, type: "revoke", revoke: { original_message_id: "wamid.GONE" } },
  );
  await account.instagram({
    sender: { id: "6120047731905528" },
    timestamp: Date.now() - 2 * DAY_MS,
    message: {
      mid: "m_story",
      text: "Is this one for sale?",
      reply_to: { story: { id: "7100", url: "https://lookaside.fbsbx.com/story" } },
    },
  });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await account?.stop();
});

it("shows all a customer can send on WhatsApp, and what they changed or took back", async () => {
  const page = await account.open(browser, { screen: "wide" });
  await page.goto(`/a/${account.id}/inbox`);
  await page.getByRole("link", { name: /Noor Haddad/ }).click();
  for (const [what, , words] of SHOWN) await seek(page, words, what);
  const edited = page.getByRole("article").filter({ hasText: "Two lamps, not three" });
  // What is far from the screen is not in the page: looked for until it holds still.
  await expect
    .poll(
      async () => {
        await seek(page, /Two lamps, not three/, "an edit");
        return edited.getByRole("button", { name: "edited" }).count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await edited.getByRole("button", { name: "edited" }).click();
  await edited.getByText("At first: Three lamps please").waitFor();
  await seek(page, /Deleted by the customer/, "what was taken back");
  expect(await page.getByText("4111").count()).toBe(0);
  await expectSound(page);
  await page.context().close();
});

describe.each<Screen>(["wide", "narrow"])("on a %s screen", (screen) => {
  it("shows an answer to a story, and that only people may still answer after a day", async () => {
    const page = await account.open(browser, { screen });
    await page.goto(`/a/${account.id}/inbox`);
    await page.getByRole("link", { name: /Instagram/ }).click();
    const asked = page.getByRole("article").filter({ hasText: "Is this one for sale?" });
    await asked.getByText("Answered your story").waitFor();
    await page.getByText(screen === "wide" ? /People may still answer for/ : /People only:/).waitFor();
    await page.getByRole("textbox", { name: /^Reply to/ }).waitFor();
    await expectSound(page);
    await page.context().close();
  });
});

/** Goes down the conversation from its top until the message with these words is drawn. */
async function seek(page: Page, words: RegExp, what: string): Promise<void> {
  const thread = page.getByRole("region", { name: "Messages" });
  await thread.waitFor();
  await thread.evaluate((scroller) => (scroller.scrollTop = 0));
  const look = async (): Promise<number> => {
    const found = await page.getByRole("article").filter({ hasText: words }).count();
    if (found === 0) await thread.evaluate((scroller) => (scroller.scrollTop += 200));
    return found;
  };
  await expect.poll(look, { message: what, timeout: 10_000 }).toBe(1);
}
