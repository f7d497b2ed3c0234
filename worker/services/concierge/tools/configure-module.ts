import { z } from "zod";
import type { ModuleManifest } from "../../../../modules/module.ts";
import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { configureModule } from "../../integrations/configure.ts";
import { installedModule } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/** Changes settings of an installed module. Throws what the verb throws, and `forbidden` for settings that decide what may be spent. */
export async function configure(scene: Scene, { module, config }: ToolInput<"configureModule">): Promise<HostResult> {
  const { manifest, row } = await installedModule(scene, module);
  refuseSpending(manifest, config);
  const integration = await configureModule(scene.ctx, row.id, { config });
  const set = Object.keys(config).join(", ");
  return {
    ok: true,
    outcome: `${manifest.name}: changed ${set === "" ? "nothing" : set}.`,
    content: { module, state: integration.state, settings: integration.config },
  };
}

/** Money is people's: no words that a model has read may raise a limit. */
function refuseSpending(manifest: ModuleManifest, config: Readonly<Record<string, unknown>>): void {
  const { properties = {} } = z.toJSONSchema(manifest.config, { io: "input" });
  const items = Object.entries(properties).flatMap(([name, property]) =>
    Object.hasOwn(config, name) && typeof property === "object" && property["spends"] === true
      ? [
          {
            message: `“${property.title ?? name}” decides what may be spent: a person sets it, under Modules.`,
            code: "forbidden" as const,
            field: `config.${name}`,
          },
        ]
      : [],
  );
  if (items.length > 0) throw new TrellisError("forbidden", { items });
}
