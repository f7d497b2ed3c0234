import type { VaultPlace } from "../../../durable-objects/kit/vault.ts";
import { answerValuePage, resealAnswerValue } from "../../db/concierge.ts";
import { resealSharedCredential, sharedCredentialPage } from "../../db/deployments.ts";
import { identityProvider, resealIdentityProvider } from "../../db/identity-providers.ts";
import { credentialPage, resealCredential } from "../../db/integrations.ts";
import type { ScopedDb, Statement } from "../../db/scoped.ts";
import { clientSecretPlace } from "../identity-provider/secret.ts";
import { credentialPlace } from "../integrations/seal.ts";

/** A sealed value of the control plane, and how another seal is put on it: only where it is still the one that was read. */
export interface SealedValue {
  place: VaultPlace;
  sealed: string;
  reseal(sealed: string): Statement;
}

/** Few enough that the ids in a page can be bound in one statement. */
const PAGE = 80;

/**
 * Every sealed value in a tenant's rows, in batches. Each table of theirs with a column `sealed` has its part here, and its tenants are among
 * secretHolders; a test holds that against the schema.
 */
export async function* sealedValues(db: ScopedDb, tenantId: string): AsyncGenerator<SealedValue[]> {
  yield clientSecret(db, tenantId);
  yield* pages(async (page) =>
    (await credentialPage(db, page)).map(({ row, module }) => ({
      place: credentialPlace({ tenantId, module, id: row.integrationId }, row.field),
      sealed: row.sealed,
      reseal: (anew) => resealCredential(db, row, anew),
    })),
  );
  yield* pages(async (page) =>
    (await sharedCredentialPage(db, page)).map(({ row, module }) => ({
      place: credentialPlace({ tenantId, module, id: row.deploymentId }, row.field),
      sealed: row.sealed,
      reseal: (anew) => resealSharedCredential(db, row, anew),
    })),
  );
  yield* pages(async (page) =>
    (await answerValuePage(db, page)).map((row) => ({
      place: credentialPlace({ tenantId, module: row.module, id: row.conciergeId }, row.field),
      sealed: row.sealed,
      reseal: (anew) => resealAnswerValue(db, row, anew),
    })),
  );
}

async function clientSecret(db: ScopedDb, tenantId: string): Promise<SealedValue[]> {
  const row = await identityProvider(db);
  if (row === undefined) return [];
  const place = clientSecretPlace(tenantId);
  return [{ place, sealed: row.sealed, reseal: (anew) => resealIdentityProvider(db, row, anew) }];
}

/** Page after page until one is not full. */
async function* pages(read: (page: { limit: number; offset: number }) => Promise<SealedValue[]>) {
  for (let offset = 0; ; offset += PAGE) {
    const values = await read({ limit: PAGE, offset });
    yield values;
    if (values.length < PAGE) return;
  }
}
