import { requireCapability } from "../../../schema/actor.ts";
import { type ApiKeyList, KEYS_MAX } from "../../../schema/contracts/keys.ts";
import { keysOf } from "../../directory/api-keys.ts";
import type { Ctx } from "../ctx.ts";
import { keyDocument } from "./document.ts";

/** Those that work are never more than KEYS_MAX; the rest of the answer is of the newest that are over. */
const LISTED_MAX = 200;

/** The tenant's keys: those that open doors first, each part newest first. Throws `forbidden`. */
export async function listKeys(ctx: Ctx): Promise<ApiKeyList> {
  requireCapability(ctx.actor, "manageKeys");
  const docs = (await keysOf(ctx.env, ctx.tenant.id, LISTED_MAX)).map((row) => keyDocument(row, ctx.now));
  const over = ({ state }: { state: string }) => Number(state === "revoked" || state === "expired");
  return { docs: docs.toSorted((a, b) => over(a) - over(b)), max: KEYS_MAX };
}
