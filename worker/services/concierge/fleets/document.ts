import { type Fleet, FLEET_ROW_STATES } from "../../../../schema/contracts/fleets.ts";
import type { ConciergeFleetRow } from "../../../../schema/control-plane/index.ts";
import { fleetCounts } from "../../../directory/fleet-clients.ts";
import type { Env } from "../../../env.ts";

/** A fleet as the API shows it, with how its clients stand at this moment. */
export async function fleetDocument(env: Env, row: ConciergeFleetRow): Promise<Fleet> {
  const counted = await fleetCounts(env, row.tenantId, row.id);
  const counts = Object.fromEntries(FLEET_ROW_STATES.map((state) => [state, counted.get(state) ?? 0])) as Omit<
    Fleet["counts"],
    "total"
  >;
  return {
    id: row.id,
    state: row.state,
    modules: row.modules,
    startedBy: { id: row.holderId, name: row.holderName },
    counts: { total: [...counted.values()].reduce((sum, n) => sum + n, 0), ...counts },
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
