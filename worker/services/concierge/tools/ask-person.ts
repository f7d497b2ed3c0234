import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import type { Scene } from "../scene.ts";

/** A question is the session's own to ask: nothing of the account is needed but that its person may still be asked. */
export async function askPerson({ ctx }: Scene, { question }: ToolInput<"askPerson">): Promise<HostResult> {
  requireCapability(ctx.actor, "manageModules");
  return { ok: true, outcome: "Asked.", content: { question } };
}
