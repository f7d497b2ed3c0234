import { and, asc, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import {
  deploymentCredentials,
  type DeploymentCredentialRow,
  type DeploymentRow,
  deployments,
  type DeploymentTargetRow,
  deploymentTargets,
} from "../../schema/control-plane/index.ts";
import type { TargetState } from "../../schema/deployments.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

type Own<T> = Omit<T, "tenantId">;

/** The agency's deployments, newest first. */
export function deploymentsOf(
  db: ScopedDb,
  { module, limit, offset = 0 }: { module?: string | undefined; limit: number; offset?: number },
): Promise<DeploymentRow[]> {
  return db.select(deployments, { ...ofModule(module), orderBy: desc(deployments.id), limit, offset });
}

/** How many there are. */
export function countDeployments(db: ScopedDb, module: string | undefined): Promise<number> {
  return db.count(deployments, ofModule(module).where ?? sql`1`);
}

/** One of the agency's deployments. */
export function deploymentById(db: ScopedDb, id: string): Promise<DeploymentRow | undefined> {
  return db.first(deployments, eq(deployments.id, id));
}

/** A statement that adds one. */
export function insertDeployment(db: ScopedDb, row: Own<DeploymentRow>): Statement {
  return db.insert(deployments, row);
}

/** Changes a deployment only while it is as it was read: wrap it in mustChange. */
export function updateDeployment(
  db: ScopedDb,
  read: Pick<DeploymentRow, "id" | "revision" | "state">,
  set: Partial<Own<DeploymentRow>>,
): Statement {
  return db.update(
    deployments,
    set,
    both(eq(deployments.id, read.id), eq(deployments.revision, read.revision), eq(deployments.state, read.state)),
  );
}

/** The sealed values that the clients of a deployment share. */
export function sharedCredentialsOf(db: ScopedDb, deploymentId: string): Promise<DeploymentCredentialRow[]> {
  return db.select(deploymentCredentials, { where: eq(deploymentCredentials.deploymentId, deploymentId) });
}

/** The same of all deployments, each with its module, page by page, in one order. */
export async function sharedCredentialPage(
  db: ScopedDb,
  page: { limit: number; offset: number },
): Promise<{ row: DeploymentCredentialRow; module: string }[]> {
  const { deploymentId, field } = deploymentCredentials;
  const rows = await db.select(deploymentCredentials, { ...page, orderBy: sql`${deploymentId}, ${field}` });
  const ids = [...new Set(rows.map((row) => row.deploymentId))];
  const found = ids.length === 0 ? [] : await db.select(deployments, { where: inArray(deployments.id, ids) });
  const modules = new Map(found.map(({ id, module }) => [id, module]));
  return rows.flatMap((row) => {
    const module = modules.get(row.deploymentId);
    return module === undefined ? [] : [{ row, module }];
  });
}

/** A statement that puts another seal on one of them, if it is still the one that was read. Its value is the same. */
export function resealSharedCredential(db: ScopedDb, read: DeploymentCredentialRow, sealed: string): Statement {
  const { deploymentId, field } = deploymentCredentials;
  const which = both(eq(deploymentId, read.deploymentId), eq(field, read.field));
  return db.update(deploymentCredentials, { sealed }, both(which, eq(deploymentCredentials.sealed, read.sealed)));
}

/** A statement that stores one of them, in place of the one before. */
export function putSharedCredential(db: ScopedDb, row: Own<DeploymentCredentialRow>): Statement {
  const { sealed, hint, updatedAt } = row;
  const key = [deploymentCredentials.deploymentId, deploymentCredentials.field];
  return db.upsert(deploymentCredentials, row, key, { sealed, hint, updatedAt });
}

/** A statement that removes one of them, or all. */
export function deleteSharedCredentials(db: ScopedDb, deploymentId: string, field?: string): Statement {
  const of = eq(deploymentCredentials.deploymentId, deploymentId);
  return db.delete(deploymentCredentials, field === undefined ? of : both(of, eq(deploymentCredentials.field, field)));
}

/** One target. */
export function targetById(db: ScopedDb, id: string): Promise<DeploymentTargetRow | undefined> {
  return db.first(deploymentTargets, eq(deploymentTargets.id, id));
}

/** Targets that wait, by their ids, those after one of them. */
export function waitingTargets(
  db: ScopedDb,
  { deploymentId, after, limit }: { deploymentId: string; after: string; limit: number },
): Promise<DeploymentTargetRow[]> {
  const where = both(inState(deploymentId, "waiting"), sql`${deploymentTargets.id} > ${after}`);
  return db.select(deploymentTargets, { where, orderBy: asc(deploymentTargets.id), limit });
}

/** How many targets of a deployment there are, by state. */
export function targetCounts(db: ScopedDb, deploymentId: string): Promise<Map<string, number>> {
  return db.tally(deploymentTargets, deploymentTargets.state, eq(deploymentTargets.deploymentId, deploymentId));
}

type Outcome = Partial<Omit<Own<DeploymentTargetRow>, "id" | "deploymentId" | "accountId">>;

/**
 * A statement that ends a target's turn, or puts it off: wrap it in mustChange, and what another delivery did, or a person stopped, is not done
 * again. With `revision` also not what the deployment has changed since it was read.
 */
export function endTurn(
  db: ScopedDb,
  { id, revision }: { id: string; revision?: number | undefined },
  outcome: Outcome,
): Statement {
  const asRead =
    revision === undefined
      ? sql`1`
      : sql`EXISTS (SELECT 1 FROM deployments d WHERE d.tenant_id = deployment_targets.tenant_id
          AND d.id = deployment_targets.deployment_id AND d.revision = ${revision})`;
  return db.update(
    deploymentTargets,
    outcome,
    both(eq(deploymentTargets.id, id), eq(deploymentTargets.state, "waiting"), asRead),
  );
}

/** A statement that says how a target whose turn is over does now. */
export function settleTarget(db: ScopedDb, id: string, outcome: Outcome): Statement {
  return db.update(
    deploymentTargets,
    outcome,
    both(eq(deploymentTargets.id, id), ne(deploymentTargets.state, "waiting")),
  );
}

/** A statement that has targets in these states wait for another turn, or that stops those that wait. */
export function moveTargets(
  db: ScopedDb,
  deploymentId: string,
  from: readonly TargetState[],
  to: Outcome & { state: TargetState },
): Statement {
  const states = sql.join(
    from.map((state) => sql`${state}`),
    sql`, `,
  );
  const where = both(eq(deploymentTargets.deploymentId, deploymentId), sql`${deploymentTargets.state} IN (${states})`);
  return db.update(deploymentTargets, { attempts: 0, reason: null, fix: null, ...to }, where);
}

function inState(deploymentId: string, state: TargetState): SQL {
  return both(eq(deploymentTargets.deploymentId, deploymentId), eq(deploymentTargets.state, state));
}

function ofModule(module: string | undefined): { where?: SQL } {
  return module === undefined ? {} : { where: eq(deployments.module, module) };
}

function both(...conditions: SQL[]): SQL {
  return and(...conditions) as SQL;
}
