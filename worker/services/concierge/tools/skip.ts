import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import { deleteAnswers } from "../../../db/concierge.ts";
import { moduleOf } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/** Leaves a module out of the session, with what was sent for it and not used. */
export async function skip(scene: Scene, { module, reason }: ToolInput<"skip">): Promise<HostResult> {
  const { ctx, session } = scene;
  requireCapability(ctx.actor, "manageModules");
  const { manifest } = await moduleOf(scene, module);
  if (!session.skipped.includes(module))
    await ctx.db.commit({
      writes: deleteAnswers(ctx.db, { conciergeId: session.sessionId, module }),
      audit: {
        action: "concierge.module_left_out",
        entity: "concierge",
        entityId: session.sessionId,
        after: { module, reason: reason ?? null },
      },
    });
  return { ok: true, outcome: `${manifest.name} is left out.`, content: { module, state: "skipped" } };
}
