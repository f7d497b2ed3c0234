import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("contacts", () => {
  it.each(["wide", "narrow"] as const)("adds, finds, changes and deletes one on a %s screen", async (screen) => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Contacts ${screen}`);
    await page.goto(`/a/${client}/contacts`);
    await page.getByRole("heading", { name: "No contacts yet" }).waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "Add the first contact" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add contact" }).click();
    await dialog.getByText("Give the contact a name.").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("Amira Haddad");
    await dialog.getByLabel("Phone").fill("12");
    await dialog.getByRole("button", { name: "Add contact" }).click();
    await expect.poll(() => dialog.getByLabel("Phone").getAttribute("aria-invalid")).toBe("true");
    await expectSound(page);
    await dialog.getByLabel("Phone").fill("+44 7700 900 888");
    await dialog.getByLabel("Tags").fill("trade, vip");
    await dialog.getByRole("button", { name: "Add contact" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Amira Haddad", exact: true }).waitFor();
    await page.getByText("+447700900888").filter({ visible: true }).waitFor();

    await page.getByLabel("Search contacts").fill("nobody like this");
    await page.getByRole("heading", { name: "No contact matches" }).waitFor();
    await page.getByLabel("Search contacts").fill("amira");
    await page.getByRole("button", { name: "Amira Haddad", exact: true }).click();
    await dialog.getByLabel("Stage").selectOption("Customer");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "Customer" }).waitFor();

    await page.getByRole("button", { name: "Acts on Amira Haddad" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page
      .getByRole("dialog", { name: "Delete Amira Haddad?" })
      .getByRole("button", { name: "Delete contact" })
      .click();
    await page.getByRole("heading", { name: "No contact matches" }).waitFor();
    await page.context().close();
  });

  it("pages through many, and filters by stage", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.ines);
    const { totalDocs } = (await (
      await page.request.get("/api/contacts?limit=1", { headers: { "x-tenant": home } })
    ).json()) as { totalDocs: number };
    expect(totalDocs).toBeGreaterThan(50);
    await page.goto(`/a/${home}/contacts`);
    await page.getByText(`1 to 50 of ${totalDocs.toLocaleString()} contacts`).waitFor();
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByText(/^51 to /).waitFor();
    await page.getByLabel("Stage").selectOption("Lost");
    await expect
      .poll(async () => new Set(await page.locator("tbody td:nth-child(5)").allInnerTexts()))
      .toEqual(new Set(["Lost"]));
    await page.context().close();
  });

  it("offers a viewer nothing that would be refused", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.vera);
    await page.goto(`/a/${home}/contacts`);
    await page.getByRole("row").nth(3).waitFor();
    expect(await page.locator("main").getByRole("button").allInnerTexts()).toEqual(["", ""]);
    await expectSound(page);
    await page.context().close();
  });
});
