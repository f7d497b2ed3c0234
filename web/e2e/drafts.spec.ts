import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { bubble, openFrom, openInbox, reply, row } from "./kit/inbox.ts";
import { PEOPLE } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

describe("a draft", () => {
  it("follows its writer from the desk to the phone and back, until it is sent, and no colleague sees it", async () => {
    const [desk, phone, tomas] = await Promise.all([
      openInbox(browser, PEOPLE.ines),
      openInbox(browser, PEOPLE.ines, { screen: "narrow" }),
      openInbox(browser, PEOPLE.tomas),
    ]);
    const heard: string[] = [];
    tomas.page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => heard.push(String(payload))));
    await tomas.page.reload();
    const customer = await newCustomer(desk.page, desk.tenant, "Greta");
    await customer.writes("Do you ship to Norway?");
    await openFrom(desk.page, customer);
    await openFrom(tomas.page, customer);
    await reply(desk.page).pressSequentially("We do, and it ta");

    const there = row(phone.page, customer.name);
    await there.getByText("Draft", { exact: true }).waitFor();
    await there.getByText("We do, and it ta").waitFor();
    await expectSound(phone.page);
    await there.click();
    await expect.poll(() => reply(phone.page).inputValue()).toBe("We do, and it ta");
    await phone.page.waitForTimeout(8_500);
    await reply(phone.page).click();
    await phone.page.keyboard.press("End");
    await phone.page.keyboard.type("kes five days.");
    await expect.poll(() => reply(desk.page).inputValue()).toBe("We do, and it takes five days.");
    await phone.page.getByRole("button", { name: "Send", exact: true }).click();
    await bubble(desk.page, "We do, and it takes five days.").waitFor();
    await expect.poll(() => reply(desk.page).inputValue()).toBe("");

    await bubble(tomas.page, "We do, and it takes five days.").waitFor();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((frame) => frame.includes('"type":"draft"'))).toEqual([]);
    expect(await reply(tomas.page).inputValue()).toBe("");
    await desk.page.reload();
    await reply(desk.page).waitFor();
    expect(await reply(desk.page).inputValue()).toBe("");
  });

  it.each(["wide", "narrow"] as const)("is never overwritten under the hands, on a %s screen", async (screen) => {
    const [here, there] = await Promise.all([
      openInbox(browser, PEOPLE.ines, { screen }),
      openInbox(browser, PEOPLE.ines),
    ]);
    const customer = await newCustomer(here.page, here.tenant, "Nils");
    await customer.writes("Which size?");
    await openFrom(here.page, customer);
    await openFrom(there.page, customer);
    await reply(here.page).pressSequentially("The large");
    await expect.poll(() => reply(there.page).inputValue()).toBe("The large");
    await reply(there.page).fill("The small one fits.");
    const offer = here.page.getByRole("region", { name: "Draft from another screen" });
    await offer.getByText("The small one fits.").waitFor();
    expect(await reply(here.page).inputValue()).toBe("The large");
    await expectSound(here.page);
    await offer.getByRole("button", { name: "Use it" }).click();
    expect(await reply(here.page).inputValue()).toBe("The small one fits.");
    await offer.getByText("The large").waitFor();
    await offer.getByRole("button", { name: "Keep what is here" }).click();
    await offer.waitFor({ state: "detached" });
  });

  it("is written without a connection, and goes out when it is back", async () => {
    const [here, there] = await Promise.all([openInbox(browser, PEOPLE.ines), openInbox(browser, PEOPLE.ines)]);
    const customer = await newCustomer(here.page, here.tenant, "Frida");
    await customer.writes("Are you there?");
    await openFrom(here.page, customer);
    await here.page.context().setOffline(true);
    await reply(here.page).pressSequentially("On the train");
    await here.page.waitForTimeout(1_500);
    expect(await row(there.page, customer.name).getByText("Draft", { exact: true }).count()).toBe(0);
    await here.page.context().setOffline(false);
    await row(there.page, customer.name).getByText("On the train").waitFor();
  });
});

describe("taking back what was sent", () => {
  it("can be done in another tab too, and hands the keyboard on when it is too late", async () => {
    const { page, tenant } = await openInbox(browser, PEOPLE.ines, { holdsReplies: true });
    const customer = await newCustomer(page, tenant, "Ulla");
    await customer.writes("Is it ready?");
    await openFrom(page, customer);
    await reply(page).fill("Nearly");
    await reply(page).press("Enter");
    const other = await page.context().newPage();
    await other.goto(page.url());
    await bubble(other, "Nearly").getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => reply(other).inputValue()).toBe("Nearly");
    await other.close();
    await reply(page).fill("");
    await reply(page).pressSequentially("Ready");
    await reply(page).press("Enter");
    await bubble(page, "Ready").getByRole("button", { name: "Undo" }).focus();
    await bubble(page, "Ready").getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
    await expect.poll(() => reply(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await customer.sees()).not.toContain("business: Nearly");
  });
});
