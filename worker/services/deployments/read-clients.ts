import type { CreateDeployment } from "../../../schema/contracts/deployments.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type Clients, clientsAmong } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";

/** Which clients a request means. Throws `invalid`: for ids that are none of the agency's clients, each by its place, as for none at all. */
export async function readClients(
  ctx: Ctx,
  { deployTo, subAccounts }: Pick<CreateDeployment, "deployTo" | "subAccounts">,
): Promise<Clients> {
  const ids = [...new Set(subAccounts)];
  if (deployTo === "all") {
    if (ids.length === 0) return "all";
    throw new TrellisError("invalid", { message: "must be left out: all clients are meant", field: "subAccounts" });
  }
  if (deployTo === "account" && ids.length !== 1)
    throw new TrellisError("invalid", { message: "must be the one client that is meant", field: "subAccounts" });
  if (ids.length === 0)
    throw new TrellisError("invalid", { message: "must name at least one client", field: "subAccounts" });
  const found = await clientsAmong(ctx.env, ctx.tenant.id, ids);
  const items = subAccounts.flatMap((id, n) =>
    found.has(id)
      ? []
      : [{ message: "There is no client of that id.", code: "invalid" as const, field: `subAccounts.${n}` }],
  );
  if (items.length > 0) throw new TrellisError("invalid", { items: items.slice(0, FAULTS_MAX) });
  return ids;
}
const FAULTS_MAX = 50;
