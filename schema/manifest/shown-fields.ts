import { choiceOf, type FieldRule, fieldsOf } from "./field-rule.ts";
import type { Requirement } from "./requirement.ts";

/**
 * The fields that a form with these values asks for: what belongs to choices (`choiceOf`) is left out until one of them is made. What is
 * required, or spoken of by a rule of another kind, is always asked for.
 */
export function shownFields<R extends Pick<Requirement, "name" | "required">>(
  requirements: readonly R[],
  rules: readonly FieldRule[],
  valueOf: (name: string) => string,
): R[] {
  const choices = rules.flatMap((rule) => choiceOf(rule) ?? []);
  const always = new Set(rules.flatMap((rule) => (choiceOf(rule) === undefined ? fieldsOf(rule) : [])));
  const hidden = new Set<string>();
  const isOfAnother = (name: string): boolean => {
    const own = choices.filter(({ brings }) => brings.includes(name));
    return own.length > 0 && !own.some(({ field, is }) => !hidden.has(field) && valueOf(field) === is);
  };
  // A choice that is not asked for itself brings nothing: what goes may take more along, until nothing goes.
  for (let before = -1; before < hidden.size;) {
    before = hidden.size;
    for (const { name, required } of requirements)
      if (!required && !always.has(name) && isOfAnother(name)) hidden.add(name);
  }
  return requirements.filter(({ name }) => !hidden.has(name));
}
