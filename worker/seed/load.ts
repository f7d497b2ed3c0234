import { sandboxMeta, subAccount } from "../../durable-objects/stubs.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import type { Tenant } from "../../schema/contracts/tenants.ts";
import type { Plan } from "../../schema/plans.ts";
import { userByEmail } from "../directory/users.ts";
import type { Env } from "../env.ts";
import { ensurePlatform } from "../services/tenants/ensure-platform.ts";
import { createUser } from "../services/users/create.ts";
import { type Api, signIn } from "./api.ts";
import { DEMO_ACCOUNTS } from "./accounts/index.ts";
import { ensureAgents } from "./ensure-agents.ts";
import { DEMO_AGENCIES, DEMO_PASSWORD, DEMO_PEOPLE, LAST_PERSON } from "./people.ts";
import { demoRows } from "./rows.ts";
import { demoThreads } from "./threads.ts";

/**
 * Loads the demo: agencies, accounts, people, a sandbox WhatsApp number, Claude with agents, and conversations each. Everything that has a door goes through it.
 * Each step is skipped where its result is there, so an interrupted load goes on at the next start; a finished one is left alone.
 */
export async function loadDemoData(env: Env, execution: ExecutionContext, now: number): Promise<void> {
  if (await userByEmail(env, LAST_PERSON.email)) return;
  const platformId = await ensurePlatform(env, now);
  const people = { olivia: await addPerson(env, "olivia", platformId, now) };
  const api = await signIn(env, execution, DEMO_PEOPLE.olivia.email);

  const tenantIds: Record<string, string> = {};
  for (const { slug, name } of DEMO_AGENCIES)
    tenantIds[slug] = await ensureTenant(api, { type: "agency", parent: platformId, slug, name });
  for (const { slug } of DEMO_AGENCIES) await choosePlan(api, tenantIds[slug] ?? "", "enterprise");
  for (const { slug, name, agency, plan } of DEMO_ACCOUNTS) {
    tenantIds[slug] = await ensureTenant(api, { type: "subaccount", parent: tenantIds[agency] ?? "", slug, name });
    await choosePlan(api, tenantIds[slug] ?? "", plan);
  }

  const team = await Promise.all(
    (["maya", "jonas", "ines", "tomas", "ruth"] as const).map(
      async (key) => [key, await addPerson(env, key, tenantIds[DEMO_PEOPLE[key].tenant] ?? "", now)] as const,
    ),
  );
  for (const account of DEMO_ACCOUNTS) {
    const tenantId = tenantIds[account.slug] ?? "";
    const integrationId = await ensureSandboxNumber(api, tenantId);
    await ensureAgents(api, tenantId, account.agents);
    const rows = demoRows(account, { integrationId, people: { ...people, ...Object.fromEntries(team) }, now });
    const machinery = { kind: "system", tenantId, via: "seed" } as const;
    await sandboxMeta(env, integrationId).loadThreads(machinery, { threads: demoThreads(rows) });
    await subAccount(env, tenantId).loadDemo(machinery, rows);
  }
  await addPerson(env, "vera", tenantIds[LAST_PERSON.tenant] ?? "", now);
  await api.signOut();
}

async function addPerson(
  env: Env,
  key: keyof typeof DEMO_PEOPLE,
  tenantId: string,
  now: number,
): Promise<{ id: string; name: string }> {
  const { email, name, role } = DEMO_PEOPLE[key];
  const found = await userByEmail(env, email);
  if (found) return { id: found.id, name };
  const actor = { kind: "system", tenantId, via: "seed" } as const;
  return {
    ...(await createUser(env, actor, { email, name, password: DEMO_PASSWORD, grants: [{ tenantId, role }] }, now)),
    name,
  };
}

async function ensureTenant(
  api: Api,
  tenant: { type: "agency" | "subaccount"; parent: string; slug: string; name: string },
): Promise<string> {
  const created = await api.call<{ doc: Tenant }>("POST", "/api/tenants", { body: tenant });
  if (created.status === 201) return created.body.doc.id;
  const { body } = await api.call<{ docs: Tenant[] }>("GET", `/api/tenants?q=${encodeURIComponent(tenant.slug)}`, {
    tenant: tenant.parent,
  });
  const found = body.docs.find(({ slug }) => slug === tenant.slug);
  if (found === undefined) throw new Error(`loading the demo: the address ${tenant.slug} is taken elsewhere`);
  return found.id;
}

/** The demo outlives any trial. */
async function choosePlan(api: Api, tenant: string, plan: Plan): Promise<void> {
  await api.call("PUT", `/api/tenants/${tenant}/plan`, { tenant, body: { plan } });
}

async function ensureSandboxNumber(api: Api, tenantId: string): Promise<string> {
  const installed = await api.call<{ doc: Integration }>("POST", "/api/integrations", {
    tenant: tenantId,
    body: { module: "whatsapp", sandbox: true },
  });
  if (installed.status === 201) return installed.body.doc.id;
  const { body } = await api.call<{ docs: Integration[] }>("GET", "/api/integrations", { tenant: tenantId });
  const found = body.docs.find(({ module }) => module === "whatsapp");
  if (found === undefined) throw new Error("loading the demo: WhatsApp is neither installed nor installable");
  return found.id;
}
