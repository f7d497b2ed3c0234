import { createVault, type Vault } from "../../../durable-objects/kit/vault.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability, type SystemActor } from "../../../schema/actor.ts";
import type { Rewrapped, RewrapSecrets } from "../../../schema/contracts/vault.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { ScopedDb } from "../../db/scoped.ts";
import {
  resealAuthenticator,
  sealedAuthenticators,
  type SecretHolder,
  secretHolders,
} from "../../directory/secret-holders.ts";
import type { Ctx } from "../ctx.ts";
import { authenticatorPlace } from "../second-factor/secret.ts";
import { rewrapValues } from "./rewrap-values.ts";
import { sealedValues } from "./sealed-values.ts";

const TENANTS = 20;
const PEOPLE = 50;
const AT_ONCE = 5;

/**
 * One batch of a pass that seals everything anew under the master key that seals now: first what tenants keep, in D1 and in their objects,
 * then people's authenticators. Nothing is remembered between batches but `after`, so a pass that was cut off, wherever it was, is
 * finished by another, which leaves what is done as it is. A value that was changed meanwhile stays: it was sealed under the newest key
 * then. For the platform alone. Throws `invalid` for an `after` that was not answered.
 */
export async function rewrapSecrets(ctx: Ctx, { after }: RewrapSecrets): Promise<Rewrapped> {
  requireCapability(ctx.actor, "manageTenants");
  const vault = createVault(ctx.env.VAULT_KEYS);
  const { stage, id } = readCursor(after);
  const done: Rewrapped = {
    key: vault.currentKid,
    olderKeys: vault.olderKids,
    rewrapped: 0,
    current: 0,
    unreadable: [],
    failed: [],
    next: null,
  };
  if (stage === "tenants") await rewrapTenants(ctx, vault, id, done);
  else await rewrapPeople(ctx, vault, id, done);
  return done;
}

async function rewrapTenants(ctx: Ctx, vault: Vault, after: string, done: Rewrapped): Promise<void> {
  const holders = await secretHolders(ctx.env, after, TENANTS);
  for (let from = 0; from < holders.length; from += AT_ONCE)
    await Promise.all(holders.slice(from, from + AT_ONCE).map((holder) => rewrapTenant(ctx, vault, holder, done)));
  done.next = holders.length < TENANTS ? "people:" : `tenants:${holders.at(-1)?.id}`;
}

async function rewrapTenant(ctx: Ctx, vault: Vault, { id, hasObject }: SecretHolder, done: Rewrapped): Promise<void> {
  const actor: SystemActor = { kind: "system", tenantId: id, via: "control-plane" };
  const db = new ScopedDb(ctx.env, actor);
  for await (const values of sealedValues(db, id)) {
    const { writes, current, unreadable } = await rewrapValues(vault, values);
    if (writes.length > 0) await db.commit({ writes, audit: trail(vault, id, writes.length) });
    done.rewrapped += writes.length;
    done.current += current;
    done.unreadable.push(...unreadable.map((place) => ({ owner: id, at: [place.module, place.field].join(" ") })));
  }
  if (!hasObject) return;
  try {
    const { rewrapped, current, unreadable } = await subAccount(ctx.env, id).rewrapSecrets(actor);
    done.rewrapped += rewrapped;
    done.current += current;
    done.unreadable.push(...unreadable.map((integrationId) => ({ owner: id, at: `the copy of ${integrationId}` })));
  } catch (error) {
    // One account that is away must not keep the others under the old key.
    done.failed.push({ account: id, reason: reasonOf(error) });
  }
}

async function rewrapPeople(ctx: Ctx, vault: Vault, after: string, done: Rewrapped): Promise<void> {
  const people = await sealedAuthenticators(ctx.env, after, PEOPLE);
  const { writes, current, unreadable } = await rewrapValues(
    vault,
    people.map((read) => ({
      place: authenticatorPlace(read.userId),
      sealed: read.sealed,
      reseal: (sealed) => resealAuthenticator(ctx.env, read, sealed),
    })),
  );
  if (writes.length > 0) await ctx.db.commit({ writes, audit: trail(vault, ctx.tenant.id, writes.length) });
  done.rewrapped += writes.length;
  done.current += current;
  done.unreadable.push(...unreadable.map(({ tenantId, field }) => ({ owner: tenantId, at: field })));
  done.next = people.length < PEOPLE ? null : `people:${people.at(-1)?.userId}`;
}

function trail(vault: Vault, entityId: string, values: number) {
  return { action: "vault.rewrapped", entity: "vault", entityId, after: { key: vault.currentKid, values } } as const;
}

function readCursor(after: string | undefined): { stage: "tenants" | "people"; id: string } {
  const [, stage, id = ""] = /^(tenants|people):([a-z]{3}_[0-9a-z]{26}|)$/.exec(after ?? "tenants:") ?? [];
  if (stage !== "tenants" && stage !== "people")
    throw new TrellisError("invalid", { message: "Give what the answer before said, or nothing.", field: "after" });
  return { stage, id };
}
