import { z } from "zod";
import { CAPABILITIES } from "../capabilities.ts";
import { PLANS } from "../plans.ts";
import { CATEGORY_NAMES } from "./categories.ts";
import { FieldRule } from "./field-rule.ts";
import { Requirement } from "./requirement.ts";
import { isRange, readVersion } from "./semver.ts";

const Sentence = z.string().trim().min(8).max(600);
export const VersionText = z
  .string()
  .refine((text) => readVersion(text) !== undefined, "must be a version like 1.4.0")
  .meta({ description: "Semantic version: major.minor.patch" });
/** A module's address: lower-case words with hyphens. */
export const ModuleSlug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "must be lower-case words with hyphens")
  .max(60);

/** What an account gets by a module beside its own working: things of the account's own that whoever sets it up is offered to make. */
export const PROVISIONS = ["agents"] as const;
export type Provision = (typeof PROVISIONS)[number];

/** What a module costs a month where a plan does not include it: integer minor units. */
export const Price = z.strictObject({
  amount: z.int().min(0).max(10_000_000).meta({ description: "Minor units a month: 4900 is 49.00" }),
  currency: z.enum(["USD", "EUR", "GBP"]),
});
export type Price = z.infer<typeof Price>;

/** A part of a module's own page of documentation: paragraphs, then steps in order. */
const DocsSection = z.strictObject({
  title: z.string().trim().min(3).max(80),
  text: z.array(Sentence).max(12).readonly(),
  steps: z.array(Sentence).max(20).readonly().optional(),
});

/** Everything a module says of itself that JSON can hold. docs/manifest.md explains each member. */
export const Manifest = z.strictObject({
  slug: ModuleSlug,
  name: z.string().trim().min(2).max(60),
  category: z.enum(CATEGORY_NAMES),
  summary: z.string().trim().min(10).max(140),
  icon: z.string().regex(/^[a-z0-9-]{2,40}$/),
  version: VersionText,
  changeNotes: z
    .array(z.strictObject({ version: VersionText, notes: z.array(Sentence).min(1).max(20).readonly() }))
    .min(1)
    .max(100)
    .readonly()
    .meta({ description: "Newest first; the first is of this version" }),
  minPlatformVersion: VersionText,
  works: z
    .strictObject({
      state: z.enum(["works", "connectsOnly"]),
      now: z.array(Sentence).min(1).max(20).readonly(),
    })
    .meta({
      description: "What it does today. `connectsOnly`: it can be connected and is checked, and nothing more yet",
    }),
  requirements: z.array(Requirement).max(40).readonly(),
  rules: z.array(FieldRule).max(40).readonly(),
  dependencies: z
    .array(z.strictObject({ slug: ModuleSlug, range: z.string().refine(isRange, "must be a range like ^1.0.0") }))
    .max(20)
    .readonly()
    .meta({ description: "Modules that must be installed first" }),
  capabilities: z
    .array(z.enum(CAPABILITIES))
    .max(CAPABILITIES.length)
    .readonly()
    .meta({ description: "What it may do in the account" }),
  provides: z
    .array(z.enum(PROVISIONS))
    .max(PROVISIONS.length)
    .readonly()
    .optional()
    .meta({ description: "What is set up with it besides: `agents`, the contexts its AI writes in" }),
  plans: z.array(z.enum(PLANS)).max(PLANS.length).readonly().meta({ description: "Plans that include it" }),
  price: Price.nullable().meta({
    description: "A month, where the plan does not include it; null: not sold by itself",
  }),
  docsUrl: z.url({ protocol: /^https$/ }).max(500),
  docs: z.array(DocsSection).min(1).max(20).readonly(),
});
export type Manifest = z.infer<typeof Manifest>;
