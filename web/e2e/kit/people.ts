import type { Page } from "playwright-core";
import { expect } from "vitest";
import { callApi } from "./api.ts";

/** People of the demo data. */
export const PEOPLE = {
  olivia: "olivia@trellis.example",
  maya: "maya@northlight.example",
  jonas: "jonas@northlight.example",
  ines: "ines@casalumen.example",
  tomas: "tomas@casalumen.example",
  vera: "vera@casalumen.example",
} as const;
const PASSWORD = "trellis-demo";

/** Signs in without the form, to get on with what is tested. Answers the id of the person's own account. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<string> {
  const answer = await page.request.post("/api/users/login", { data: { email, password } });
  expect(answer.status(), await answer.text()).toBe(200);
  const { user } = await callApi<{ user: { homeTenant: string } }>(page, "GET", "/users/me");
  return user.homeTenant;
}

/** The id of the account with this name among those below the person's own. */
export async function tenantNamed(page: Page, name: string): Promise<string> {
  const path = `/tenants?${new URLSearchParams({ q: name, limit: "100" })}`;
  const { docs } = await callApi<{ docs: { id: string; name: string }[] }>(page, "GET", path);
  const found = docs.find((tenant) => tenant.name === name);
  expect(found, `an account named ${name}`).toBeDefined();
  return found!.id;
}

/** A new client of the person's own account (an agency), for a test that needs one to itself. Answers its id. */
export function newClient(page: Page, name: string): Promise<string> {
  return newTenant(page, { type: "subaccount", name });
}

/** A new account under `parent`, or under the person's own. Answers its id. */
export async function newTenant(
  page: Page,
  tenant: { type: "agency" | "subaccount"; name: string; parent?: string },
): Promise<string> {
  const slug = `${tenant.name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${Date.now().toString(36)}`;
  const { doc } = await callApi<{ doc: { id: string } }>(page, "POST", "/tenants", { body: { ...tenant, slug } });
  return doc.id;
}

/** Turns WhatsApp on in test mode. */
export async function installSandbox(page: Page, tenant: string): Promise<void> {
  await callApi(page, "POST", "/integrations", { tenant, body: { module: "whatsapp", sandbox: true } });
}
