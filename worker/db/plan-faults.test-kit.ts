import { DIRECTORY_TABLES } from "../../schema/control-plane/directory.ts";

/** A statement that ran, with the values it ran with. */
export interface Ran {
  sql: string;
  values: readonly unknown[];
}

/**
 * Statements whose plan may hold what is refused elsewhere, each with its reason.
 */
export const PERMITTED: readonly { sql: RegExp; reason: string }[] = [
  {
    sql: /^DELETE FROM deployment_targets WHERE tenant_id = \? AND account_id = \?$/,
    reason: "an account that leaves an agency, or is erased, is named in the agency's own rows by its id",
  },
  {
    sql: /^SELECT id, tenant_id AS tenantId FROM concierge_sessions WHERE state = 'active' AND tenant_id > \? ORDER BY tenant_id LIMIT \?$/,
    reason:
      "when the product starts, whatever goes on anywhere is woken: ids alone, for the machinery (active-concierges.ts)",
  },
  {
    sql: /^SELECT DISTINCT c\.fleet_id AS id, c\.tenant_id AS tenantId FROM concierge_fleet_clients c INDEXED BY concierge_fleet_clients_left\s/,
    reason:
      "the clock has every fleet go on that has not begun: ids alone, of an index that holds nothing else (fleets-to-begin.ts)",
  },
  {
    sql: /^DELETE FROM concierge_fleet_clients WHERE tenant_id = \? AND client_id = \?$/,
    reason: "the same, of the set-ups that it was one of",
  },
  {
    sql: /^update "concierge_fleet_clients" set "concierge_id" = \?, "trouble" = \? where "concierge_fleet_clients"\."tenant_id" = \? and /,
    reason: "a fleet is its agency's, and names its clients by their ids",
  },
];

/**
 * What of a statement's plan (EXPLAIN QUERY PLAN, every node) could reach rows of another tenant, or would read a whole table. This is the
 * second net under the scoped database: it sees the shape of a statement, and the values of one run.
 */
export function planFaults({ sql, values }: Ran, plan: readonly string[]): string[] {
  if (PERMITTED.some((permitted) => permitted.sql.test(sql))) return [];
  const owned = ownedNames(sql);
  const faults = plan.flatMap((node) => nodeFaults(node, owned));
  if (owned.size > 0) faults.push(...textFaults(sql, values));
  return faults;
}

/** What holds no rows of ours: values written in the statement, and json_each over a bound one. */
const SCANNED_FREELY = /^SCAN (?:CONSTANT ROW|\d+-ROW VALUES CLAUSE|\S+ VIRTUAL TABLE INDEX .*)$/;

function nodeFaults(node: string, owned: ReadonlySet<string>): string[] {
  if (node.startsWith("SCAN ") && !SCANNED_FREELY.test(node)) return [`reads a whole table: ${node}`];
  if (/LIST SUBQUERY/.test(node)) return [`compares with the rows of a subquery: ${node}`];
  if (/AUTOMATIC|MULTI-INDEX OR|ANY\(/.test(node)) return [`searches without a sound index: ${node}`];
  const [, name = "", how = ""] = /^SEARCH (\S+)(.*)$/.exec(node) ?? [];
  if (owned.has(name) && !how.includes("(tenant_id=?")) return [`searches ${name} without its tenant: ${node}`];
  return [];
}

/** What the plan does not show: one place to compare with several tenants looks like a comparison with one. */
function textFaults(sql: string, values: readonly unknown[]): string[] {
  const faults: string[] = [];
  if (/tenant_id["`]?\s+in\s*\(/i.test(sql)) faults.push("names a list of tenants");
  const tenants = new Set(values.filter((value) => typeof value === "string" && /^ten_[0-9a-z]{26}$/.test(value)));
  if (!/^\s*insert/i.test(sql) && tenants.size > 1) faults.push("binds two tenants");
  return faults;
}

/** The tables of a statement that hold tenants' rows, under every name it gives them. */
function ownedNames(sql: string): Set<string> {
  const names = new Set<string>();
  for (const [, table = "", alias] of sql.matchAll(
    /\b(?:from|join|update|into)\s+["`]?(\w+)["`]?(?:\s+(?:as\s+)?["`]?(\w+)["`]?)?/gi,
  )) {
    if (table in DIRECTORY_TABLES || !OWNED_TABLES.has(table)) continue;
    names.add(table);
    if (alias) names.add(alias);
  }
  return names;
}

/** Every table that is not on the directory list; held against sqlite_schema by a test. */
export const OWNED_TABLES: ReadonlySet<string> = new Set([
  "plan_warnings",
  "usage_months",
  "agent_versions",
  "agents",
  "ai_calls",
  "ai_usage",
  "audit",
  "concierge_answers",
  "concierge_fleet_clients",
  "concierge_fleets",
  "concierge_offers",
  "concierge_sessions",
  "concierge_values",
  "credentials",
  "deployment_credentials",
  "deployment_targets",
  "deployments",
  "identity_providers",
  "integrations",
  "module_grants",
  "tenant_settings",
  "concierge_sessions",
  "concierge_answers",
  "concierge_values",
  "concierge_offers",
]);
