import type { Capability, TenantType } from "../../../schema/capabilities.ts";

/** A first request that a key of these scopes may make. One that opens more than a single account names the one it acts on. */
export function curlExample(
  origin: string,
  { id, type }: { id: string; type: TenantType },
  scopes: readonly Capability[],
): string {
  const path = EXAMPLES.find(({ scope, on }) => scopes.includes(scope) && on.includes(type))?.path ?? "health";
  return [
    `curl ${origin}/api/${path} \\`,
    `  -H "Authorization: Bearer $TRELLIS_API_KEY" \\`,
    `  -H "X-Tenant: ${id}"`,
  ].join("\n");
}

const EVERY: readonly TenantType[] = ["platform", "agency", "subaccount"];
const EXAMPLES: readonly { scope: Capability; on: readonly TenantType[]; path: string }[] = [
  { scope: "viewLeads", on: ["subaccount"], path: "contacts" },
  { scope: "viewSettings", on: EVERY, path: "tenants" },
  { scope: "viewAudit", on: EVERY, path: "audit" },
  { scope: "viewLeads", on: EVERY, path: "agents" },
];
