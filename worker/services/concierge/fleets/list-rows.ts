import type { Page } from "../../../../schema/contracts/common.ts";
import {
  FLEET_ROW_STATES,
  type FleetModule,
  type FleetRow,
  type FleetRowState,
  type ListFleetRows,
} from "../../../../schema/contracts/fleets.ts";
import { pageFrom } from "../../../../schema/page-from.ts";
import { concierge } from "../../../../durable-objects/stubs.ts";
import { fleetCounts, type FleetLine, fleetLines } from "../../../directory/fleet-clients.ts";
import type { Ctx } from "../../ctx.ts";
import { findFleet } from "./find.ts";

/** The clients of a fleet by name, each with how its modules stand. Throws `forbidden`, `not_found`. */
export async function listFleetRows(
  ctx: Ctx,
  id: string,
  { state, limit, page }: ListFleetRows,
): Promise<Page<FleetRow>> {
  const fleet = await findFleet(ctx, id);
  const { env, tenant } = ctx;
  const [lines, counts] = await Promise.all([
    fleetLines(env, tenant.id, { fleetId: fleet.id, state, limit, offset: (page - 1) * limit }),
    fleetCounts(env, tenant.id, fleet.id),
  ]);
  const counted: readonly FleetRowState[] = state === undefined ? FLEET_ROW_STATES : [state];
  const total = counted.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  const docs = await Promise.all(
    lines.map(async (line) => rowOf(line, line.modules ?? (await askedModules(ctx, line)))),
  );
  return pageFrom(docs, total, { limit, page });
}

function rowOf({ clientId, name, slug, conciergeId, trouble, state }: FleetLine, modules: FleetModule[]): FleetRow {
  return {
    client: { id: clientId, name, slug },
    session: conciergeId === null || conciergeId === "" ? null : conciergeId,
    state,
    reason: trouble,
    modules,
  };
}

/** Of a session that had begun before the fleet, which tells the control plane only counts. */
async function askedModules({ env }: Ctx, { clientId, conciergeId }: FleetLine): Promise<FleetModule[]> {
  if (conciergeId === null || conciergeId === "") return [];
  const system = { kind: "system", tenantId: clientId, via: "concierge" } as const;
  const { progress } = await concierge(env, conciergeId).readState(system);
  return progress.modules.map(({ slug, state, reason, fix }) => ({ slug, state, reason, fix }));
}
