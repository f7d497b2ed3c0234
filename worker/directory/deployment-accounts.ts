import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Deployed, TargetState } from "../../schema/deployments.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** Which of an agency's clients: all there are, or those of these ids. */
export type Clients = "all" | readonly string[];

/** A statement that makes an agency's clients targets of a deployment. Ids that are none of its clients add nothing. */
export function addTargets(agencyId: string, deploymentId: string, clients: Clients, now: number): Statement {
  const of =
    clients === "all"
      ? sql`FROM tenants t WHERE`
      : sql`FROM json_each(${JSON.stringify(clients)}) j JOIN tenants t ON t.id = j.value WHERE`;
  return sql`INSERT INTO deployment_targets (tenant_id, id, deployment_id, account_id, state, updated_at)
    SELECT t.agency_id, 'dpt_' || lower(hex(randomblob(13))), ${deploymentId}, t.id, 'waiting', ${now} ${of} ${client(agencyId)}`;
}

/** Those of these ids that are clients of an agency. */
export async function clientsAmong(env: Env, agencyId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await drizzle(env.DB).all<{ id: string }>(
    sql`SELECT t.id FROM json_each(${JSON.stringify(ids)}) j JOIN tenants t ON t.id = j.value WHERE ${client(agencyId)}`,
  );
  return new Set(found.map(({ id }) => id));
}

function client(agencyId: string): SQL {
  return sql`t.agency_id = ${agencyId} AND t.type = 'subaccount' AND t.deleted_at IS NULL`;
}

/** How a client stands to each of its agency's deployments. */
export function targetsOfAccount(env: Env, accountId: string): Promise<{ deploymentId: string; state: TargetState }[]> {
  return drizzle(env.DB).all(
    sql`SELECT d.deployment_id AS deploymentId, d.state FROM tenants a
      CROSS JOIN deployment_targets d ON d.tenant_id = a.agency_id AND d.account_id = a.id WHERE a.id = ${accountId}`,
  );
}

/** A target with the name of its account, and how its integration stands there. */
export interface TargetLine {
  id: string;
  accountId: string;
  name: string;
  state: TargetState;
  reason: string | null;
  fix: string | null;
  attempts: number;
  integrationId: string | null;
  /** Of the integration; null where there is none any more. */
  desiredVersion: number | null;
  appliedVersion: number | null;
  deployedRevision: number | null;
  updatedAt: number;
}

/** Targets of a deployment by their accounts' names. An account that is no longer the agency's is not among them. */
export function targetLines(
  env: Env,
  agencyId: string,
  query: { deploymentId: string; state?: TargetState | undefined; limit: number; offset: number },
): Promise<TargetLine[]> {
  const inState = query.state === undefined ? sql`` : sql`AND d.state = ${query.state}`;
  return drizzle(env.DB)
    .all<TargetLine>(sql`SELECT d.id, d.account_id AS accountId, a.name, d.state, d.reason, d.fix, d.attempts,
      d.integration_id AS integrationId, i.desired_version AS desiredVersion, i.applied_version AS appliedVersion,
      json_extract(i.deployed, '$.revision') AS deployedRevision, d.updated_at AS updatedAt
    FROM deployment_targets d
    CROSS JOIN tenants a ON a.id = d.account_id AND a.agency_id = d.tenant_id
    LEFT JOIN integrations i ON i.tenant_id = d.account_id AND i.id = d.integration_id
    WHERE d.tenant_id = ${agencyId} AND d.deployment_id = ${query.deploymentId} ${inState}
    ORDER BY a.name COLLATE NOCASE, d.id LIMIT ${query.limit} OFFSET ${query.offset}`);
}

/** Statements after which an account is nobody's target any more, for the batch in which it leaves an agency or is erased. */
export function leaveTargets({ tenantId, from }: { tenantId: string; from: string }): Statement[] {
  return [sql`DELETE FROM deployment_targets WHERE tenant_id = ${from} AND account_id = ${tenantId}`];
}

/**
 * Statements that make what an agency deployed to an account the account's own, without what the agency shared: settings stay as they hold,
 * and what leant on a shared credential waits for one of the account's own. Its object is told.
 */
