import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { installSandbox, newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("dialog").getByLabel(label, { exact: true }).selectOption({ label: option });
}

async function startActOn(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole("button", { name: `Change ${name}` }).click();
  await page.getByRole("menuitem", { name: act }).click();
}

describe.each(["wide", "narrow"] as const)("on a %s screen", (screen) => {
  it("gives a colleague a role here, changes it and takes it away", async () => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Team ${screen}`);
    await page.goto(`/a/${client}/settings/team`);
    await page.getByText("Nobody has a role on this account itself yet.").waitFor();
    await rowOf(page, "Jonas Okoro").getByText("Agency member").waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "Add a colleague" }).click();
    await choose(page, "Person", "Jonas Okoro (jonas@northlight.example)");
    await choose(page, "Role", "Account member");
    await page.getByRole("dialog").getByText("Answer customers").waitFor();
    await expectSound(page);
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("Jonas Okoro has a role on this account.").waitFor();
    const own = page.getByRole("table", { name: "People of this account" });
    await own.getByText("Account member").waitFor();
    await own.getByText("Agency member").waitFor();

    await startActOn(page, "Jonas Okoro", "Change role…");
    await choose(page, "Role", "Viewer");
    await page.getByRole("dialog").getByRole("switch", { name: "Assigned records only" }).click();
    await expectSound(page);
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await own.getByText("Viewer").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expectSound(page);

    await startActOn(page, "Jonas Okoro", "Take off this account…");
    await page.getByRole("dialog").getByRole("button", { name: "Take off" }).click();
    await page.getByText("Nobody has a role on this account itself yet.").waitFor();
  });

  it("says what each role can do, makes one, and moves its people when it goes", async () => {
    const page = await newPage(browser, { screen });
    await signIn(page, PEOPLE.maya);
    const client = await newClient(page, `Roles ${screen}`);
    await page.goto(`/a/${client}/settings/roles`);
    if (screen === "wide") {
      const line = page.getByRole("region", { name: "What each role can do" }).getByRole("row");
      await line.filter({ hasText: "Delete contacts" }).getByText("Yes").first().waitFor();
    } else {
      await page.getByLabel("What can this role do?").selectOption({ label: "Viewer" });
      await page.getByText("Delete contacts: no").waitFor();
    }
    await page.getByText("None yet.").waitFor();
    await expectSound(page);

    await page.getByRole("button", { name: "New role" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Front desk");
    await page.getByRole("dialog").getByRole("switch", { name: "Answer customers" }).click();
    await expectSound(page);
    await page.getByRole("button", { name: "Make the role" }).click();
    await page.getByText("Front desk is saved.").waitFor();
    await page.getByText("On a client account · allows 3 · 0 people").waitFor();

    const email = `desk-${Date.now().toString(36)}@example.com`;
    await page.goto(`/a/${client}/settings/team`);
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.getByRole("dialog").getByLabel("E-mail", { exact: true }).fill(email);
    await choose(page, "Role", "Front desk");
    await expectSound(page);
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByRole("button", { name: `Take back the invitation of ${email}` }).click();
    await page.goto(`/a/${client}/settings/roles`);

    const { docs } = await callApi<{ docs: { id: string; name: string }[] }>(page, "GET", "/roles", { tenant: client });
    const customRole = docs.find(({ name }) => name === "Front desk")?.id;
    await callApi(page, "POST", "/members", { tenant: client, body: { email: PEOPLE.jonas, customRole } });
    await page.reload();
    await page.getByText("1 person", { exact: false }).waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Delete Front desk" }).click();
    await choose(page, "They get instead", "Viewer");
    await expectSound(page);
    await page.getByRole("dialog").getByRole("button", { name: "Delete role" }).click();
    await page.getByText("None yet.").waitFor();
    await page.goto(`/a/${client}/settings/team`);
    await page.getByRole("table", { name: "People of this account" }).getByText("Viewer").waitFor();
  });

  it("shows whoever sees only their own nothing else, and what is given and taken as it happens", async () => {
    const [maya, page] = [await newPage(browser), await newPage(browser, { screen })];
    await signIn(maya, PEOPLE.maya);
    const client = await newClient(maya, `Assigned ${screen}`);
    await installSandbox(maya, client);
    const [mine, other] = [await newCustomer(maya, client, "Mira"), await newCustomer(maya, client, "Otto")];
    for (const customer of [mine, other]) await customer.writes("Hello there");
    const added = await callApi<{ doc: { id: string } }>(maya, "POST", "/members", {
      tenant: client,
      body: { email: PEOPLE.tomas, role: "subaccount_member" },
    });
    await signIn(page, PEOPLE.tomas);
    await page.goto(`/a/${client}/inbox`);
    const list = page.getByRole("region", { name: "Conversations" });
    await list.getByText(mine.name).waitFor();
    await list.getByText(other.name).waitFor();

    // Narrowed while they look: what is not theirs is gone.
    await callApi(maya, "PATCH", `/members/${added.doc.id}`, { tenant: client, body: { assignedOnly: true } });
    await list.getByText(other.name).waitFor({ state: "detached" });
    await list.getByText(mine.name).waitFor({ state: "detached" });

    const conversations = await callApi<{ docs: { id: string; contact: { name: string } }[] }>(
      maya,
      "GET",
      "/conversations",
      { tenant: client },
    );
    const id = conversations.docs.find(({ contact }) => contact.name === mine.name)?.id;
    const assign = (assignee: string | null) =>
      callApi(maya, "PATCH", `/conversations/${id}`, { tenant: client, body: { assignee } });
    // Once they listen again, what is given to them comes by itself.
    await expect.poll(async () => (await presentIn(page)).length).toBe(0);
    await assign(added.doc.id);
    await list.getByText(mine.name).waitFor();
    expect(await list.getByText(other.name).count()).toBe(0);
    await expectSound(page);
    await assign(null);
    await list.getByText(mine.name).waitFor({ state: "detached" });

    await callApi(maya, "DELETE", `/members/${added.doc.id}`, { tenant: client });
    await page.getByText("You no longer have access to this account.").waitFor();
  });
});

/** What is in the list now. */
async function presentIn(page: Page): Promise<string[]> {
  return page.getByRole("region", { name: "Conversations" }).getByRole("listitem").allTextContents();
}
