import { eq, sql } from "drizzle-orm";
import { type IdentityProviderRow, identityProviders } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** This agency's provider of sign-ins, on or off. */
export async function identityProvider(db: ScopedDb): Promise<IdentityProviderRow | undefined> {
  const [row] = await db.select(identityProviders, { limit: 1 });
  return row;
}

/** A statement that keeps what this agency says of its provider. */
export function putIdentityProvider(db: ScopedDb, row: Omit<IdentityProviderRow, "tenantId">): Statement {
  const { createdAt: _kept, ...set } = row;
  return db.upsert(identityProviders, row, [], set);
}

/** A statement that forgets this agency's provider. */
export function deleteIdentityProvider(db: ScopedDb): Statement {
  return db.delete(identityProviders, sql`1 = 1`);
}

/** A statement that puts another seal on the secret, if it is still the one that was read. */
export function resealIdentityProvider(db: ScopedDb, read: IdentityProviderRow, sealed: string): Statement {
  return db.update(identityProviders, { sealed }, eq(identityProviders.sealed, read.sealed));
}