export function disownDeployed({ tenantId }: { tenantId: string }, now: number): Statement[] {
  const health = JSON.stringify({
    ok: false,
    checkedAt: new Date(now).toISOString(),
    cause: "credentials",
    reason: "The agency that shared its credentials looks after this account no more.",
    fix: "Enter credentials of your own.",
  });
  const leans = sql`EXISTS (SELECT 1 FROM credentials c WHERE c.tenant_id = ${tenantId} AND c.integration_id = integrations.id AND c.shared = 1)`;
  return [
    sql`INSERT INTO integration_outbox (tenant_id, integration_id, version, attempts, due_at)
      SELECT tenant_id, id, desired_version + 1, 0, ${now} FROM integrations WHERE tenant_id = ${tenantId} AND deployed IS NOT NULL
      ON CONFLICT (tenant_id, integration_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at`,
    sql`UPDATE integrations SET state = CASE WHEN ${leans} THEN 'pending' ELSE state END, health = CASE WHEN ${leans} THEN ${health} ELSE health END,
      own_config = config, deployed = NULL, desired_version = desired_version + 1, updated_at = ${now}
      WHERE tenant_id = ${tenantId} AND deployed IS NOT NULL`,
    sql`DELETE FROM credentials WHERE tenant_id = ${tenantId} AND shared = 1`,
  ];
}

/** A statement that has every target of a deployment wait whose account differs from what is deployed: taken out, of another revision, or untold. */
export function wakeDrifted(
  agencyId: string,
  { id, revision }: { id: string; revision: number },
  now: number,
): Statement {
  return sql`UPDATE deployment_targets SET state = 'waiting', attempts = 0, reason = NULL, fix = NULL, updated_at = ${now}
    WHERE tenant_id = ${agencyId} AND deployment_id = ${id} AND state IN ('connected', 'pending', 'disabled', 'failed', 'removed')
      AND NOT EXISTS (SELECT 1 FROM integrations i WHERE i.tenant_id = deployment_targets.account_id AND i.id = deployment_targets.integration_id
        AND json_extract(i.deployed, '$.revision') = ${revision} AND i.desired_version = i.applied_version)`;
}

/** A client, and its integration of one module if it has one. */
export interface ClientLine {
  id: string;
  name: string;
  installed:
    | {
        deployed: Deployed | null;
        sandbox: boolean;
        config: Record<string, unknown>;
        ownConfig: Record<string, unknown>;
        /** Fields that the client brought itself. */
        own: string[];
      }
    | undefined;
}

/** An agency's clients by their ids, those after one of them, each with what it has of a module. */
export async function clientLines(
  env: Env,
  agencyId: string,
  { clients, module, after, limit }: { clients: Clients; module: string; after: string; limit: number },
): Promise<ClientLine[]> {
  const from =
    clients === "all"
      ? sql`FROM tenants t`
      : sql`FROM json_each(${JSON.stringify(clients)}) j CROSS JOIN tenants t ON t.id = j.value`;
  const rows = await drizzle(env.DB).all<{
    id: string;
    name: string;
    installedId: string | null;
    deployed: string | null;
    sandbox: number;
    config: string;
    ownConfig: string;
    own: string | null;
  }>(sql`SELECT t.id, t.name, i.id AS installedId, i.deployed, i.sandbox, i.config, i.own_config AS ownConfig,
      (SELECT json_group_array(c.field) FROM credentials c WHERE c.tenant_id = t.id AND c.integration_id = i.id AND c.shared = 0) AS own
    ${from} LEFT JOIN integrations i ON i.tenant_id = t.id AND i.module = ${module}
    WHERE ${client(agencyId)} AND t.id > ${after} ORDER BY t.id LIMIT ${limit}`);
  return rows.map(({ id, name, installedId, ...row }) => ({
    id,
    name,
    installed:
      installedId === null
        ? undefined
        : {
            deployed: row.deployed === null ? null : (JSON.parse(row.deployed) as Deployed),
            sandbox: row.sandbox === 1,
            config: JSON.parse(row.config) as Record<string, unknown>,
            ownConfig: JSON.parse(row.ownConfig) as Record<string, unknown>,
            own: JSON.parse(row.own ?? "[]") as string[],
          },
  }));
}
