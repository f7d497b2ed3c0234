import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { verifyIntegration } from "../../integrations/verify.ts";
import { installedModule } from "../module-of.ts";
import { moduleResult } from "../module-result.ts";
import type { Scene } from "../scene.ts";

/** Asks the provider again. Throws what the verb throws. */
export async function checkModuleStatus(scene: Scene, { module }: ToolInput<"checkModuleStatus">): Promise<HostResult> {
  const { manifest, row } = await installedModule(scene, module);
  return moduleResult(manifest, await verifyIntegration(scene.ctx, row.id));
}
