import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, inTheme, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { type Claude, connectClaude } from "./kit/claude.ts";
import { type Customer, newCustomer } from "./kit/customer.ts";
import { bubble, reply, row } from "./kit/inbox.ts";
import { installSandbox, newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
let client: string;
let claude: Claude;
let maker: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  maker = await newPage(browser);
  await signIn(maker, PEOPLE.maya);
  client = await newClient(maker, "Ask Claude");
  await installSandbox(maker, client);
  claude = await connectClaude(maker, client);
});
afterEach(async () => {
  await claude.worksNormally();
  for (const context of browser.contexts()) if (context !== maker.context()) await context.close();
});
afterAll(() => browser.close());

/** Someone who answers a customer that has just written. */
async function openConversation(screen: Screen, text: string): Promise<{ page: Page; customer: Customer }> {
  const customer = await newCustomer(maker, client, "Rita");
  await customer.writes(text);
  const page = await newPage(browser, { screen });
  await signIn(page, PEOPLE.maya);
  await page.goto(`/a/${client}/inbox`);
  await row(page, customer.name).click();
  await reply(page).waitFor();
  await bubble(page, text).waitFor();
  return { page, customer };
}
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "AI", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
}
const card = (page: Page): Locator =>
  page.getByRole("region", { name: /draft|rewr|summar/i }).and(page.locator("section[aria-busy]"));
const button = (page: Page, name: string): Locator => card(page).getByRole("button", { name, exact: true });

describe.each(["wide", "narrow"] as const)("AI over the composer, on a %s screen", (screen) => {
  it("drafts a reply that is read, inserted and sent by a person", async () => {
    const { page, customer } = await openConversation(screen, "Are you open on Sunday?");
    await choose(page, "Draft a reply");
    await button(page, "Insert").waitFor();
    await card(page).getByText("Are you open on Sunday?").waitFor();
    await card(page)
      .getByText(/^[\d,]+ tokens · (under )?\$0/)
      .waitFor();
    expect(await reply(page).inputValue()).toBe("");
    // Off the button that was pressed: its tooltip lies over the page.
    await page.mouse.move(0, 0);
    await expectSound(page);
    if (screen === "wide") {
      await inTheme(page, "dark");
      await expectSound(page);
      await inTheme(page, "light");
    }
    await button(page, "Insert").click();
    const text = await reply(page).inputValue();
    expect(text).toContain("“Are you open on Sunday?”");
    await page.getByText("Put into your reply. Read it before you send.").waitFor();
    await page.mouse.move(0, 0);
    await expectSound(page);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => customer.sees()).toEqual(["customer: Are you open on Sunday?", `business: ${text}`]);
    await expect.poll(() => card(page).count()).toBe(0);
  });

  it("rewrites what was typed, and takes it back whole", async () => {
    const { page } = await openConversation(screen, "When can I come?");
    await reply(page).fill("come at 10");
    await choose(page, "More formal");
    await button(page, "Insert").click();
    await expect.poll(() => reply(page).inputValue()).toMatch(/^Dear .*Come at 10\./);
    await button(page, "Undo").click();
    expect(await reply(page).inputValue()).toBe("come at 10");
    await button(page, "Insert").click();
    await reply(page).press("Control+z");
    expect(await reply(page).inputValue()).toBe("come at 10");
  });

  it("keeps what came of a cut answer, and all that was typed", async () => {
    const { page } = await openConversation(screen, "What does it cost?");
    await reply(page).fill("I will check");
    await claude.does({ fault: "cut_stream" });
    await choose(page, "Finish this reply");
    await button(page, "Keep what came").waitFor();
    expect(await reply(page).inputValue()).toBe("I will check");
    await expectSound(page);
    await button(page, "Keep what came").click();
    expect(await reply(page).inputValue()).toMatch(/^I will check\n\nHi Rita/);
    await button(page, "Undo").click();
    await button(page, "Try again").click();
    await button(page, "Insert").click();
    expect(await reply(page).inputValue()).toMatch(/^Hi Rita.*I will check/s);
  });
});

describe("a summary", () => {
  it("is kept as a note the customer never sees", async () => {
    const { page, customer } = await openConversation("wide", "My lamp flickers.");
    await page.getByRole("button", { name: "Summarise with AI" }).click();
    await card(page).getByText("My lamp flickers.").waitFor();
    await button(page, "Keep as a note").click();
    await page
      .getByRole("article", { name: /^Note by/ })
      .getByText("Summary by AI")
      .waitFor();
    expect(await customer.sees()).toEqual(["customer: My lamp flickers."]);
  });
});

