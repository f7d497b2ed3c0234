import type { FieldRule } from "./field-rule.ts";
import type { Requirement } from "./requirement.ts";
import { valueFault } from "./value-fault.ts";

/** What is wrong with one value: `says` goes on after the field's label, `sentence` stands alone. */
export type CredentialFault = { field: string } & ({ says: string } | { sentence: string });

/**
 * Holds values (trimmed; absent or empty is not given) against what a module declares: each by itself, then all together. At most one fault
 * a field. The one judgement of browser and server.
 */
export function credentialFaults(
  requirements: readonly Requirement[],
  rules: readonly FieldRule[],
  values: Readonly<Record<string, string | undefined>>,
): CredentialFault[] {
  const given = (name: string) => Object.hasOwn(values, name) && (values[name] ?? "") !== "";
  const own = requirements.flatMap((requirement): CredentialFault[] => {
    const { name, required } = requirement;
    if (!given(name)) return required ? [{ field: name, says: "is needed" }] : [];
    const says = valueFault(requirement, values[name] ?? "");
    return says === undefined ? [] : [{ field: name, says }];
  });
  const faulty = new Set(own.map(({ field }) => field));
  const together: CredentialFault[] = [];
  for (const rule of rules) {
    if (rule.kind === "takes") continue;
    for (const field of brokenBy(rule, given, values)) {
      if (faulty.has(field)) continue;
      faulty.add(field);
      together.push({ field, sentence: rule.message });
    }
  }
  return [...own, ...together];
}

/** A fault as a sentence about `subject`: "Access token must not contain spaces." */
export function faultSentence(fault: CredentialFault, subject: string): string {
  return "sentence" in fault ? fault.sentence : `${subject} ${fault.says}.`;
}

/** The fields to which a rule has something to say; none when it holds. */
function brokenBy(
  rule: Exclude<FieldRule, { kind: "takes" }>,
  given: (name: string) => boolean,
  values: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  switch (rule.kind) {
    case "needs": {
      const holds = given(rule.field) && (rule.is === undefined || values[rule.field] === rule.is);
      return holds ? rule.needs.filter((name) => !given(name)) : [];
    }
    case "exactlyOne": {
      const those = rule.fields.filter(given);
      return those.length === 1 ? [] : those.length === 0 ? rule.fields.slice(0, 1) : those.slice(1);
    }
    case "atLeastOne":
      return rule.fields.some(given) ? [] : rule.fields.slice(0, 1);
    case "allOrNone":
      return rule.fields.some(given) ? rule.fields.filter((name) => !given(name)) : [];
    default:
      return rule satisfies never;
  }
}
