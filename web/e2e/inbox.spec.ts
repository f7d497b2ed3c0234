import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { bubble, openFrom, openInbox, reply, row, say, stage } from "./kit/inbox.ts";
import { PEOPLE } from "./kit/people.ts";

const SCREENS = ["wide", "narrow"] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

describe("a conversation, live", () => {
  it("reaches two people, shows each what the other does, and follows the answer until it is read", async () => {
    const [ines, tomas] = await Promise.all([openInbox(browser, PEOPLE.ines), openInbox(browser, PEOPLE.tomas)]);
    const rita = await newCustomer(ines.page, ines.tenant, "Rita");
    await rita.writes("Are you open on Sunday?");
    await Promise.all([openFrom(ines.page, rita), openFrom(tomas.page, rita)]);
    await bubble(tomas.page, "Are you open on Sunday?").waitFor();
    await ines.page.getByText("Tomás Rey is viewing").waitFor();

    await reply(tomas.page).pressSequentially("From ten");
    await ines.page.getByText("Tomás Rey is typing a reply…").waitFor();
    const stages: string[] = [];
    await tomas.page.exposeFunction("seen", (seen: string) => stages.at(-1) === seen || stages.push(seen));
    await tomas.page.evaluate(() => {
      const look = (): void => {
        const tick = document.querySelector<HTMLElement>("article [data-stage]")?.dataset["stage"];
        if (tick !== undefined) (globalThis as unknown as { seen(stage: string): void }).seen(tick);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await say(tomas.page, "From ten to two.");
    await stage(tomas.page, "From ten to two.", "read").waitFor();
    await stage(ines.page, "From ten to two.", "read").waitFor();
    const order = ["queued", "sending", "sent", "delivered", "read"];
    expect(stages.map((seen) => order.indexOf(seen))).toEqual(
      stages.map((seen) => order.indexOf(seen)).toSorted((a, b) => a - b),
    );
    expect(stages.at(-1)).toBe("read");

    await ines.page.getByRole("button", { name: "Note", exact: true }).click();
    const note = ines.page.getByRole("textbox", { name: /^Note/ });
    await note.fill("She always comes with her sister.");
    await note.press("Enter");
    await tomas.page
      .getByRole("article", { name: "Note by Inês Carvalho" })
      .getByText("Only your team sees this")
      .waitFor();
    expect(await rita.sees()).toEqual(["customer: Are you open on Sunday?", "business: From ten to two."]);
    await Promise.all([expectSound(ines.page), expectSound(tomas.page)]);
  });

  it("marks what is looked at as read, and counts what is not", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines);
    const one = await newCustomer(page, tenant, "Una");
    const other = await newCustomer(page, tenant, "Dos");
    await one.writes("First");
    await openFrom(page, one);
    await other.writes("Elsewhere");
    await row(page, other.name).getByText("unread").waitFor({ state: "attached" });
    await page.waitForFunction(() => /^\(\d+\) Inbox/.test(document.title));
    await one.writes("Second");
    await bubble(page, "Second").waitFor();
    await row(page, one.name).getByText("Second").waitFor();
    await expect.poll(() => row(page, one.name).getByText("unread").count()).toBe(0);
  });
});

describe("work on a conversation", () => {
  it("assigns, labels, resolves and reopens, by keyboard alone", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines);
    const karl = await newCustomer(page, tenant, "Karl");
    await karl.writes("Where is my order?");
    await openFrom(page, karl);

    await page.keyboard.press("a");
    await page.getByRole("menuitemradio", { name: "Tomás Rey" }).waitFor();
    await page.keyboard.press("t");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Assigned to Tomás Rey" }).waitFor();

    const label = `order-${Date.now().toString(36)}`;
    await page.getByRole("button", { name: "Add a label" }).press("Enter");
    await page.getByRole("combobox", { name: "New label" }).fill(label);
    await page.getByRole("option", { name: `Create “${label}”` }).waitFor();
    await expectSound(page);
    await page.keyboard.press("Enter");
    await row(page, karl.name).getByText(label).waitFor();
    await page.keyboard.press("Escape");

    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Reopen", exact: true }).first().waitFor();
    await expect.poll(() => row(page, karl.name).count()).toBe(0);
    await page.keyboard.press("e");
    await row(page, karl.name).waitFor();

    await page.getByRole("button", { name: "Filter by label" }).click();
    await page.getByRole("menuitemradio", { name: label }).click();
    await expect
      .poll(() =>
        page
          .getByRole("listitem")
          .filter({ has: page.getByRole("link") })
          .count(),
      )
      .toBe(1);
    await page.getByText("Inês Carvalho assigned it to Tomás Rey").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Assigned to Tomás Rey" }).waitFor();
  });

  it("moves through the list by j and k, searches by /, and helps by ?", async () => {
    const { page } = await openInbox(browser, PEOPLE.ines);
    await page.keyboard.press("j");
    await page.waitForURL(/inbox\/cnv_/);
    const first = page.url();
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.href !== first);
    await page.keyboard.press("k");
    await page.waitForURL(first);
    await page.keyboard.press("/");
    await page.keyboard.type("hotel mar");
    await page.waitForURL(/q=hotel/);
    await expect.poll(() => page.getByRole("link", { name: /WhatsApp/ }).count()).toBe(1);
    await page.getByText("Hotel Marisol, Elena").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  it("edits a contact where it stands, and takes back what is refused with the reason", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines);
    const edda = await newCustomer(page, tenant, "Edda");
    await edda.writes("Hello");
    await openFrom(page, edda);
    await page.getByRole("button", { name: "Add E-mail" }).click();
    await page.getByRole("textbox", { name: "E-mail" }).fill("not an address");
    await page.keyboard.press("Enter");
    await page.getByText("must be an e-mail address").waitFor();
    const address = `edda-${Date.now()}@example.com`;
    await page.getByRole("textbox", { name: "E-mail" }).fill(address);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `E-mail: ${address}. Edit` }).waitFor();
    const line = page.getByText(`Inês Carvalho changed the e-mail to ${address}`);
    await line.waitFor();
    expect(await line.count()).toBe(1);
  });
});

