import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { ownDomain } from "../../db/domains.ts";
import type { Ctx } from "../ctx.ts";

/** A domain of the active account. Throws `not_found`. */
export async function getDomain(ctx: Pick<Ctx, "db">, id: string): Promise<DomainRow> {
  const row = await ownDomain(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return row;
}
