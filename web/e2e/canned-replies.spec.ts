import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { openFrom, openInbox, reply } from "./kit/inbox.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const options = (page: Page) => page.getByRole("listbox", { name: "Canned replies" }).getByRole("option");
const selectedIn = (field: Element): string => {
  const { selectionEnd, selectionStart, value } = field as HTMLTextAreaElement;
  return value.slice(selectionStart, selectionEnd);
};

describe("in a conversation", () => {
  it.each(["wide", "narrow"] as const)(
    "opens by / on a %s screen, narrows down as one types, and fills in",
    async (screen) => {
      const { page, tenant } = await openInbox(browser, PEOPLE.ines, { screen });
      const customer = await newCustomer(page, tenant, "Petra");
      await customer.writes("Can you make me a quote?");
      await openFrom(page, customer);
      await reply(page).click();
      await reply(page).pressSequentially("Sure! /");
      await expect.poll(() => options(page).count()).toBeGreaterThanOrEqual(8);
      await expectSound(page);
      const [list, form] = await Promise.all([
        page.locator("[data-canned-picker]").boundingBox(),
        page.locator("form:has(textarea)").boundingBox(),
      ]);
      expect(list!.y).toBeGreaterThanOrEqual(0);
      expect(list!.y + list!.height).toBeLessThanOrEqual(form!.y);
      await reply(page).pressSequentially("quo");
      await expect.poll(() => options(page).count()).toBe(1);
      await page.locator("[data-canned-picker]").getByText("Happily! To make you a quote").waitFor();
      if (screen === "wide") await reply(page).press("Tab");
      else await options(page).first().tap();
      await expect.poll(() => reply(page).inputValue()).toMatch(/^Sure! Happily! .*reach you at \[e-mail\]\?$/s);
      // What nobody knows is marked, and selected to be written over.
      expect(await reply(page).evaluate(selectedIn)).toBe("[e-mail]");
      await page.getByText("Something is not known of this customer.").waitFor();
      await page.keyboard.type("petra@example.com");
      expect(await reply(page).inputValue()).toContain("reach you at petra@example.com?");
      expect(await options(page).count()).toBe(0);
      expect(await customer.sees()).toHaveLength(1);
      await expectSound(page);
    },
  );

  it("goes by arrows, Enter and Escape, and leaves addresses and either/or alone", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.tomas);
    const customer = await newCustomer(page, tenant, "Arvid");
    await customer.writes("Hello?");
    await openFrom(page, customer);
    const field = reply(page);
    await field.pressSequentially("https://a.test/x and/or ");
    expect(await options(page).count()).toBe(0);
    await field.fill("");
    await field.pressSequentially("/h");
    await expect.poll(() => options(page).count()).toBeGreaterThanOrEqual(2);
    const first = await options(page).first().textContent();
    await field.press("ArrowDown");
    await expect.poll(() => options(page).nth(1).getAttribute("aria-selected")).toBe("true");
    const active = await field.getAttribute("aria-activedescendant");
    expect(await options(page).nth(1).getAttribute("id")).toBe(active);
    await field.press("ArrowUp");
    await field.press("ArrowUp");
    await expect.poll(() => options(page).last().getAttribute("aria-selected")).toBe("true");
    await field.press("Escape");
    await expect.poll(() => options(page).count()).toBe(0);
    await field.press("ArrowLeft");
    await field.press("ArrowRight");
    await field.pressSequentially("e");
    expect(await options(page).count()).toBe(0);
    expect(await field.inputValue()).toBe("/he");
    await field.fill("");
    await page.getByRole("button", { name: "Canned replies" }).click();
    await field.pressSequentially("hel");
    await options(page).filter({ hasText: "First answer" }).waitFor();
    await field.press("Enter");
    await expect.poll(() => field.inputValue()).toBe("Hi Arvid, this is Tomás Rey from Casa Lumen. How can I help?");
    expect(first).toContain("/h");
    // A role that may not change them still finds its way to all of them.
    await field.fill("/");
    await page.getByRole("link", { name: "See all" }).click();
    await page.getByText("Your role in this account reads them.").waitFor();
    await page.getByRole("button", { name: "Opening hours" }).click();
    await page.getByRole("dialog", { name: "Opening hours" }).getByText("We are open Tuesday").waitFor();
    expect(await page.getByRole("dialog").getByRole("textbox").count()).toBe(0);
    await expectSound(page);
  });

  it("hears of a change made elsewhere at once", async () => {
    const [ines, tomas] = await Promise.all([openInbox(browser, PEOPLE.ines), openInbox(browser, PEOPLE.tomas)]);
    const customer = await newCustomer(ines.page, ines.tenant, "Svea");
    await customer.writes("Hello?");
    await openFrom(tomas.page, customer);
    await reply(tomas.page).pressSequentially("/live-");
    await tomas.page.getByText("No canned reply fits “/live-”.").waitFor();
    const body = { shortcut: "live-one", title: "Made just now", text: "Hi" };
    const { doc } = await callApi<{ doc: { id: string } }>(ines.page, "POST", "/canned-replies", {
      tenant: ines.tenant,
      body,
    });
    await options(tomas.page).filter({ hasText: "Made just now" }).waitFor();
    await callApi(ines.page, "DELETE", `/canned-replies/${doc.id}`, { tenant: ines.tenant });
    await expect.poll(() => options(tomas.page).count()).toBe(0);
  });
});

describe("the page of canned replies", () => {
  it.each(["wide", "narrow"] as const)("makes, finds, changes and deletes one on a %s screen", async (screen) => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Canned ${screen}`);
    await page.goto(`/a/${client}/settings/canned-replies`);
    await page.getByRole("heading", { name: "No canned replies yet" }).waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "Write the first one" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Give it a shortcut.").waitFor();
    await dialog.getByLabel("Shortcut").fill("Hi");
    await dialog.getByLabel("Title").fill("A greeting");
    await dialog.getByLabel("Text", { exact: true }).fill("Hello ");
    await dialog.getByRole("button", { name: "Customer's first name" }).click();
    expect(await dialog.getByLabel("Text", { exact: true }).inputValue()).toBe("Hello {{contact.first_name}}");
    await dialog.getByRole("region", { name: "Preview" }).getByText("Hello Maria").waitFor();
    await page.keyboard.type(" {{contact.shoe}}");
    await dialog.getByText("“contact.shoe” is no variable.").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => dialog.getByLabel("Text", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    await expectSound(page);
    await dialog.getByLabel("Text", { exact: true }).fill("Hello {{contact.first_name}}!");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("/hi", { exact: true }).waitFor();

    await page.getByRole("button", { name: "New reply" }).click();
    await dialog.getByLabel("Shortcut").fill("hi");
    await dialog.getByLabel("Title").fill("Again");
    await dialog.getByLabel("Text", { exact: true }).fill("Hello");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("/hi is another canned reply already.").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await page.getByLabel("Search canned replies").fill("nothing like it");
    await page.getByRole("heading", { name: "No canned reply matches" }).waitFor();
    await page.getByLabel("Search canned replies").fill("greet");
    await page.getByRole("button", { name: "A greeting", exact: true }).click();
    await dialog.getByLabel("Title").fill("Our greeting");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Our greeting", exact: true }).waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Acts on Our greeting" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete /hi?" }).getByRole("button", { name: "Delete reply" }).click();
    await page.getByRole("heading", { name: "No canned reply matches" }).waitFor();
  });
});
