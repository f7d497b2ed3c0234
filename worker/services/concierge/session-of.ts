import { concierge } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { conciergeById } from "../../db/concierge.ts";
import type { Ctx } from "../ctx.ts";

/** The object of one of the account's sessions. Throws `not_found` alike for one that is missing and one of another account. */
export async function sessionOf(ctx: Pick<Ctx, "db" | "env">, id: string): Promise<ReturnType<typeof concierge>> {
  if ((await conciergeById(ctx.db, id)) === undefined) throw new TrellisError("not_found");
  return concierge(ctx.env, id);
}