describe("what cannot be sent", () => {
  it("says that the reply window is closed and allows notes", async () => {
    const { page } = await openInbox(browser, PEOPLE.ines, { query: "?q=tariq" });
    await row(page, "Tariq Aziz").click();
    await page.getByText(/The reply window closed \d+ days ago/).waitFor();
    expect(await reply(page).count()).toBe(0);
    await expectSound(page);
    await page.getByRole("button", { name: "Write a note" }).click();
    await page.getByRole("textbox", { name: /^Note/ }).waitFor();
  });

  it("lets a viewer read and nothing else", async () => {
    const { page } = await openInbox(browser, PEOPLE.vera, { query: "?q=marisol" });
    await row(page, "Hotel Marisol").click();
    await page.getByText("Your role in this account does not include answering.").waitFor();
    await page.getByText("Known as").waitFor();
    expect(await page.getByRole("textbox", { name: /^(Reply|Note)/ }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Resolve$|Assign|^Add|Edit$/ }).count()).toBe(0);
    await expectSound(page);
  });

  it.each(SCREENS)("gives the provider's reason for a failure, and sends again when asked: %s", async (screen) => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen });
    const finn = await newCustomer(page, tenant, "Finn");
    await finn.writes("Hello");
    await openFrom(page, finn);
    await finn.providerDoes({ failNext: 1, code: 190 });
    await say(page, "Here is the invoice.");
    await stage(page, "Here is the invoice.", "failed").waitFor();
    await bubble(page, "Here is the invoice.").getByText("Not delivered: The access token has expired").waitFor();
    await expectSound(page);
    await bubble(page, "Here is the invoice.").getByRole("button", { name: "Retry" }).click();
    await stage(page, "Here is the invoice.", "read").waitFor();
    expect(await finn.sees()).toEqual(["customer: Hello", "business: Here is the invoice."]);
  });

  it("keeps a failure that is known before the send itself is answered", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines);
    const gil = await newCustomer(page, tenant, "Gil");
    await gil.writes("Hello");
    await openFrom(page, gil);
    let answer = (): void => {};
    const failed = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/messages", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const response = await route.fetch();
      await failed;
      await route.fulfill({ response });
    });
    await gil.providerDoes({ failNext: 1, code: 190 });
    await say(page, "Here is the invoice.");
    await stage(page, "Here is the invoice.", "failed").waitFor();
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    answer();
    await (await answered).finished();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(await stage(page, "Here is the invoice.", "failed").count()).toBe(1);
  });
});

describe("without a connection", () => {
  it.each(SCREENS)("keeps what is written and sends it once when the connection is back: %s", async (screen) => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen });
    const { page: watcher } = await openInbox(browser, PEOPLE.tomas);
    const otto = await newCustomer(watcher, tenant, "Otto");
    await otto.writes("Hello");
    await openFrom(page, otto);
    await page.context().setOffline(true);
    await say(page, "Written offline.");
    await say(page, "And this.");
    await stage(page, "And this.", "waiting").waitFor();
    await expectSound(page);
    await otto.writes("Anyone there?");
    await page.context().setOffline(false);
    await stage(page, "And this.", "read").waitFor();
    await bubble(page, "Anyone there?").waitFor();
    expect(await otto.sees()).toEqual([
      "customer: Hello",
      "customer: Anyone there?",
      "business: Written offline.",
      "business: And this.",
    ]);
    expect(await page.getByRole("article").count()).toBe(4);
  });

  it("sends after a reload what the account took but never answered, once", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines);
    const lena = await newCustomer(page, tenant, "Lena");
    await lena.writes("Hello");
    await openFrom(page, lena);
    await page.route("**/messages", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.routeWebSocket("**/api/live**", (socket) => void socket.close());
    await page.reload();
    await say(page, "Only once, please.");
    await stage(page, "Only once, please.", "waiting").waitFor();
    await page.getByText("Connecting…").waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.goto("about:blank");
    const again = await page.context().newPage();
    await again.goto(`/a/${tenant}/inbox`);
    await row(again, lena.name).click();
    await stage(again, "Only once, please.", "read").waitFor();
    expect(await again.getByRole("article").count()).toBe(2);
    expect(await lena.sees()).toEqual(["customer: Hello", "business: Only once, please."]);
    expect(
      await again.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("trellis.outbox"))),
    ).toEqual([]);
  });
});
