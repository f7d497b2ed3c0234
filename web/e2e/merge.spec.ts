import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { installSandbox, newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const make = (page: Page, tenant: string, body: object) =>
  callApi<{ doc: { id: string } }>(page, "POST", "/contacts", { tenant, body });

describe("merging contacts", () => {
  it.each(["wide", "narrow"] as const)(
    "from the list, with a choice, an outcome and an undo, on a %s screen",
    async (screen) => {
      const page = await newPage(browser, { screen });
      await signIn(page, PEOPLE.maya);
      const client = await newClient(page, `Merging ${screen}`);
      await make(page, client, { name: "Amira Haddad", phone: "+447700900811", tags: ["trade"] });
      await make(page, client, { name: "A. Haddad", email: "amira@example.com", company: "Haddad & Co" });
      await page.goto(`/a/${client}/contacts`);
      await page.getByRole("button", { name: "Acts on Amira Haddad" }).click();
      await page.getByRole("menuitem", { name: "Merge with…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("heading", { name: "Merge Amira Haddad with…" }).waitFor();
      await dialog.getByLabel("Find the other contact").fill("nobody");
      await dialog.getByText("No contact matches.").waitFor();
      await expectSound(page);
      await dialog.getByLabel("Find the other contact").fill("haddad");
      await dialog.getByRole("button", { name: /^A\. Haddad/ }).click();

      await dialog.getByRole("heading", { name: "Merge A. Haddad into Amira Haddad" }).waitFor();
      await dialog.getByText("After the merge").waitFor();
      expect(await dialog.getByRole("radio", { name: "Amira Haddad" }).isChecked()).toBe(true);
      await dialog.getByRole("radio", { name: "A. Haddad", exact: true }).check();
      await expect.poll(() => dialog.getByRole("button", { name: "Merge contacts" }).isEnabled()).toBe(true);
      await expectSound(page);
      await dialog.getByRole("button", { name: "Merge contacts" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByText("Both are one A. Haddad now.").waitFor();
      await page.getByRole("button", { name: "Amira Haddad", exact: true }).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await page.getByRole("button", { name: "Amira Haddad", exact: true }).waitFor();
      await page.getByRole("button", { name: "A. Haddad", exact: true }).waitFor();
      await page.context().close();
    },
  );

  it("from possible duplicates: one pair told apart, one merged", async () => {
    for (const screen of ["wide", "narrow"] as const) {
      const page = await newPage(browser, { screen });
      await signIn(page, PEOPLE.maya);
      const client = await newClient(page, `Duplicates ${screen}`);
      await page.goto(`/a/${client}/contacts/duplicates`);
      await page.getByRole("heading", { name: "No duplicates" }).waitFor();
      await expectSound(page);
      await make(page, client, { name: "Cleo Moss", email: "cleo@example.com" });
      await make(page, client, { name: "Cleo M.", email: "cleo+news@example.com" });
      await make(page, client, { name: "Dan Reed", phone: "+442079460958" });
      await make(page, client, { name: "Dan", phone: "020 7946 0958" });
      await page.goto(`/a/${client}/contacts`);
      await page.getByRole("link", { name: "Duplicates" }).click();
      await page.getByText("The same address").waitFor();
      await expectSound(page);
      await page.getByRole("button", { name: /Cleo.*are not the same person/ }).click();
      await page.getByText("The same address").waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^Merge Dan/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("After the merge").waitFor();
      await expectSound(page);
      await dialog.getByRole("button", { name: "Swap" }).click();
      await expect.poll(() => dialog.getByRole("button", { name: "Merge contacts" }).isEnabled()).toBe(true);
      await dialog.getByRole("button", { name: "Merge contacts" }).click();
      await page.getByRole("heading", { name: "No duplicates" }).waitFor();
      await page.context().close();
    }
  });

  it("in the inbox: another tab moves on to where the conversation goes on, and the timeline can undo it", async () => {
    const page = await newPage(browser);
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, "Merging live");
    await installSandbox(page, client);
    const [ada, bea] = [await newCustomer(page, client, "Ada"), await newCustomer(page, client, "Bea")];
    await ada.writes("From the first number");
    await bea.writes("From the second number");
    const { docs } = await callApi<{ docs: { id: string; contact: { id: string; name: string } }[] }>(
      page,
      "GET",
      "/conversations",
      { tenant: client },
    );
    const of = (name: string) => docs.find(({ contact }) => contact.name === name)?.id ?? "";

    const other = await page.context().newPage();
    await other.goto(`/a/${client}/inbox/${of(bea.name)}`);
    await other.locator("#thread").getByText("From the second number").waitFor();
    await page.goto(`/a/${client}/inbox/${of(ada.name)}`);
    const panel = page.getByRole("complementary", { name: "The person" });
    await panel.getByRole("button", { name: "Merge with…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: new RegExp(`^${bea.name}`) }).click();
    await dialog.getByText("One conversation goes on in the one they already have").waitFor();
    await expect.poll(() => dialog.getByRole("button", { name: "Merge contacts" }).isEnabled()).toBe(true);
    await dialog.getByRole("button", { name: "Merge contacts" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.locator("#thread").getByText("From the second number").waitFor();
    await other.waitForURL(`**/inbox/${of(ada.name)}`);
    await other.locator("#thread").getByText("From the first number").waitFor();
    await expectSound(page);

    await panel.getByText(`merged ${bea.name} into this contact`).waitFor();
    await panel.getByRole("button", { name: `Undo the merge with ${bea.name}` }).click();
    await page.locator("#thread").getByText("From the second number").waitFor({ state: "detached" });
    await panel.getByText(`undid the merge with ${bea.name}`).waitFor();
    expect(await panel.getByRole("button", { name: /^Undo the merge/ }).count()).toBe(0);
    await page.goto(`/a/${client}/inbox/${of(bea.name)}`);
    await page.locator("#thread").getByText("From the second number").waitFor();
    await page.context().close();
  });

  it("adds and removes a number by hand, and offers a merge where another contact has it", async () => {
    for (const screen of ["wide", "narrow"] as const) {
      const page = await newPage(browser, { screen });
      await signIn(page, PEOPLE.maya);
      const client = await newClient(page, `Numbers ${screen}`);
      await installSandbox(page, client);
      const ada = await newCustomer(page, client, "Ada");
      await ada.writes("Hello");
      await make(page, client, { name: "Somebody Else", phone: "+447700900844" });
      const { docs } = await callApi<{ docs: { id: string }[] }>(page, "GET", "/conversations", { tenant: client });
      await page.goto(`/a/${client}/inbox/${docs[0]?.id}`);
      if (screen === "narrow")
        await page
          .getByRole("button", { name: /person|panel|details/i })
          .first()
          .click();
      const panel = page.getByRole("complementary", { name: "The person" });
      await panel.getByRole("button", { name: "Add a number or id" }).click();
      await panel.getByRole("textbox", { name: "Phone" }).fill("0770");
      await panel.getByRole("button", { name: "Add", exact: true }).click();
      await panel.getByText("Give the number with its country code").waitFor();
      await expectSound(page);
      await panel.getByRole("textbox", { name: "Phone" }).fill("+44 7700 900844");
      await panel.getByRole("button", { name: "Add", exact: true }).click();
      await panel.getByRole("button", { name: "Merge with Somebody Else…" }).waitFor();
      await panel.getByRole("textbox", { name: "Phone" }).fill("+44 7700 900855");
      await panel.getByRole("button", { name: "Add", exact: true }).click();
      await panel.getByText("+447700900855").first().waitFor();
      await expectSound(page);
      await panel.getByRole("button", { name: "Remove +447700900855" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await panel.getByRole("button", { name: "Remove +447700900855" }).waitFor({ state: "detached" });
      await page.context().close();
    }
  });

  it("offers a viewer nothing that would be refused", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.vera);
    await page.goto(`/a/${home}/contacts/duplicates`);
    await page.getByRole("heading", { name: "Possible duplicates" }).waitFor();
    expect(await page.getByRole("button", { name: /Merge|same person/ }).count()).toBe(0);
    await page.goto(`/a/${home}/inbox`);
    await page.locator("a[href*='/inbox/cnv_']").first().click();
    const panel = page.getByRole("complementary", { name: "The person" });
    await panel.getByText("Timeline").waitFor();
    expect(await panel.getByRole("button", { name: /Merge|Add a number|Remove|Undo/ }).count()).toBe(0);
    await page.context().close();
  });
});
