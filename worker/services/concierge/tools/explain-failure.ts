import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { getIntegration } from "../../integrations/get.ts";
import { moduleOf } from "../module-of.ts";
import { moduleResult } from "../module-result.ts";
import type { Scene } from "../scene.ts";
import { readAccount, standOf } from "../stand.ts";

/** Why a module does not work, as it was last found. Throws `forbidden`. */
export async function explainFailure(scene: Scene, { module }: ToolInput<"explainFailure">): Promise<HostResult> {
  const { ctx, session } = scene;
  const { manifest, row } = await moduleOf(scene, module);
  if (row !== undefined) {
    const { content } = moduleResult(manifest, await getIntegration(ctx, row.id));
    return { ok: true, outcome: row.health.ok ? `${manifest.name} works.` : (row.health.reason ?? "Looked."), content };
  }
  const [stand] = standOf(await readAccount(ctx), { ...session, modules: [module] });
  const { state = "waiting", reason = null, fix = null } = stand ?? {};
  return {
    ok: true,
    outcome: reason ?? `${manifest.name} is not installed yet.`,
    content: { module, state, reason, fix, faults: [] },
  };
}
