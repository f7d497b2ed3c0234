import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { configureModule } from "../../integrations/configure.ts";
import { installedModule } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/** Changes settings of an installed module. Throws what the verb throws. */
export async function configure(scene: Scene, { module, config }: ToolInput<"configureModule">): Promise<HostResult> {
  const { manifest, row } = await installedModule(scene, module);
  const integration = await configureModule(scene.ctx, row.id, { config });
  const set = Object.keys(config).join(", ");
  return {
    ok: true,
    outcome: `${manifest.name}: changed ${set === "" ? "nothing" : set}.`,
    content: { module, state: integration.state, settings: integration.config },
  };
}
