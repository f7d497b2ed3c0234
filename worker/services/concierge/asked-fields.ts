import { z } from "zod";
import type { ModuleManifest } from "../../../modules/module.ts";
import { configFields } from "../../../schema/manifest/config-fields.ts";
import { type FieldRule, fieldsOf } from "../../../schema/manifest/field-rule.ts";
import type { Requirement } from "../../../schema/manifest/requirement.ts";

type Asking = Pick<ModuleManifest, "requirements" | "rules">;

/**
 * What has to be asked for before a module can be installed: the requirements that it cannot do without and that are not `known`, and those its
 * rules bring into question. Nothing that is merely possible.
 */
export function askedFields({ requirements, rules }: Asking, known: ReadonlySet<string>): Requirement[] {
  const asked = new Set(
    requirements.filter(({ name, required }) => required && !known.has(name)).map(({ name }) => name),
  );
  for (let before = -1; before !== asked.size;) {
    before = asked.size;
    for (const rule of rules) for (const field of drawnIn(rule, asked, known)) if (!known.has(field)) asked.add(field);
  }
  return requirements.filter(({ name }) => asked.has(name));
}

/** Settings that stand at nothing until somebody chooses. */
export function askedSettings({ config }: Pick<ModuleManifest, "config">): Requirement[] {
  return configFields(z.toJSONSchema(config, { io: "input" }))
    .filter(({ requirement, initial }) => requirement.required && initial === "")
    .map(({ requirement }) => requirement);
}

/** The rules that speak of nothing but what a form shows: it can hold itself to them. */
export function rulesAmong(rules: readonly FieldRule[], fields: readonly Requirement[]): FieldRule[] {
  const shown = new Set(fields.map(({ name }) => name));
  return rules.filter((rule) => fieldsOf(rule).every((field) => shown.has(field)));
}

/** The fields that a rule makes a question, where these are asked for or known. */
function drawnIn(rule: FieldRule, asked: ReadonlySet<string>, known: ReadonlySet<string>): readonly string[] {
  const there = (field: string): boolean => asked.has(field) || known.has(field);
  switch (rule.kind) {
    case "needs":
      return there(rule.field) ? rule.needs : [];
    case "allOrNone":
      return rule.fields.some(there) ? rule.fields : [];
    case "exactlyOne":
    case "atLeastOne":
      return rule.fields.some((field) => known.has(field)) ? [] : rule.fields;
    case "takes":
      return [];
    default:
      return rule satisfies never;
  }
}
