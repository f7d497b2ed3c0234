import { z } from "zod";
import { Manifest, ModuleSlug, Price } from "../manifest/manifest.ts";
import { Timestamp } from "./common.ts";
import { PLANS } from "../plans.ts";
import { ModuleAccess } from "./module-access.ts";

/**
 * How an account stands to a module. `entitled`: it may install it. `upsell`: its plan does not include it, and nobody gave it. `requested`: the
 * same, and it waits for an answer. `withdrawn`: the platform no longer offers it, and it is shown because it is installed here.
 */
export const ENTITLEMENTS = ["entitled", "upsell", "requested", "withdrawn"] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];

/** A module as the catalog shows it to one account: its manifest, with what the platform decided of plans and price. */
export const Module = Manifest.extend({
  config: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of the module's configuration" }),
  credentials: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of `credentials` of an install" }),
  sandbox: z.boolean().meta({ description: "Whether this installation offers it in test mode" }),
  entitlement: z.enum(ENTITLEMENTS),
  access: ModuleAccess,
});
export type Module = z.infer<typeof Module>;
export const ModuleList = z.object({ docs: z.array(Module) });

/** A module as the platform curates it. What is null there is as the manifest has it (`defaults`). */
export const CuratedModule = z.object({
  slug: z.string(),
  name: z.string(),
  icon: z.string(),
  category: z.string(),
  version: z.string(),
  hidden: z.boolean().meta({ description: "Offered to no account" }),
  retired: z.boolean().meta({ description: "No longer part of the product" }),
  position: z.number().int().meta({ description: "Place in the marketplace, from 0" }),
  price: Price.nullable(),
  plans: z.array(z.enum(PLANS)).nullable(),
  defaults: z.object({ price: Price.nullable(), plans: z.array(z.enum(PLANS)) }),
  revision: z.number().int().meta({ description: "Rises with every change" }),
  updatedAt: Timestamp,
});
export type CuratedModule = z.infer<typeof CuratedModule>;
export const CuratedModuleList = z.object({ docs: z.array(CuratedModule) });

/** `null` returns to what the manifest says. `revision`: refuse when it has changed since. */
export const CurateModule = z.object({
  hidden: z.boolean().optional(),
  price: Price.nullable().optional(),
  plans: z
    .array(z.enum(PLANS))
    .max(PLANS.length)
    .refine((plans) => new Set(plans).size === plans.length, "must name each plan once")
    .nullable()
    .optional(),
  revision: z.int().optional(),
});
export type CurateModule = z.infer<typeof CurateModule>;

/** Every module of the catalog, each once, in the order to show. */
export const OrderModules = z.object({
  slugs: z
    .array(ModuleSlug)
    .min(1)
    .max(500)
    .refine((slugs) => new Set(slugs).size === slugs.length, "must name each module once"),
});
export type OrderModules = z.infer<typeof OrderModules>;
