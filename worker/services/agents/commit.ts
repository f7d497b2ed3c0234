import { TrellisError } from "../../../schema/errors.ts";
import { type AuditEntry, isTaken, type MustChange, type Statement } from "../../db/scoped.ts";
import type { Ctx } from "../ctx.ts";

/** Commits a change of an agent with its audit row as one batch. Throws `conflict` naming `name` when that is taken, else `otherwise`. */
export async function commitAgent(
  ctx: Ctx,
  change: {
    id: string;
    writes: readonly (Statement | MustChange)[];
    audit: Omit<AuditEntry, "entity" | "entityId">;
    otherwise: TrellisError;
  },
): Promise<void> {
  const { id, writes, audit, otherwise } = change;
  try {
    await ctx.db.commit({ writes, audit: { ...audit, entity: "agent", entityId: id }, otherwise });
  } catch (error) {
    if (!isTaken(error, "agents.name_key")) throw error;
    throw new TrellisError("conflict", { message: "There is an agent of that name already.", field: "name" });
  }
}
