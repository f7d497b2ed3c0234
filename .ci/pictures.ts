import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { buildWhenChanged } from "../worker/local/build.ts";
import { REPOSITORY } from "../worker/local/state-folder.ts";
import { startProduct } from "../worker/local/testing/product.ts";
import { CHROMIUM_SWITCHES, findChromium } from "./chromium.ts";

/**
 * `npm run pictures`: takes the pictures of the README anew, from the built product with its demo data. A folder as argument takes them there;
 * names after it take those alone.
 */
const [folder = join(REPOSITORY, "docs/images"), ...names] = process.argv.slice(2);

const WIDE = { width: 1440, height: 900 };
const SMALL = { width: 960, height: 640 };
const PHONE = { width: 390, height: 844 };
const PASSWORD = "trellis-demo";

interface Picture {
  name: string;
  viewport: { width: number; height: number };
  theme: "light" | "dark";
  /** Goes where it is to be taken, and waits until all is there. */
  pose: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "inbox", viewport: WIDE, theme: "light", pose: (page) => openConversation(page, "tomas@casalumen.example") },
  {
    name: "inbox-phone",
    viewport: PHONE,
    theme: "dark",
    pose: (page) => openConversation(page, "tomas@casalumen.example"),
  },
  { name: "clients", viewport: WIDE, theme: "light", pose: openClients },
  { name: "set-up", viewport: WIDE, theme: "light", pose: openSetUp },
  { name: "start-address", viewport: SMALL, theme: "light", pose: (page) => start(page, "address") },
  { name: "start-plan", viewport: PHONE, theme: "dark", pose: (page) => start(page, "plan") },
];

await buildWhenChanged(() => console.log("Building …"));
const state = mkdtempSync(join(tmpdir(), "trellis-pictures-"));
const product = await startProduct({ TRELLIS_STATE: state });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_SWITCHES });
try {
  for (const picture of PICTURES)
    if (names.length === 0 || names.includes(picture.name)) await take(browser, product.url, picture);
} finally {
  await browser.close();
  await product.stop();
  rmSync(state, { recursive: true, force: true });
}

async function take(from: Browser, origin: string, { name, viewport, theme, pose }: Picture): Promise<void> {
  const context = await from.newContext({ baseURL: origin, viewport, colorScheme: theme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await pose(page);
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  console.log(`${name}.png`);
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.request.post("/api/users/login", { data: { email, password: PASSWORD } });
}

async function openConversation(page: Page, email: string): Promise<void> {
  await signIn(page, email);
  await page.goto("/");
  await page
    .getByRole("link", { name: /WhatsApp/ })
    .first()
    .click();
  await page.getByRole("article").last().waitFor();
}

async function openClients(page: Page): Promise<void> {
  await signIn(page, "maya@northlight.example");
  await page.goto("/");
  await page.getByText("Casa Lumen").first().waitFor();
}

/** A set-up that waits for the values of its second module. */
async function openSetUp(page: Page): Promise<void> {
  await signIn(page, "ines@casalumen.example");
  await page.goto("/");
  await page.waitForURL(/\/a\/[^/]+\/inbox/);
  await page.goto(`${new URL(page.url()).pathname.split("/").slice(0, 3).join("/")}/welcome`);
  await page.getByRole("button", { name: /^Set up \d+ modules$/ }).click();
  const form = page.locator("[data-transcript] form").last();
  const first = await form.getAttribute("data-module");
  await form.getByRole("button", { name: /test mode/i }).click();
  await page.locator(`[data-transcript] form:not([data-module="${first}"])`).waitFor();
}

/** The way of somebody who starts, as far as this step. */
async function start(page: Page, step: "address" | "plan"): Promise<void> {
  const mark = Date.now().toString(36);
  const email = `ana-${mark}@example.com`;
  const goOn = (name = "Continue") => page.getByRole("button", { name, exact: true }).click();
  await page.goto("/start");
  await page.getByLabel("Company").fill("Prado Studio");
  await goOn();
  await page.getByLabel("Your name").fill("Ana Prado");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("tomatoes are fruit");
  await goOn("Send me the code");
  await page.getByLabel("Code", { exact: true }).fill(await codeTo(page, email));
  await goOn("Confirm the address");
  if (step !== "address") await page.getByLabel("Subdomain").fill(`prado-${mark}`);
  await page.getByText("is available").waitFor();
  if (step === "address") return;
  await goOn();
  await page.getByLabel(/^Professional/).check();
}

async function codeTo(page: Page, email: string): Promise<string> {
  for (let tried = 0; tried < 50; tried += 1) {
    const answer = await page.request.get("/api/sandbox/mails");
    const { docs } = (await answer.json()) as { docs: { to: string; text: string }[] };
    const code = /^\d{4} \d{4}$/m.exec(docs.find(({ to }) => to === email)?.text ?? "")?.[0];
    if (code !== undefined) return code;
    await page.waitForTimeout(100);
  }
  throw new Error(`no code came to ${email}`);
}