describe("by keyboard alone", () => {
  it("opens the menu from the field, stops a draft, and closes the card", async () => {
    const { page } = await openConversation("wide", "Hello");
    await claude.does({ delayMs: 700 });
    await reply(page).focus();
    await page.keyboard.press("Control+i");
    await page.getByRole("menuitem", { name: "Draft a reply" }).waitFor();
    await page.keyboard.press("Enter");
    await card(page).getByText(/^Hi/).waitFor();
    expect(await button(page, "Stop").evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    await button(page, "Keep what came").waitFor();
    const came = await card(page).getByRole("group", { name: "What the AI wrote" }).innerText();
    await page.waitForTimeout(1_500);
    expect(await card(page).getByRole("group", { name: "What the AI wrote" }).innerText()).toBe(came);
    await page.keyboard.press("Enter");
    expect(await reply(page).inputValue()).toBe(came.trim());
    expect(await reply(page).evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe("when Claude cannot", () => {
  it("waits out an overload by itself", async () => {
    const { page } = await openConversation("wide", "Hello");
    await claude.does({ fault: "overloaded", times: 1, retryAfterSeconds: 2 });
    await choose(page, "Draft a reply");
    await card(page)
      .getByText(/Claude is overloaded/)
      .waitFor();
    await button(page, "Insert").click();
    expect(await reply(page).inputValue()).toContain("Hi Rita");
  });

  it("says when it stays overloaded, and keeps what was typed for the next try", async () => {
    const { page } = await openConversation("wide", "Hello");
    await reply(page).fill("Good morning");
    await claude.does({ fault: "overloaded", times: 1000, retryAfterSeconds: 0 });
    await choose(page, "Friendlier");
    await button(page, "Try again").waitFor({ timeout: 30_000 });
    await expectSound(page);
    expect(await reply(page).inputValue()).toBe("Good morning");
    await claude.worksNormally();
    await button(page, "Try again").click();
    await button(page, "Insert").click();
    await expect.poll(() => reply(page).inputValue()).toContain("Good morning.");
  });

  it("counts down to the next try after a rate limit", async () => {
    const { page } = await openConversation("narrow", "Hello");
    await claude.does({ fault: "rate_limited", times: 1000, retryAfterSeconds: 60 });
    await choose(page, "Draft a reply");
    const again = card(page).getByRole("button", { name: /^Try again in (1:00|0:\d\d)$/ });
    await again.waitFor({ timeout: 30_000 });
    expect(await again.isDisabled()).toBe(true);
    await expectSound(page);
  });

  it("leads to the module when its key is refused", async () => {
    const { page } = await openConversation("wide", "Hello");
    await reply(page).fill("Hold on");
    await claude.does({ fault: "bad_key" });
    await choose(page, "Clearer");
    await card(page).getByRole("link", { name: "Open the AI module" }).click();
    await page.waitForURL(`**/a/${client}/modules/ai`);
    await page.goBack();
    await expect.poll(() => reply(page).inputValue()).toBe("Hold on");
  });

  it("goes on in its own conversation while another is open", async () => {
    const { page, customer } = await openConversation("wide", "First");
    const other = await newCustomer(maker, client, "Otto");
    await other.writes("Second");
    await claude.does({ delayMs: 300 });
    await choose(page, "Draft a reply");
    await row(page, other.name).click();
    await bubble(page, "Second").waitFor();
    expect(await card(page).count()).toBe(0);
    await row(page, customer.name).click();
    await button(page, "Insert").waitFor();
    await card(page).getByText("“First”").waitFor();
  });
});

describe("agents", () => {
  it("are made, told apart in the inbox, and deleted", async () => {
    const page = await newPage(browser);
    await signIn(page, PEOPLE.maya);
    await page.goto(`/a/${client}/agents`);
    await page.getByRole("link", { name: "Create the first agent" }).click();
    await page.getByRole("textbox", { name: /^Name/ }).fill("Front desk");
    await page.getByRole("textbox", { name: /^What it is told/ }).fill("You answer for a lamp shop.");
    await expectSound(page);
    await page.getByRole("button", { name: "Create agent" }).click();
    await page.getByRole("link", { name: "New agent" }).click();
    await page.getByRole("textbox", { name: /^Name/ }).fill("Front desk");
    await page.getByRole("button", { name: "Create agent" }).click();
    await page
      .getByRole("textbox", { name: /^Name/, disabled: false })
      .and(page.locator("[aria-invalid=true]"))
      .waitFor();
    await page.getByRole("textbox", { name: /^Name/ }).fill("Wholesale");
    await page.getByRole("textbox", { name: /^What it is told/ }).fill("You sell by the dozen.");
    await page.getByRole("button", { name: "Instagram" }).click();
    await page.getByRole("button", { name: "Create agent" }).click();
    await page.getByRole("row", { name: /Front desk Default/ }).waitFor();
    await page.getByRole("row", { name: /Wholesale.*Instagram/ }).waitFor();
    await expectSound(page);

    const { page: desk } = await openConversation("wide", "Ten lamps?");
    await choose(desk, "Draft a reply");
    await card(desk).getByText("by Front desk").waitFor();
    await button(desk, "Let another agent write it").click();
    await desk.getByRole("menuitemradio", { name: "Wholesale" }).click();
    await card(desk).getByText("by Wholesale").waitFor();
    await card(desk).getByText("— Wholesale").waitFor();

    await page.reload();
    await page.getByRole("button", { name: "Acts on Wholesale" }).click();
    await page.getByRole("menuitem", { name: "Make it the default" }).click();
    await page.getByRole("row", { name: /Wholesale Default/ }).waitFor();
    await page.getByRole("button", { name: "Acts on Front desk" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete agent" }).click();
    await expect.poll(() => page.getByRole("row", { name: /Front desk/ }).count()).toBe(0);
    await page.getByText(/^for [\d,]+ tokens/).waitFor();
  });

  it("can be read on a phone by who may not change them", async () => {
    const page = await newPage(browser, { screen: "narrow", theme: "dark" });
    const home = await signIn(page, PEOPLE.vera);
    await page.goto(`/a/${home}/agents`);
    await page.getByRole("heading", { name: "AI agents", level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("link", { name: /New agent|Create/ }).count()).toBe(0);
    await expectSound(page);
  });

  it.each(["wide", "narrow"] as const)(
    "are tried out before they are saved, and made what they were, on a %s screen",
    async (screen) => {
      const page = await newPage(browser, { screen, theme: screen === "wide" ? "light" : "dark" });
      await signIn(page, PEOPLE.maya);
      await page.goto(`/a/${client}/agents/new`);
      const told = page.getByRole("textbox", { name: /^What it is told/ });
      await page.getByRole("textbox", { name: /^Name/ }).fill(`Night desk ${screen}`);
      await told.fill("You answer at night, and are kind.");
      await page.getByRole("textbox", { name: "A customer's message" }).fill("Are you awake?");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const conversation = page.getByRole("list", { name: "Conversation with the agent" });
      await conversation.getByText(new RegExp(`“Are you awake\\?”.*— Night desk ${screen}`)).waitFor();
      await conversation.getByText(/^[\d,]+ tokens · (under )?\$0/).waitFor();
      await page.mouse.move(0, 0);
      await expectSound(page);
      await page.getByRole("button", { name: "Create agent" }).click();

      await page.getByRole("link", { name: `Night desk ${screen}` }).click();
      await told.fill("You answer at night, and are brief.");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("link", { name: `Night desk ${screen}` }).click();
      await page.getByRole("button", { name: "Compare version 1" }).click();
      const dialog = page.getByRole("dialog", { name: "Version 1" });
      await dialog.locator("del").getByText("kind.").waitFor();
      await dialog.locator("ins").getByText("brief.").waitFor();
      await page.mouse.move(0, 0);
      await expectSound(page);
      await dialog.getByRole("button", { name: "Restore this version" }).click();
      await page.getByText("Version 1 taken up again").waitFor();
      await expect.poll(() => told.inputValue()).toBe("You answer at night, and are kind.");
    },
  );

  it("are all told how the business sounds: the account's words, else its agency's", async () => {
    const page = await newPage(browser);
    const agency = await signIn(page, PEOPLE.maya);
    await page.goto(`/a/${agency}/settings/brand-voice`);
    const never = page.getByRole("textbox", { name: /^Never/ });
    await never.fill("Promise a price.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The next thing AI writes is told so.").waitFor();
    await page.goto(`/a/${client}/agents`);
    await page.getByRole("link", { name: "brand voice" }).click();
    await page.getByText("While this is empty, what your agency says holds:").waitFor();
    await page.getByText("Promise a price.", { exact: true }).waitFor();
    await expectSound(page);
    await never.fill("Name a price.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The next thing AI writes is told so.").waitFor();
    await expect.poll(() => page.getByText("Promise a price.", { exact: true }).count()).toBe(0);
    await page.goto(`/a/${agency}/settings/brand-voice`);
    await never.fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The next thing AI writes is told so.").waitFor();
  });
});
