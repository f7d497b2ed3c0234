import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, launchBrowser, newPage } from "./kit/browser.ts";
import { newCustomer } from "./kit/customer.ts";
import { installSandbox, newClient, PEOPLE, signIn, tenantNamed } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("account switcher", () => {
  it("goes from the platform to a client and up again by keyboard alone", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.olivia);
    const casaLumen = await tenantNamed(page, "Casa Lumen");
    await page.goto(`/a/${home}/clients`);
    await page.getByRole("button", { name: "Choose an agency" }).waitFor();

    await page.keyboard.press("Control+Shift+A");
    const search = page.getByRole("combobox", { name: "Search accounts" });
    await search.waitFor();
    await page.keyboard.type("lumen");
    await page.getByRole("option", { name: "Casa Lumen" }).waitFor();
    await expectSound(page);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/a/${casaLumen}/inbox`);

    const breadcrumb = page.getByRole("navigation", { name: "Accounts" });
    await breadcrumb.getByRole("button", { name: "Casa Lumen" }).waitFor();
    expect(await breadcrumb.getByRole("button").allInnerTexts()).toEqual(["Trellis", "Northlight Media", "Casa Lumen"]);

    await breadcrumb.getByRole("button", { name: "Northlight Media" }).focus();
    await page.keyboard.press("Enter");
    // Others may have opened agencies of like names.
    await page
      .getByRole("option", { name: /^Harbour/ })
      .first()
      .waitFor();
    const names = await page.getByRole("option").allInnerTexts();
    const steps = names.findIndex((name) => name.startsWith("Harbour"));
    const [chosen = ""] = names[steps]?.split("\n") ?? [];
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
    await breadcrumb.getByRole("button", { name: chosen, exact: true }).waitFor();
    await page.context().close();
  });

  it("closes on Escape and gives the focus back", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.ines);
    await page.goto(`/a/${home}/modules`);
    const segment = page.getByRole("navigation", { name: "Accounts" }).getByRole("button", { name: "Casa Lumen" });
    await segment.click();
    await page.getByRole("combobox").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
    expect(await segment.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it("finds nothing outside what the person was given", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.maya);
    await page.goto(`/a/${home}/clients`);
    await page.getByRole("button", { name: "Choose a client" }).click();
    await page.getByRole("combobox", { name: "Search accounts" }).fill("harbour");
    await page.getByText("No account matches “harbour”.").waitFor();
    await page.context().close();
  });
});

it("reads out the name of each page a link opens", async () => {
  const page = await newPage(browser);
  const home = await signIn(page, PEOPLE.ines);
  await page.goto(`/a/${home}/contacts`);
  await page.getByRole("link", { name: "Modules" }).click();
  await page.getByRole("status").filter({ hasText: "Modules · Trellis" }).waitFor({ state: "attached" });
  await page.context().close();
});

describe("clients", () => {
  it.each(["wide", "narrow"] as const)(
    "creates a client on a %s screen, refuses a taken address part, opens it",
    async (screen) => {
      const page = await newPage(browser, { screen });
      const home = await signIn(page, PEOPLE.maya);
      await page.goto(`/a/${home}/clients`);
      const name = `Oak & Olive ${screen} ${Date.now().toString(36)}`;
      await page.getByRole("searchbox").or(page.getByLabel("Search clients")).fill(name.slice(-8));
      await page.getByText("0 clients", { exact: true }).waitFor();
      await page.getByRole("button", { name: "New client" }).click();
      const dialog = page.getByRole("dialog", { name: "New client" });
      await dialog.getByLabel("Name", { exact: true }).fill("Casa Lúmen");
      expect(await dialog.getByLabel("Address part").inputValue()).toBe("casa-lumen");
      await dialog.getByRole("button", { name: "Create client" }).click();
      await dialog.getByRole("alert").filter({ hasText: /./ }).first().waitFor();
      expect(await dialog.getByLabel("Address part").getAttribute("aria-invalid")).toBe("true");
      await expectSound(page);

      await dialog.getByLabel("Name", { exact: true }).fill(name);
      await dialog.getByRole("button", { name: "Create client" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByText("1 client", { exact: true }).waitFor();
      await page.getByRole("link", { name }).click();
      await page.waitForURL(/\/inbox$/);
      await page.context().close();
    },
  );

  it("offers no way to create one to who may not", async () => {
    const page = await newPage(browser);
    const home = await signIn(page, PEOPLE.jonas);
    await page.goto(`/a/${home}/clients`);
    await page.getByRole("link", { name: "Casa Lumen" }).waitFor();
    expect(await page.getByRole("button", { name: /client/i }).allInnerTexts()).toEqual(["Choose a client"]);
    await page.context().close();
  });

  it("tells of an account that cannot be opened, and leads back", async () => {
    const page = await newPage(browser);
    await signIn(page, PEOPLE.vera);
    await page.goto("/a/ten_00000000000000000000000000/inbox");
    await page.getByRole("heading", { name: "This account cannot be opened." }).waitFor();
    await expectSound(page);
    await page.getByRole("link", { name: "Go to your accounts" }).click();
    await page.waitForURL(/\/inbox$/);
    await page.context().close();
  });
});

describe.each(["wide", "narrow"] as const)("how clients do, on a %s screen", (screen) => {
  it("shows in the list and the switcher as it happens, sorts, filters and leaves as a file", async () => {
    const page = await newPage(browser, { screen });
    const agency = await signIn(page, PEOPLE.maya);
    const name = `Pine ${screen} ${Date.now().toString(36)}`;
    const client = await newClient(page, name);
    await installSandbox(page, client);
    const customer = await newCustomer(page, client, "Ada");
    await page.goto(`/a/${agency}/clients?q=${encodeURIComponent(name)}`);
    const row = page.getByRole("row").filter({ hasText: name });
    await row.waitFor();
    await customer.writes("Is anybody there?");
    await row.getByText("1 unread").waitFor();
    await expectSound(page);

    const switcher = page.getByRole("navigation", { name: "Accounts" }).getByRole("button").last();
    await switcher.click();
    await page.getByRole("combobox", { name: "Search accounts" }).fill(name);
    const option = page.getByRole("option", { name });
    await option.getByText("1 unread").waitFor();
    await customer.writes("Hello?");
    await option.getByText("2 unread").waitFor();
    await expectSound(page);
    await page.keyboard.press("Escape");

    if (screen === "narrow") await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Health").selectOption("broken");
    await page.getByText(`No client matches “${name}”`).waitFor();
    await page.getByRole("button", { name: "Show all clients" }).click();
    if (screen === "narrow") await page.getByLabel("Sort").selectOption("-unread");
    else await page.getByRole("columnheader", { name: "Unread" }).getByRole("button").click();
    await page.waitForURL(/sort=-unread/);
    await page
      .getByRole("row")
      .filter({ hasText: "Casa Lumen" })
      .getByText(/unread/)
      .waitFor();
    await page.reload();
    await row.waitFor();
    await expectSound(page);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^accounts-.*\.csv$/);
    expect(readFileSync(await file.path(), "utf8")).toContain(`${client},${name},`);
    await page.context().close();
  });
});
