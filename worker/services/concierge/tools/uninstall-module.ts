import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { uninstallModule } from "../../integrations/uninstall.ts";
import { moduleOf } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/** Removes a module; one that is gone already is gone. Throws what the verb throws. */
export async function uninstall(scene: Scene, { module }: ToolInput<"uninstallModule">): Promise<HostResult> {
  const { manifest, row } = await moduleOf(scene, module);
  if (row !== undefined) await uninstallModule(scene.ctx, row.id);
  return { ok: true, outcome: `${manifest.name} is removed.`, content: { module, installed: false } };
}
