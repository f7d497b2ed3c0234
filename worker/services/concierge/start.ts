import { notedOf } from "../../../durable-objects/concierge/state-of.ts";
import { concierge } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Occasion } from "../../../schema/concierge/words.ts";
import type { ConciergeState, StartConcierge } from "../../../schema/contracts/concierge.ts";
import type { ConciergeSessionRow } from "../../../schema/control-plane/index.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { activeConcierge, insertConcierge, putSeen, seenModules } from "../../db/concierge.ts";
import { isTaken } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";
import { modulesToSetUp } from "./modules-to-set-up.ts";
import { noteState } from "./note-state.ts";
import { offeredBy, readOffer } from "./offer.ts";
import { requirePerson } from "./require-person.ts";
import { type Account, readAccount } from "./stand.ts";

type Begun = Pick<ConciergeSessionRow, "id" | "occasion" | "fleetId">;

/**
 * Begins a session, perhaps for a fleet, that acts with the caller's rights; where one goes on already, answers that one, with the modules named added to it. Throws
 * `forbidden` (a key has nobody's rights to lend, and through another's eyes nobody lends theirs), `invalid`, `conflict` (nothing to set up).
 */
export async function startConcierge(
  ctx: Ctx,
  input: StartConcierge,
  fleet: string | null = null,
): Promise<{ state: ConciergeState; isNew: boolean }> {
  requireCapability(ctx.actor, "manageModules");
  requirePerson(ctx.actor);
  const account = await readAccount(ctx);
  const there = await goOn(ctx, account, input);
  if (there !== undefined) return { state: there, isNew: false };

  const modules = modulesToSetUp(account, input.modules);
  const occasion = fleet === null ? await occasionOf(ctx, input) : "fleet";
  const begun: Begun = { id: newId("conciergeSession"), occasion, fleetId: fleet };
  try {
    await commitStart(ctx, begun, { account, modules });
  } catch (error) {
    // Somebody else began one at the same moment: theirs it is.
    const theirs = isTaken(error, "concierge_sessions.tenant_id") ? await goOn(ctx, account, input) : undefined;
    if (theirs === undefined) throw error;
    return { state: theirs, isNew: false };
  }
  return { state: await begin(ctx, begun, modules, input), isNew: true };
}

async function commitStart(
  ctx: Ctx,
  { id, occasion, fleetId }: Begun,
  { account, modules }: { account: Account; modules: readonly string[] },
): Promise<void> {
  const { db, now } = ctx;
  const seen = await seenModules(db);
  await db.commit({
    writes: [
      insertConcierge(db, {
        id,
        state: "active",
        occasion,
        live: 0,
        total: modules.length,
        blocked: 0,
        waits: false,
        modules: null,
        fleetId,
        createdAt: now,
        updatedAt: now,
      }),
      putSeen(db, [...(seen ?? []), ...offeredBy(account)], now),
    ],
    audit: { action: "concierge.started", entity: "concierge", entityId: id, after: { occasion, modules } },
  });
}

async function begin(
  ctx: Ctx,
  { id, occasion, fleetId }: Begun,
  modules: readonly string[],
  { driver }: Pick<StartConcierge, "driver">,
): Promise<ConciergeState> {
  requirePerson(ctx.actor);
  const person = { id: ctx.actor.userId, name: ctx.actor.name };
  return concierge(ctx.env, id).begin(ctx.actor, {
    id,
    account: { id: ctx.tenant.id, name: ctx.tenant.name },
    occasion,
    startedBy: person,
    holder: person,
    modules,
    driver: driver ?? null,
    fleet: fleetId,
  });
}

/** The session that goes on, if one does. One that is over and could not tell so is noted as over now. */
async function goOn(ctx: Ctx, account: Account, input: StartConcierge): Promise<ConciergeState | undefined> {
  const active = await activeConcierge(ctx.db);
  if (active === undefined) return undefined;
  const state = await goOnWith(ctx, active, account, input);
  if (state.state === "active") return state;
  const session = { sessionId: active.id, tenantId: ctx.tenant.id, holderId: state.holder.id };
  await noteState(ctx.env, session, notedOf(state));
  return undefined;
}

/** How that session stands now. One that a crash kept from beginning begins now. */
async function goOnWith(
  ctx: Ctx,
  active: ConciergeSessionRow,
  account: Account,
  input: StartConcierge,
): Promise<ConciergeState> {
  const session = concierge(ctx.env, active.id);
  const state = await session.readState(ctx.actor).catch((error: unknown) => {
    if (isTrellisError(error) && error.code === "not_found") return undefined;
    throw error;
  });
  if (state === undefined) return begin(ctx, active, modulesToSetUp(account, input.modules), input);
  if (state.state !== "active") return state;
  const there = new Set(state.progress.modules.map(({ slug }) => slug));
  const added =
    input.modules === undefined ? [] : modulesToSetUp(account, input.modules).filter((slug) => !there.has(slug));
  if (added.length === 0) return state;
  const reason = `${ctx.actor.name} added to what is set up.`;
  await session
    .noteChanged({ kind: "system", tenantId: ctx.tenant.id, via: "concierge" }, { added, reason })
    .catch((error: unknown) => {
      // It ended in this moment: so it says itself.
      if (!isTrellisError(error) || error.code !== "conflict") throw error;
    });
  return session.readState(ctx.actor);
}

/** What brought it about: what the account was offered, where nothing else was named. */
async function occasionOf(ctx: Ctx, { occasion, modules }: StartConcierge): Promise<Occasion> {
  if (occasion === "first_run") return occasion;
  const offer = await readOffer(ctx);
  const offered = offer.modules.map(({ slug }) => slug);
  const isWhatWasOffered = modules?.every((slug) => offered.includes(slug)) ?? offered.length > 0;
  return (isWhatWasOffered ? offer.occasion : null) ?? "asked";
}
