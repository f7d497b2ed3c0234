import { z } from "zod";
import { CATALOG } from "../../modules/catalog.ts";
import type { ModuleManifest } from "../../modules/module.ts";
import { credentialsSchema } from "../../schema/manifest/credentials-schema.ts";

/** What an install is sent, as JSON Schema: one form for each module's own credentials, and one for those that have a test mode. */
export function installBody(catalog: readonly ModuleManifest[] = CATALOG): { oneOf: Record<string, unknown>[] } {
  return { oneOf: catalog.flatMap((manifest) => formsOf(manifest)) };
}

function formsOf({ slug, name, requirements, config, sandbox }: ModuleManifest): Record<string, unknown>[] {
  const { $schema: _dialect, ...settings } = z.toJSONSchema(config, { io: "input" });
  const module = { const: slug };
  const credentials = credentialsSchema(requirements);
  const own = {
    type: "object",
    title: name,
    properties: { module, credentials, config: settings, sandbox: { const: false } },
    required: ["module", ...(requirements.some(({ required }) => required) ? ["credentials"] : [])],
  };
  if (!sandbox) return [own];
  const tried = {
    type: "object",
    title: `${name}, in test mode`,
    properties: { module, sandbox: { const: true }, config: settings },
    required: ["module", "sandbox"],
  };
  return [own, tried];
}
