import { requireCapability } from "../../../../schema/actor.ts";
import { RELAY_MS } from "../../../../schema/concierge/words.ts";
import type { CreateRelay, NewRelay } from "../../../../schema/contracts/relays.ts";
import type { ConciergeRelayRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { newId } from "../../../../schema/ids.ts";
import { atMostOpen, insertRelay, OPEN_RELAYS_MAX } from "../../../db/relays.ts";
import type { Ctx } from "../../ctx.ts";
import { newToken } from "../../links/new-token.ts";
import { requirePerson } from "../require-person.ts";
import { sessionOf } from "../session-of.ts";
import { relayDocument } from "./document.ts";

/**
 * Makes a link for somebody without an account, who fills in what modules of a session lack. It is worth what its maker may do, as long as they
 * may. Its address is answered this once. Throws `forbidden`, `not_found`, `invalid` (modules the session is not about), `conflict` (a session
 * that is over, nothing left to fill in, too many links).
 */
export async function createRelay(ctx: Ctx, conciergeId: string, input: CreateRelay): Promise<NewRelay> {
  const { actor, db, now } = ctx;
  requireCapability(actor, "manageModules");
  requirePerson(actor);
  const session = await sessionOf(ctx, conciergeId);
  const { state, progress } = await session.readState(actor);
  if (state !== "active")
    throw new TrellisError("conflict", { message: "This set-up is over. Begin another, then send a link." });
  const left = progress.modules.filter((module) => module.state !== "live" && module.state !== "skipped");
  const modules = left.map(({ slug }) => slug).filter((slug) => input.modules?.includes(slug) ?? true);
  const items = (input.modules ?? []).flatMap((slug, n) =>
    progress.modules.some((module) => module.slug === slug)
      ? []
      : [{ message: "The set-up is not about this module.", code: "invalid" as const, field: `modules.${n}` }],
  );
  if (items.length > 0) throw new TrellisError("invalid", { items });
  if (modules.length === 0) throw new TrellisError("conflict", { message: "There is nothing left to fill in." });
  const { token, hash } = await newToken();
  const row: ConciergeRelayRow = {
    tenantId: ctx.tenant.id,
    id: newId("relay"),
    conciergeId,
    tokenHash: hash,
    modules,
    createdBy: actor.userId,
    createdByName: actor.name,
    createdAt: now,
    expiresAt: now + RELAY_MS,
    openedAt: null,
    doneAt: null,
    revokedAt: null,
  };
  await db.commit({
    writes: [insertRelay(db, row), atMostOpen(db, row, now)],
    audit: {
      action: "concierge.link_created",
      entity: "concierge",
      entityId: conciergeId,
      after: { link: row.id, modules, expiresAt: new Date(row.expiresAt).toISOString() },
    },
    otherwise: new TrellisError("conflict", {
      message: `A set-up has at most ${OPEN_RELAYS_MAX} open links. Take some back first.`,
    }),
  });
  return { ...relayDocument(row, now), url: `${ctx.origin}/relay/${token}` };
}
