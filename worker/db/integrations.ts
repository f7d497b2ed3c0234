import { asc, eq, type SQL, sql } from "drizzle-orm";
import {
  credentials,
  type CredentialRow,
  integrations,
  type IntegrationRow,
} from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

type Own<T> = Omit<T, "tenantId">;

/** The account's integrations, oldest first. */
export function integrationsOf(db: ScopedDb): Promise<IntegrationRow[]> {
  return db.select(integrations, { orderBy: asc(integrations.id) });
}

/** One of the account's integrations. */
export function integrationById(db: ScopedDb, id: string): Promise<IntegrationRow | undefined> {
  return db.first(integrations, eq(integrations.id, id));
}

/** The one install of a module an account may have. */
export function integrationOfModule(db: ScopedDb, module: string): Promise<IntegrationRow | undefined> {
  return db.first(integrations, eq(integrations.module, module));
}

/** The sealed values of one integration, or of all the account's. */
export function credentialsOf(db: ScopedDb, integrationId?: string): Promise<CredentialRow[]> {
  return db.select(
    credentials,
    integrationId === undefined ? {} : { where: eq(credentials.integrationId, integrationId) },
  );
}

/** The sealed values of all the account's integrations, each with its module, page by page, in one order. */
export async function credentialPage(
  db: ScopedDb,
  page: { limit: number; offset: number },
): Promise<{ row: CredentialRow; module: string }[]> {
  const rows = await db.select(credentials, {
    ...page,
    orderBy: sql`${credentials.integrationId}, ${credentials.field}`,
  });
  // Read after them: what has no integration any more was uninstalled since.
  const modules = new Map((await integrationsOf(db)).map(({ id, module }) => [id, module]));
  return rows.flatMap((row) => {
    const module = modules.get(row.integrationId);
    return module === undefined ? [] : [{ row, module }];
  });
}

/** A statement that puts another seal on a credential, if it is still the one that was read. Its value is the same. */
export function resealCredential(db: ScopedDb, read: CredentialRow, sealed: string): Statement {
  const { integrationId, field } = read;
  const asRead = sql`${eq(credentials.integrationId, integrationId)} AND ${eq(credentials.field, field)}
    AND ${eq(credentials.sealed, read.sealed)}`;
  return db.update(credentials, { sealed }, asRead);
}

/** A statement that adds one. */
export function insertIntegration(db: ScopedDb, row: Own<IntegrationRow>): Statement {
  return db.insert(integrations, row);
}

/** Changes the integration only while it is at `version`: wrap it in mustChange and a parallel change makes the whole batch fail. */
export function updateIntegration(
  db: ScopedDb,
  at: { id: string; version: number },
  set: Partial<Own<IntegrationRow>>,
): Statement {
  return db.update(integrations, set, atVersion(at));
}

/** Deletes the integration only while it is at `version`. Its credentials go first: they refer to it. */
export function deleteIntegration(db: ScopedDb, at: { id: string; version: number }): Statement {
  return db.delete(integrations, atVersion(at));
}

/** Records that the object has acknowledged a version. Never goes back. */
export function acknowledgeIntegration(db: ScopedDb, id: string, version: number): Statement {
  return db.update(integrations, { appliedVersion: version }, atVersion({ id, version }));
}

/** A statement that stores a sealed credential, in place of the one before. */
export function putCredential(
  db: ScopedDb,
  { shared = false, ...row }: Omit<Own<CredentialRow>, "shared"> & { shared?: boolean },
): Statement {
  const { sealed, hint, updatedAt } = row;
  return db.upsert(credentials, { ...row, shared }, [credentials.integrationId, credentials.field], {
    sealed,
    hint,
    shared,
    updatedAt,
  });
}

/** A statement that removes one credential. */
export function deleteCredential(db: ScopedDb, integrationId: string, field: string): Statement {
  return db.delete(
    credentials,
    sql`${eq(credentials.integrationId, integrationId)} AND ${eq(credentials.field, field)}`,
  );
}

/** A statement that removes all of an integration's credentials. */
export function deleteCredentials(db: ScopedDb, integrationId: string): Statement {
  return db.delete(credentials, eq(credentials.integrationId, integrationId));
}

function atVersion({ id, version }: { id: string; version: number }): SQL {
  return sql`${eq(integrations.id, id)} AND ${eq(integrations.desiredVersion, version)}`;
}
