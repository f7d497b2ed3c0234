import { z } from "zod";
import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import { askedFields, askedSettings } from "../asked-fields.ts";
import { heldFields } from "../held-fields.ts";
import { moduleOf } from "../module-of.ts";
import type { Scene } from "../scene.ts";

/** What a module asks for, and which of it is there: the form of values, never a value of a secret. */
export async function readRequirements(scene: Scene, { module }: ToolInput<"readRequirements">): Promise<HostResult> {
  requireCapability(scene.ctx.actor, "viewSettings");
  const { manifest, row } = await moduleOf(scene, module);
  const held = await heldFields(scene, manifest, row);
  const missing = row?.sandbox === true ? [] : askedFields(manifest, held.known);
  const settings = row === undefined ? askedSettings(manifest).filter(({ name }) => !(name in held.config)) : [];
  return {
    ok: true,
    outcome: missing.length === 0 ? "Nothing is missing." : `Missing: ${missing.map(({ label }) => label).join(", ")}.`,
    content: {
      module,
      installed: row !== undefined,
      state: row?.state ?? null,
      fields: manifest.requirements.map(({ name, label, help, kind, required, whereToFind }) => ({
        name,
        label,
        help,
        kind,
        required,
        ...(whereToFind === undefined ? {} : { whereToFind }),
        set: held.known.has(name),
      })),
      missing: [...missing, ...settings].map(({ name }) => name),
      settings: z.toJSONSchema(manifest.config, { io: "input" }),
      settingsNow: row?.config ?? held.config,
      dependsOn: manifest.dependencies.map(({ slug }) => slug),
      provides: manifest.provides ?? [],
    },
  };
}
