import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { heldOf } from "../../module-access/access.ts";
import { askForModule } from "../../module-access/ask.ts";
import type { Scene } from "../scene.ts";

/** Asks for a module that the plan does not include; what is asked for already is not asked for twice. Throws what the verb throws. */
export async function requestModule(
  { ctx }: Scene,
  { module, note = "" }: ToolInput<"requestModule">,
): Promise<HostResult> {
  const { request } = await heldOf(ctx.env, ctx.db, ctx.tenant.id, module);
  if (request?.open !== true) await askForModule(ctx, module, { note });
  return { ok: true, outcome: "Asked for: somebody will decide.", content: { module, state: "requested" } };
}
