import { manifestOf } from "../../../../modules/catalog.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import { type Fleet, FLEET_CLIENTS_MAX, type StartFleet } from "../../../../schema/contracts/fleets.ts";
import type { ConciergeFleetRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { newId } from "../../../../schema/ids.ts";
import { insertFleet } from "../../../db/fleets.ts";
import { mustChange } from "../../../db/scoped.ts";
import { clientsAmong } from "../../../directory/deployment-accounts.ts";
import { addFleetClients, countClients } from "../../../directory/fleet-clients.ts";
import type { Ctx } from "../../ctx.ts";
import { requirePerson } from "../require-person.ts";
import { beginClients } from "./begin-clients.ts";
import { fleetDocument } from "./document.ts";

/**
 * Sets many clients of an agency up at once: each gets a session of its own, guided, which acts with the caller's rights there. They begin by
 * themselves after this. Throws `forbidden`, `invalid`: for ids that are none of the agency's clients, each by its place, and for modules that
 * there are not.
 */
export async function startFleet(ctx: Ctx, { clients, modules }: StartFleet): Promise<Fleet> {
  const { actor, db, env, now } = ctx;
  requireCapability(actor, "deploy");
  requirePerson(actor);
  await requireClients(ctx, clients);
  const strange = (modules ?? []).findIndex((slug) => manifestOf(slug) === undefined);
  if (strange >= 0)
    throw new TrellisError("invalid", { message: "There is no such module.", field: `modules.${strange}` });
  const row: ConciergeFleetRow = {
    tenantId: ctx.tenant.id,
    id: newId("conciergeFleet"),
    modules: modules ?? null,
    state: "active",
    holderId: actor.userId,
    holderName: actor.name,
    createdAt: now,
    updatedAt: now,
  };
  await db.commit({
    writes: [insertFleet(db, row), mustChange(addFleetClients(ctx.tenant.id, row.id, clients, FLEET_CLIENTS_MAX))],
    audit: {
      action: "concierge.fleet_started",
      entity: "fleet",
      entityId: row.id,
      after: { clients: clients === "all" ? "all" : clients.length, modules: row.modules },
    },
    otherwise: new TrellisError("invalid", { message: "There is no client to set up.", field: "clients" }),
  });
  ctx.waitUntil(beginClients(env, row, ctx.waitUntil));
  return fleetDocument(env, row);
}

async function requireClients({ env, tenant }: Ctx, clients: StartFleet["clients"]): Promise<void> {
  if (clients === "all") {
    if ((await countClients(env, tenant.id)) <= FLEET_CLIENTS_MAX) return;
    const message = `One set-up has at most ${FLEET_CLIENTS_MAX} clients: name those you mean.`;
    throw new TrellisError("invalid", { message, field: "clients" });
  }
  const found = await clientsAmong(env, tenant.id, clients);
  const items = clients.flatMap((id, n) =>
    found.has(id)
      ? []
      : [{ message: "There is no client of that id.", code: "invalid" as const, field: `clients.${n}` }],
  );
  if (items.length > 0) throw new TrellisError("invalid", { items: items.slice(0, FAULTS_MAX) });
}
const FAULTS_MAX = 50;
