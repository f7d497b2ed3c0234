import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage, type Screen } from "./kit/browser.ts";
import { newClient, newTenant, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const SCREENS = ["wide", "narrow"] as const satisfies Screen[];
const unique = (name: string) => `${name} ${Date.now().toString(36)}`;

/** Opens the acts of a row on the list of clients and chooses one. */
async function choose(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole("button", { name: `Acts on ${name}` }).click();
  await page.getByRole("menuitem", { name: act }).click();
  await page.getByRole("dialog").waitFor();
}

async function find(page: Page, name: string): Promise<void> {
  await page.getByLabel("Search clients").fill(name);
  await page.getByText("1 client", { exact: true }).waitFor();
  await page.getByRole("button", { name: `Acts on ${name}` }).waitFor();
}

describe.each(SCREENS)("the life of a client, on a %s screen", (screen) => {
  it("is suspended with a reason, says so to who opens it, and resumed", async () => {
    const page = await newPage(browser, { screen });
    const agency = await signIn(page, PEOPLE.maya);
    const name = unique(`Brook ${screen}`);
    const client = await newClient(page, name);
    await page.goto(`/a/${agency}/clients`);
    await find(page, name);
    await choose(page, name, "Suspend");
    const dialog = page.getByRole("dialog", { name: `Suspend ${name}?` });
    await dialog.getByText("Nothing is sent.").waitFor();
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await dialog.getByText("Say why: its people will read it.").waitFor();
    await expectSound(page);
    await dialog.getByLabel("Reason").fill("The invoice of May is open");
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("table").getByText("Suspended", { exact: true }).waitFor();

    await page.goto(`/a/${client}/contacts`);
    await page.getByRole("status").filter({ hasText: "This account is suspended." }).waitFor();
    await page.getByRole("heading", { name: "Contacts", level: 1 }).waitFor();
    expect(await page.getByRole("button", { name: /Add/ }).count(), "acts that would be refused").toBe(0);
    const listens = page.waitForEvent("websocket");
    await page.goto(`/a/${client}/settings/account`);
    await page.getByRole("status").filter({ hasText: "This account is suspended." }).waitFor();
    await page.getByText("Reason given: The invoice of May is open").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).getAttribute("readonly")).not.toBeNull();
    await expectSound(page);
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
    await page.getByText("Everything works: messages are received and sent.").waitFor();
    const bar = page.getByRole("status").filter({ hasText: "is suspended" });
    await bar.waitFor({ state: "detached" });
    // Somebody else does it, and the open page learns of it by itself.
    await listens;
    await callApi(page, "PUT", `/tenants/${client}/suspension`, { body: { reason: "Again" } });
    await bar.waitFor();
    await callApi(page, "DELETE", `/tenants/${client}/suspension`);
    await bar.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("is deleted by typing its address, found among the deleted, restored, deleted and erased", async () => {
    const page = await newPage(browser, { screen });
    const agency = await signIn(page, PEOPLE.maya);
    const name = unique(`Ferry ${screen}`);
    const client = await newClient(page, name);
    const { slug } = await callApi<{ slug: string }>(page, "GET", `/tenants/${client}`);
    await page.goto(`/a/${client}/settings/account`);
    await page.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
    await dialog.getByRole("textbox").fill("something-else");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog.getByText(`Type ${slug} to confirm.`).waitFor();
    await dialog.getByRole("textbox").fill(slug);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.waitForURL(`**/a/${agency}/clients`);

    await page.getByLabel("Search clients").fill(name);
    await page.getByText(`No client matches “${name}”`).waitFor();
    await page.getByRole("radio", { name: "Deleted" }).check();
    await find(page, name);
    await expectSound(page);
    await choose(page, name, "Restore");
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await page.getByText(`No client matches “${name}”`).waitFor();
    await page.getByRole("radio", { name: "In use" }).check();
    await find(page, name);

    await choose(page, name, "Delete");
    await dialog.getByRole("textbox").fill(slug);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText(`No client matches “${name}”`).waitFor();
    await page.getByRole("radio", { name: "Deleted" }).check();
    await find(page, name);
    await choose(page, name, "Erase for good");
    const last = page.getByRole("dialog", { name: `Erase ${name} for good?` });
    await last.getByText("Nobody can bring it back.").waitFor();
    await last.getByRole("textbox").fill(slug);
    await last.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText(`No client matches “${name}”`).waitFor();
    await page.context().close();
  });

  it("moves to another agency, whose people then find it", async () => {
    const page = await newPage(browser, { screen });
    const platform = await signIn(page, PEOPLE.olivia);
    const name = unique(`Quay ${screen}`);
    const other = unique(`Second ${screen}`);
    const from = await newTenant(page, { type: "agency", name: unique(`First ${screen}`) });
    const to = await newTenant(page, { type: "agency", name: other });
    const client = await newTenant(page, { type: "subaccount", name, parent: from });
    await page.goto(`/a/${platform}/clients`);
    await page.getByRole("radio", { name: "Clients" }).check();
    await find(page, name);
    await choose(page, name, "Move to another agency");
    const dialog = page.getByRole("dialog", { name: `Move ${name}` });
    await dialog.getByLabel("Search agencies").fill(other);
    await dialog.getByRole("combobox", { name: "Agency" }).selectOption({ label: other });
    await expectSound(page);
    await dialog.getByRole("button", { name: "Move to another agency" }).click();
    await dialog.waitFor({ state: "detached" });
    const moved = await callApi<{ parent: string }>(page, "GET", `/tenants/${client}`);
    expect(moved.parent).toBe(to);
    await page.context().close();
  });
});

describe("the account page", () => {
  it.each(SCREENS)("takes a new name and address on a %s screen, and says which address is free", async (screen) => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, unique(`Cove ${screen}`));
    const slug = `cove-${screen}-${Date.now().toString(36)}`;
    await page.goto(`/a/${client}/settings/account`);
    const address = page.getByLabel("Address part");
    await address.fill("casa-lumen");
    await page.getByText("This address is not available. Choose another.").waitFor();
    await address.fill(slug);
    await page.getByText("This address is available.").waitFor();
    await expectSound(page);
    await page.getByLabel("Name", { exact: true }).fill("Cove & Co");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect(await callApi(page, "GET", `/tenants/${client}`)).toMatchObject({ name: "Cove & Co", slug });
    await page.context().close();
  });

  it("offers nobody to stop their own account, and says whom to ask", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.ines);
    await page.goto(`/a/${home}/settings/account`);
    await page.getByText("An account is not suspended, moved or deleted from within. Ask your agency.").waitFor();
    expect(await page.getByRole("button", { name: /Suspend|Delete|Cancel account/ }).count()).toBe(0);
    await expectSound(page);
    await page.context().close();
  });
});
