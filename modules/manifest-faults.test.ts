import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Module } from "../schema/contracts/modules.ts";
import { configFields, configValue } from "../schema/manifest/config-fields.ts";
import { credentialFaults } from "../schema/manifest/credential-faults.ts";
import { credentialsSchema } from "../schema/manifest/credentials-schema.ts";
import type { Manifest } from "../schema/manifest/manifest.ts";
import { goodValue, goodValues } from "../schema/manifest/requirement.test-kit.ts";
import type { Requirement } from "../schema/manifest/requirement.ts";
import { CATALOG } from "./catalog.ts";
import { catalogFaults, manifestFaults } from "./manifest-faults.test-kit.ts";
import { someManifest } from "./manifest.test-kit.ts";
import type { ModuleManifest } from "./module.ts";
import { whatsapp } from "./whatsapp/manifest.ts";

const RUNS = 500;
const KINDS =
  "'text' | 'secret' | 'url' | 'email' | 'phone' | 'select' | 'number' | 'boolean' | 'json-key-file' | 'oauth'";
const [number, , token] = whatsapp.requirements;

describe("a good manifest", () => {
  it("is every one of the catalog, and the catalog is good as a whole", () => {
    for (const manifest of CATALOG) expect(manifestFaults(manifest)).toEqual([]);
    expect(catalogFaults(CATALOG)).toEqual([]);
  });

  it("drawn at random goes through the validator, JSON, the form, the API's judgement and its description", () => {
    fc.assert(
      fc.property(
        someManifest.chain((manifest) =>
          fc.tuple(fc.constant(manifest), goodValues(manifest.requirements, manifest.rules)),
        ),
        ([manifest, values]) => {
          expect(manifestFaults(manifest)).toEqual([]);
          const { config, ...said } = manifest;
          expect(JSON.parse(JSON.stringify(said))).toEqual(said);

          const judged = credentialFaults(manifest.requirements, manifest.rules, values);
          // Two rules over the same fields may leave no way to please both; a value by itself is always good.
          expect(judged.filter((fault) => "says" in fault && fault.says !== "is needed")).toEqual([]);

          const schema = z.toJSONSchema(config, { io: "input" });
          expect(configFields(schema).map(({ requirement }) => requirement.name)).toEqual(Object.keys(config.shape));
          const document = {
            ...said,
            config: schema,
            credentials: credentialsSchema(manifest.requirements),
            entitlement: "entitled",
            access: { source: "plan", grants: [], request: null },
          };
          expect(Module.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("draws its settings as fields whose values its own schema takes", () => {
    fc.assert(
      fc.property(
        someManifest.chain(({ config }) => {
          const fields = configFields(z.toJSONSchema(config, { io: "input" }));
          const typed = fields.map(({ requirement }) =>
            goodValue(requirement).map((text) => [requirement.name, configValue(requirement, text)] as const),
          );
          return fc.tuple(fc.constant(config), fc.tuple(...typed));
        }),
        ([config, typed]) => {
          const given = Object.fromEntries(typed);
          expect(config.safeParse(given).error?.issues ?? []).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe("a bad manifest is refused with the reason:", () => {
  const requirement = (change: object): Partial<ModuleManifest> => ({
    requirements: [{ ...number, ...change } as Requirement, token],
    rules: [],
  });
  const cases: [string, Partial<ModuleManifest>, string][] = [
    ["a slug with capitals", { slug: "WhatsApp" }, "slug: must be lower-case words with hyphens"],
    ["no version", { version: "1.0" }, "version: must be a version like 1.4.0"],
    ["a version without notes", { version: "1.1.0" }, "changeNotes: the first must be of this version, 1.1.0"],
    [
      "notes out of order",
      { changeNotes: ["1.0.0", "1.2.0"].map((version) => ({ version, notes: ["Something new."] })) },
      "changeNotes: must go from the newest version to the oldest",
    ],
    [
      "a later platform",
      { minPlatformVersion: "99.0.0" },
      "minPlatformVersion: needs 99.0.0, and this platform is 0.1.0",
    ],
    [
      "a kind nobody knows",
      requirement({ kind: "colour" }),
      `requirements.0.kind: Invalid discriminator value. Expected ${KINDS}`,
    ],
    ["a member nobody knows", requirement({ hosts: ["a.example"] }), 'requirements.0: Unrecognized key: "hosts"'],
    [
      "a name twice",
      { requirements: [number, { ...number, label: "Another label" }], rules: [] },
      "requirements: phoneNumberId is there twice",
    ],
    [
      "a label twice",
      { requirements: [number, { ...number, name: "other" }], rules: [] },
      "requirements: two are labelled “Phone number ID”",
    ],
    [
      "a routing id that is shared",
      requirement({ sharing: "shareable" }),
      "requirements.phoneNumberId: routes inbound messages, so it must be perAccount",
    ],
    [
      "a pattern that is none",
      requirement({ pattern: { source: "^(", message: "must be so" } }),
      "requirements.phoneNumberId: its pattern is no regular expression",
    ],
    [
      "a pattern that matches a part",
      requirement({ pattern: { source: "[0-9]", message: "must be so" } }),
      "requirements.phoneNumberId: its pattern must begin with ^ and end with $",
    ],
    [
      "a pattern that may never end",
      requirement({ pattern: { source: "^(a+)+$", message: "must be so" } }),
      "requirements.phoneNumberId: its pattern repeats a repetition",
    ],
    [
      "a pattern's message that is no end of a sentence",
      requirement({ pattern: { source: "^a$", message: "wrong" } }),
      "requirements.0.pattern.message: must begin with “must ”, because it goes on after the label",
    ],
    [
      "bounds the wrong way round",
      requirement({ minLength: 9, maxLength: 3 }),
      "requirements.phoneNumberId: minLength is above maxLength",
    ],
    [
      "a secret with an example",
      { requirements: [{ ...token, placeholder: "EAAG" }], rules: [] },
      "requirements.accessToken: a secret has no placeholder",
    ],
    [
      "a link that is not https",
      requirement({ whereToFind: { text: "There", url: "http://a.example" } }),
      "requirements.0.whereToFind.url: Invalid URL",
    ],
    [
      "a rule about nothing",
      { rules: [{ kind: "needs", field: "appSecret", needs: ["nobody"], message: "Give it too." }] },
      "rules.0: speaks of nobody, which is no requirement",
    ],
    [
      "a rule that can never hold",
      { rules: [{ kind: "exactlyOne", fields: ["phoneNumberId", "accessToken"], message: "Only one of them." }] },
      "rules.0: can never hold: two of its fields are required",
    ],
    [
      "a rule about a choice nobody has",
      {
        requirements: [
          {
            kind: "select",
            name: "region",
            label: "Region",
            help: "Where it stands.",
            required: true,
            sharing: "shareable",
            options: [
              { value: "eu", label: "Europe" },
              { value: "us", label: "America" },
            ],
          },
          token,
        ],
        rules: [{ kind: "needs", field: "region", is: "asia", needs: ["accessToken"], message: "Give it too." }],
      },
      "rules.0: can never hold: region is never asia",
    ],
    ["a plan twice", { plans: ["starter", "starter"] }, "plans: starter is there twice"],
    ["a need of itself", { dependencies: [{ slug: "whatsapp", range: "*" }] }, "dependencies: it needs itself"],
    [
      "a range that is none",
      { dependencies: [{ slug: "ai", range: "latest" }] },
      "dependencies.0.range: must be a range like ^1.0.0",
    ],
    ["settings that take anything", { config: z.object({}) }, "config: must be strict, so that a slip is refused"],
    [
      "a setting without a name",
      { config: z.strictObject({ tone: z.string() }) },
      "config.tone: no form can draw it: give it a simple type, a title and a description",
    ],
    [
      "a setting no form can draw",
      { config: z.strictObject({ tags: z.array(z.string()).meta({ title: "Tags", description: "Some tags." }) }) },
      "config.tags: no form can draw it: give it a simple type, a title and a description",
    ],
    [
      "nothing it does",
      { works: { state: "works", now: [] } },
      "works.now: Too small: expected array to have >=1 items",
    ],
    [
      "a key file whose hint is its key",
      {
        rules: [],
        requirements: [
          {
            kind: "json-key-file",
            name: "keyFile",
            label: "Key file",
            help: "The file.",
            required: true,
            sharing: "shareable",
            members: ["private_key"],
            hintMember: "private_key",
          },
        ],
      },
      "requirements.keyFile: hintMember would show a secret",
    ],
  ];
  it.each(cases)("%s", (_what, change, reason) => {
    expect(manifestFaults({ ...whatsapp, ...change })).toEqual([reason]);
  });

  it("two of a slug, a need nobody meets, an older version than needed, and a circle", () => {
    const as = (slug: string, dependencies: Manifest["dependencies"] = []) => ({ ...whatsapp, slug, dependencies });
    const needs = (slug: string, range = "*") => [{ slug, range }];
    expect(catalogFaults([as("a"), as("a")])).toEqual(["a: two modules have this slug"]);
    expect(catalogFaults([as("a", needs("b"))])).toEqual(["a: needs b, which is not in the catalog"]);
    expect(catalogFaults([as("a", needs("b", "^2.0.0")), as("b")])).toEqual([
      "a: needs b ^2.0.0, and the catalog has 1.0.0",
    ]);
    expect(catalogFaults([as("a", needs("b")), as("b", needs("c")), as("c", needs("b"))])).toEqual([
      "b: needs itself by way of others",
      "c: needs itself by way of others",
    ]);
  });
});
