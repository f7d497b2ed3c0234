import { z } from "zod";
import { CATALOG, manifestOf } from "../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";

/** The marketplace, in the order shown. */
export function listModules(env: Env): Module[] {
  return CATALOG.map((manifest) => moduleDocument(env, manifest));
}

/** One module. Throws `not_found`. */
export function getModule(env: Env, slug: string): Module {
  const manifest = manifestOf(slug);
  if (manifest === undefined) throw new TrellisError("not_found");
  return moduleDocument(env, manifest);
}

/** Whether this installation offers the module in test mode. */
export function offersSandbox(env: Env, manifest: ModuleManifest): boolean {
  return manifest.sandbox && env.TRELLIS_SANDBOX === "1";
}

function moduleDocument(env: Env, manifest: ModuleManifest): Module {
  const { slug, name, category, summary, version, icon, docsUrl, requirements, config } = manifest;
  return {
    slug,
    name,
    category,
    summary,
    version,
    icon,
    docsUrl,
    requirements: requirements.map((requirement) => ({ ...requirement })),
    config: z.toJSONSchema(config),
    sandbox: offersSandbox(env, manifest),
  };
}
