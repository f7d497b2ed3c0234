import fc from "fast-check";
import { z } from "zod";
import { CAPABILITIES } from "../schema/capabilities.ts";
import { PLANS } from "../schema/plans.ts";
import { CATEGORY_NAMES } from "../schema/manifest/categories.ts";
import { someNames, someRequirement, someRules } from "../schema/manifest/requirement.test-kit.ts";
import type { ModuleManifest } from "./module.ts";

const slug = fc.stringMatching(/^[a-z]{2,8}(-[a-z0-9]{1,6})?$/);
const sentence = fc.constantFrom(
  "It sends what you write.",
  "Open the settings there, then copy the key.",
  "Nothing else.",
);
const sentences = (min: number) => fc.array(sentence, { minLength: min, maxLength: 3 });

const SETTINGS = [
  z.string().max(40),
  z.enum(["calm", "quick"]),
  z.boolean().default(true),
  z.int().min(1).max(90).default(30),
  z.number().min(0).max(1),
  z.url(),
  z.email().optional(),
  z.string().min(2).optional(),
] as const;

/** Settings as a strict object, each drawable; their names begin as no requirement's does. */
const someConfig: fc.Arbitrary<z.ZodObject> = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom("xTone", "xDays", "xLimit", "xReport", "xName"), fc.constantFrom(...SETTINGS)),
    {
      selector: ([name]) => name,
      maxLength: 4,
    },
  )
  .map((entries) =>
    z.strictObject(
      Object.fromEntries(
        entries.map(([name, type]) => [name, type.meta({ title: `Setting ${name}`, description: "What it does." })]),
      ),
    ),
  );

/** A good manifest of a module nobody has thought of. */
export const someManifest: fc.Arbitrary<ModuleManifest> = someNames(6)
  .map((names) => names.filter((name) => !/^x[A-Z]/.test(name)))
  .chain((names) => fc.tuple(...names.map(someRequirement)))
  .chain((requirements) =>
    fc.record({
      slug,
      name: fc.constantFrom("Acme", "Post Box", "Ledger"),
      category: fc.constantFrom(...CATEGORY_NAMES),
      summary: sentence,
      icon: fc.constantFrom("whatsapp", "webhooks", "unknown-mark"),
      version: fc.constant("1.2.0"),
      changeNotes: sentences(1).map((notes) => [
        { version: "1.2.0", notes },
        { version: "1.0.0", notes },
      ]),
      minPlatformVersion: fc.constantFrom("0.0.1", "0.1.0"),
      works: fc.record({ state: fc.constantFrom("works", "connectsOnly"), now: sentences(1) }),
      requirements: fc.constant(requirements),
      rules: someRules(requirements),
      dependencies: fc.uniqueArray(
        slug.map((name) => ({ slug: `dep-${name}`, range: "^1.0.0" })),
        { selector: (dependency) => dependency.slug, maxLength: 2 },
      ),
      capabilities: fc.subarray([...CAPABILITIES]),
      plans: fc.subarray([...PLANS]),
      price: fc.option(fc.record({ amount: fc.nat(100_000), currency: fc.constantFrom("USD", "EUR", "GBP") })),
      docsUrl: fc.constant("https://docs.example/module"),
      docs: fc.array(
        fc.record({ title: fc.constantFrom("What you need", "Set it up"), text: sentences(0), steps: sentences(1) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      config: someConfig,
      sandbox: fc.boolean(),
    }),
  ) as fc.Arbitrary<ModuleManifest>;
