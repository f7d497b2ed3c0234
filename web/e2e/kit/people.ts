import type { Page } from "playwright-core";
import { expect } from "vitest";

/** People of the demo data. */
export const PEOPLE = {
  olivia: "olivia@trellis.example",
  maya: "maya@northlight.example",
  ines: "ines@casalumen.example",
  tomas: "tomas@casalumen.example",
  vera: "vera@casalumen.example",
} as const;
const PASSWORD = "trellis-demo";

/** Signs in without the form, to get on with what is tested. Answers the id of the person's own account. */
export async function signIn(page: Page, email: string): Promise<string> {
  const answer = await page.request.post("/api/users/login", { data: { email, password: PASSWORD } });
  expect(answer.status(), await answer.text()).toBe(200);
  const me = (await (await page.request.get("/api/users/me")).json()) as { user: { homeTenant: string } };
  return me.user.homeTenant;
}

/** The id of the account with this name among those below the person's own. */
export async function tenantNamed(page: Page, name: string): Promise<string> {
  const answer = await page.request.get("/api/tenants", { params: { q: name, limit: 100 } });
  const { docs } = (await answer.json()) as { docs: { id: string; name: string }[] };
  const found = docs.find((tenant) => tenant.name === name);
  expect(found, `an account named ${name}`).toBeDefined();
  return found!.id;
}

/** A new client of the person's own account (an agency), for a test that needs one to itself. Answers its id. */
export async function newClient(page: Page, name: string): Promise<string> {
  const slug = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${Date.now().toString(36)}`;
  const answer = await page.request.post("/api/tenants", { data: { type: "subaccount", name, slug } });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { doc: { id: string } }).doc.id;
}

/** Turns WhatsApp on in test mode. */
export async function installSandbox(page: Page, tenant: string): Promise<void> {
  const answer = await page.request.post("/api/integrations", {
    headers: { "x-tenant": tenant },
    data: { module: "whatsapp", sandbox: true },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}
