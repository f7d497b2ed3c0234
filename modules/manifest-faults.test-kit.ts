import { z } from "zod";
import { choiceOf, fieldsOf } from "../schema/manifest/field-rule.ts";
import { undrawable } from "../schema/manifest/config-fields.ts";
import { Manifest } from "../schema/manifest/manifest.ts";
import type { Requirement } from "../schema/manifest/requirement.ts";
import { compareVersions, satisfies } from "../schema/manifest/semver.ts";
import { PLATFORM_VERSION } from "../schema/platform-version.ts";
import type { ModuleManifest } from "./module.ts";

/** What is wrong with a manifest, a plain sentence each; none for a good one. What a type cannot say is said here. */
export function manifestFaults(manifest: ModuleManifest): string[] {
  const { config, sandbox: _sandbox, media: _media, ...said } = manifest;
  const read = Manifest.safeParse(said);
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join(".") || "manifest"}: ${message}`);
  return [
    ...versionFaults(read.data),
    ...requirementFaults(read.data.requirements),
    ...ruleFaults(read.data),
    ...configFaults(config, read.data.requirements),
    ...repeated(read.data.plans).map((plan) => `plans: ${plan} is there twice`),
    ...repeated(read.data.capabilities).map((capability) => `capabilities: ${capability} is there twice`),
    ...repeated(read.data.dependencies.map(({ slug }) => slug)).map((slug) => `dependencies: ${slug} is there twice`),
    ...read.data.dependencies.flatMap(({ slug }) => (slug === manifest.slug ? ["dependencies: it needs itself"] : [])),
  ];
}

/** What is wrong between the manifests of a catalog: names taken twice, dependencies that no one meets or that go in a circle. */
export function catalogFaults(catalog: readonly Manifest[]): string[] {
  const faults = repeated(catalog.map(({ slug }) => slug)).map((slug) => `${slug}: two modules have this slug`);
  const bySlug = new Map(catalog.map((manifest) => [manifest.slug, manifest]));
  for (const { slug, dependencies } of catalog) {
    for (const dependency of dependencies) {
      const found = bySlug.get(dependency.slug);
      if (found === undefined) faults.push(`${slug}: needs ${dependency.slug}, which is not in the catalog`);
      else if (!satisfies(found.version, dependency.range))
        faults.push(`${slug}: needs ${dependency.slug} ${dependency.range}, and the catalog has ${found.version}`);
    }
    if (reaches(slug, slug, bySlug)) faults.push(`${slug}: needs itself by way of others`);
  }
  return faults;
}

function versionFaults({ version, changeNotes, minPlatformVersion }: Manifest): string[] {
  const versions = changeNotes.map((note) => note.version);
  const faults: string[] = [];
  if (versions[0] !== version) faults.push(`changeNotes: the first must be of this version, ${version}`);
  const sorted = versions.every((one, at) => at === 0 || compareVersions(versions[at - 1] ?? "", one) > 0);
  if (!sorted) faults.push("changeNotes: must go from the newest version to the oldest");
  if (compareVersions(minPlatformVersion, PLATFORM_VERSION) > 0)
    faults.push(`minPlatformVersion: needs ${minPlatformVersion}, and this platform is ${PLATFORM_VERSION}`);
  return faults;
}

function requirementFaults(requirements: readonly Requirement[]): string[] {
  return [
    ...repeated(requirements.map(({ name }) => name)).map((name) => `requirements: ${name} is there twice`),
    ...repeated(requirements.map(({ label }) => label)).map((label) => `requirements: two are labelled “${label}”`),
    ...requirements.flatMap((requirement) =>
      kindFaults(requirement).map((fault) => `requirements.${requirement.name}: ${fault}`),
    ),
  ];
}

function kindFaults(requirement: Requirement): string[] {
  switch (requirement.kind) {
    case "text":
      return [
        ...(requirement.routes !== undefined && requirement.sharing !== "perAccount"
          ? ["routes inbound messages, so it must be perAccount"]
          : []),
        ...textFaults(requirement),
      ];
    case "secret":
      return [
        ...(requirement.placeholder === undefined ? [] : ["a secret has no placeholder"]),
        ...textFaults(requirement),
      ];
    case "select":
      return repeated(requirement.options.map(({ value }) => value)).map(
        (value) => `the choice ${value} is there twice`,
      );
    case "number":
      return (requirement.min ?? -Infinity) > (requirement.max ?? Infinity) ? ["min is above max"] : [];
    case "json-key-file":
      return [
        ...repeated(requirement.members).map((member) => `the member ${member} is there twice`),
        ...(requirement.members.includes(requirement.hintMember) ? [] : ["hintMember must be one of its members"]),
        ...(SECRET_MEMBER.test(requirement.hintMember) ? ["hintMember would show a secret"] : []),
      ];
    case "url":
    case "email":
    case "phone":
    case "boolean":
    case "oauth":
      return [];
    default:
      return requirement satisfies never;
  }
}

const SECRET_MEMBER = /key(?!_?id)|secret|token|password/i;

function textFaults({ minLength, maxLength, pattern }: Extract<Requirement, { kind: "text" | "secret" }>): string[] {
  const faults = (minLength ?? 0) > (maxLength ?? Infinity) ? ["minLength is above maxLength"] : [];
  if (pattern === undefined) return faults;
  try {
    RegExp(pattern.source, "u");
  } catch {
    return [...faults, "its pattern is no regular expression"];
  }
  // Half a match would let anything through around it; nested repetition can take for ever on a hostile value.
  if (!/^\^.*\$$/s.test(pattern.source)) faults.push("its pattern must begin with ^ and end with $");
  if (/[*+}]\)(?:[*+]|\{\d+,)/.test(pattern.source)) faults.push("its pattern repeats a repetition");
  return faults;
}

function ruleFaults({ requirements, rules }: Manifest): string[] {
  const byName = new Map(requirements.map((requirement) => [requirement.name, requirement]));
  return rules.flatMap((rule, at) => {
    const fields = fieldsOf(rule);
    const faults = [
      ...fields.filter((name) => !byName.has(name)).map((name) => `speaks of ${name}, which is no requirement`),
      ...repeated(fields).map((name) => `names ${name} twice`),
    ];
    const choice = choiceOf(rule);
    const chosen = choice && byName.get(choice.field);
    if (chosen?.kind === "select" && !chosen.options.some(({ value }) => value === choice?.is))
      faults.push(`can never hold: ${chosen.name} is never ${choice?.is}`);
    if (rule.kind === "exactlyOne" && fields.filter((name) => byName.get(name)?.required).length > 1)
      faults.push("can never hold: two of its fields are required");
    return faults.map((fault) => `rules.${at}: ${fault}`);
  });
}

function configFaults(config: z.ZodObject, requirements: readonly Requirement[]): string[] {
  let schema: Record<string, unknown>;
  try {
    schema = z.toJSONSchema(config, { io: "input" });
  } catch {
    return ["config: JSON Schema cannot say it"];
  }
  const names = new Set(requirements.map(({ name }) => name));
  return [
    ...(schema["additionalProperties"] === false ? [] : ["config: must be strict, so that a slip is refused"]),
    ...undrawable(schema).map(
      (name) => `config.${name}: no form can draw it: give it a simple type, a title and a description`,
    ),
    ...Object.keys(config.shape).flatMap((name) =>
      names.has(name) ? [`config.${name}: is a requirement as well`] : [],
    ),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function reaches(
  from: string,
  target: string,
  bySlug: ReadonlyMap<string, Manifest>,
  seen: Set<string> = new Set(),
): boolean {
  return (bySlug.get(from)?.dependencies ?? []).some(({ slug }) => {
    if (slug === target) return true;
    if (seen.has(slug)) return false;
    seen.add(slug);
    return reaches(slug, target, bySlug, seen);
  });
}
