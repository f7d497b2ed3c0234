import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "./kit/api.ts";
import { expectSound, inTheme, launchBrowser, newPage } from "./kit/browser.ts";
import { newClient, PEOPLE, signIn } from "./kit/people.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const rows = (page: Page) => page.locator("main li button");
const counted = (page: Page) => expect.poll(() => rows(page).count(), { timeout: 10_000 });
const panel = (page: Page) => page.getByRole("region", { name: "One act" });

/** A client in which a contact was made and changed, and an agent made. */
async function busyClient(page: Page, name: string): Promise<string> {
  await signIn(page, PEOPLE.maya);
  const tenant = await newClient(page, name);
  const made = { tenant, body: { name: "Petra", company: "Bakery" } };
  const { doc } = await callApi<{ doc: { id: string } }>(page, "POST", "/contacts", made);
  await callApi(page, "PATCH", `/contacts/${doc.id}`, { tenant, body: { company: "Corner Bakery" } });
  await callApi(page, "POST", "/agents", { tenant, body: { name: "=Front desk" } });
  return tenant;
}

describe.each(["wide", "narrow"] as const)("the audit log on a %s screen", (screen) => {
  it("shows what was done, by whom, what changed and why; and is verified", { timeout: 120_000 }, async () => {
    const page = await newPage(browser, { screen });
    const tenant = await busyClient(page, `Audit ${screen}`);
    await page.goto(`/a/${tenant}/settings/audit`);
    await counted(page).toBeGreaterThanOrEqual(3);
    await page.getByText("Verified.").waitFor();
    await expectSound(page);
    await inTheme(page, "dark");
    await expectSound(page);
    await inTheme(page, "light");

    await rows(page)
      .filter({ hasText: /contact updated/i })
      .click();
    await panel(page).getByText("Corner Bakery").waitFor();
    await panel(page).getByText("Bakery", { exact: true }).waitFor();
    await panel(page).getByText("Signed in", { exact: true }).waitFor();
    expect(page.url()).toContain("row=aud_");
    await expectSound(page);

    // A link to what one sees.
    await page.reload();
    await panel(page).getByText("Corner Bakery").waitFor();
    await panel(page).getByRole("button", { name: "All that was done to it" }).click();
    await counted(page).toBe(2);
    expect(page.url()).toContain("entityId=con_");
    await expectSound(page);
    await page.getByRole("button", { name: "Clear" }).click();
    await counted(page).toBeGreaterThanOrEqual(3);

    await page.getByLabel("Search the log").fill("front desk");
    await counted(page).toBe(1);
    expect(page.url()).toContain("text=front");
    await page.getByLabel("Search the log").fill("nothing like it");
    await page.getByText("Nothing matches").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Show everything" }).click();
    if (screen === "narrow") await page.getByRole("button", { name: "Filters" }).click();
    await page.getByLabel("About", { exact: true }).selectOption("agent");
    await counted(page).toBe(1);
    await expectSound(page);
  });
});

it("is saved as it is narrowed down, with formulas as text", async () => {
  const page = await newPage(browser);
  const tenant = await busyClient(page, "Audit export");
  await page.goto(`/a/${tenant}/settings/audit?entity=agent`);
  await counted(page).toBe(1);
  const saved = async (entry: string) => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: entry }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const csv = await saved("CSV, for a spreadsheet");
  expect(csv.name).toMatch(/^audit-audit-export-.*\.csv$/);
  expect(csv.text.trimEnd().split("\n")).toHaveLength(2);
  expect(csv.text).toContain("agent.created");
  const lines = await saved("JSON lines, for a program");
  expect(JSON.parse(lines.text)).toMatchObject({ action: "agent.created", after: { name: "=Front desk" } });
});

it("reads on as one scrolls, and tells each row once", async () => {
  const page = await newPage(browser);
  const tenant = await busyClient(page, "Audit long");
  for (let n = 0; n < 150; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        callApi(page, "POST", "/contacts", { tenant, body: { name: `Contact ${n + i}` } }),
      ),
    );
  await page.goto(`/a/${tenant}/settings/audit?entity=contact`);
  await counted(page).toBeGreaterThan(5);
  expect(await rows(page).count()).toBeLessThan(60);
  const list = page.locator("main ul").last();
  await expect
    .poll(
      async () => {
        await list.evaluate((ul) => ul.parentElement?.scrollTo(0, ul.parentElement.scrollHeight));
        return page.getByText("The beginning of the log.").count();
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  expect(await list.evaluate((ul) => ul.clientHeight)).toBe(152 * 52);
  await expectSound(page);
});

it("says where it does not hold, and when it could not be read", async () => {
  const page = await newPage(browser);
  const tenant = await signIn(page, PEOPLE.ines);
  await page.route("**/api/audit/verification?*", async (route) => {
    const answer = await route.fetch();
    const found = (await answer.json()) as object;
    await route.fulfill({
      json: { ...found, ok: false, brokenAt: 7, fault: "broken", message: "A row was changed, taken out or put in." },
    });
  });
  await page.goto(`/a/${tenant}/settings/audit`);
  await page.getByText(/does not hold at row 7/).waitFor();
  await expectSound(page);
  await page.route("**/api/audit?*", (route) =>
    route.fulfill({
      status: 503,
      json: { errors: [{ code: "unavailable", message: "Not now." }], requestId: "req_1" },
    }),
  );
  await page.reload();
  await page.getByRole("alert").getByText("Not now.").waitFor();
  await expectSound(page);
});

it("is not for whoever may not see it", async () => {
  const page = await newPage(browser);
  const tenant = await signIn(page, PEOPLE.tomas);
  await page.goto(`/a/${tenant}/settings/audit`);
  await page.getByText("Audit log is not yours to open").waitFor();
  await expectSound(page);
});
