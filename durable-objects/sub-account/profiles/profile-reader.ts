import { and, asc, eq, lte, min } from "drizzle-orm";
import { channelHandlersOf } from "../../../modules/handlers.ts";
import type { ChannelHandlers, ProfileOutcome } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import {
  type AccountIntegrationRow,
  accountIntegrations,
  profileLookups,
  type ProfileLookupRow,
} from "../../../schema/data-plane/index.ts";
import { type Account, type AccountTx, transaction } from "../account.ts";
import { nameContact } from "../people/name-contact.ts";
import { type SendDeps, sendDeps } from "../sending/deps.ts";
import { isHalted } from "../standing/standing.ts";

/** Names asked for at once in one account. */
const AT_ONCE = 3;
/** How long a try that nobody ended counts as under way. */
const LEASE_MS = 2 * 60_000;
/** Tries of one person; after some hours the id alone has to do. */
const ATTEMPTS_MAX = 6;
const FIRST_WAIT_MS = 30_000;

/** Asks providers who people are. One per object, for as long as the object lives. */
export interface ProfileReader {
  /** Starts what is due and does not wait for it. Answers when to be called next, ms since the epoch, or undefined when nobody is asked for. */
  turn(): number | undefined;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** Everything it needs from outside the account's own rows. */
export type ProfileDeps = Pick<SendDeps, "openCredentials" | "providerFor"> & {
  handlersOf(module: string): Pick<ChannelHandlers, "readProfile"> | undefined;
};

export function createProfileReader(
  account: Account,
  deps: ProfileDeps = { ...sendDeps(account), handlersOf: channelHandlersOf },
): ProfileReader {
  const underWay = new Set<Promise<void>>();
  return {
    turn() {
      // Nobody is asked for while the account is suspended; its end rings.
      if (isHalted(account.db, account.now())) return undefined;
      for (const claim of claimDue(account, AT_ONCE - underWay.size)) {
        const read = carryOut(account, deps, claim).finally(() => {
          underWay.delete(read);
          account.wakeAt(account.now());
        });
        underWay.add(read);
      }
      const next =
        account.db
          .select({ at: min(profileLookups.dueAt) })
          .from(profileLookups)
          .get()?.at ?? undefined;
      // With all hands full, what is due has to wait for one of them anyway.
      return next === undefined ? undefined : Math.max(next, account.now() + (underWay.size === 0 ? 0 : FIRST_WAIT_MS));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

interface Claim {
  row: ProfileLookupRow;
  integration: AccountIntegrationRow | null;
}

/** Asking twice does no harm, so a claim is a lease: the row is due again when whoever holds it must be dead. */
function claimDue(account: Account, limit: number): Claim[] {
  const due = () =>
    account.db
      .select({ row: profileLookups, integration: accountIntegrations })
      .from(profileLookups)
      .leftJoin(accountIntegrations, eq(accountIntegrations.id, profileLookups.integrationId))
      .where(lte(profileLookups.dueAt, account.now()))
      .orderBy(asc(profileLookups.dueAt))
      .limit(limit)
      .all();
  if (limit <= 0 || due().length === 0) return [];
  return transaction(account, actorOf(account), (tx) =>
    due().map(({ row, integration }) => {
      const change = { attempts: row.attempts + 1, dueAt: tx.now + LEASE_MS };
      tx.db.update(profileLookups).set(change).where(isOf(row)).run();
      return { row: { ...row, ...change }, integration };
    }),
  );
}

/** From a claim to its settled outcome. Never rejects: one that could not be settled is due again when its lease is over. */
async function carryOut(account: Account, deps: ProfileDeps, { row, integration }: Claim): Promise<void> {
  try {
    const outcome = await ask(deps, row, integration);
    transaction(account, actorOf(account), (tx) => settle(tx, row, outcome));
  } catch (error) {
    const name = error instanceof Error ? error.name : "thrown";
    console.warn(JSON.stringify({ level: "warn", event: "profile_not_read", contactId: row.contactId, reason: name }));
  }
}

async function ask(
  deps: ProfileDeps,
  { personId }: ProfileLookupRow,
  integration: AccountIntegrationRow | null,
): Promise<ProfileOutcome> {
  const read = integration === null ? undefined : deps.handlersOf(integration.module)?.readProfile;
  if (integration === null || read === undefined) return { kind: "none" };
  if (integration.state !== "connected") return { kind: "retry" };
  return read(personId, await deps.openCredentials(integration), deps.providerFor(integration));
}

function settle(tx: AccountTx, row: ProfileLookupRow, outcome: ProfileOutcome): void {
  if (outcome.kind === "retry" && row.attempts < ATTEMPTS_MAX) {
    const dueAt = tx.now + FIRST_WAIT_MS * 4 ** (row.attempts - 1);
    tx.db.update(profileLookups).set({ dueAt }).where(isOf(row)).run();
    tx.wakeAt(dueAt);
    return;
  }
  tx.db.delete(profileLookups).where(isOf(row)).run();
  if (outcome.kind === "found") nameContact(tx, row.contactId, { personId: row.personId, ...outcome });
}

function isOf({ contactId, personId }: ProfileLookupRow) {
  return and(eq(profileLookups.contactId, contactId), eq(profileLookups.personId, personId));
}

function actorOf({ tenantId }: Account): SystemActor {
  return { kind: "system", tenantId, via: "profiles" };
}
