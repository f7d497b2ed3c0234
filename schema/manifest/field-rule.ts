import { z } from "zod";

const Names = z.array(z.string().max(60)).min(2).max(20).readonly();
/** A whole sentence: what to do about it. */
const message = z.string().min(8).max(200);

/**
 * A rule over several values, as data, so that browser and server hold to the very same one (`credentialFaults`). `needs`: who gives
 * `field` (where `is` is said: gives just that) gives those as well. `takes`: that choice may have these besides. What choices need or take is
 * asked for with one of them alone (`shownFields`). The others count how many of `fields` are given.
 */
export const FieldRule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("needs"),
    field: z.string().max(60),
    /** Only where `field` is exactly this: what a choice brings with it. */
    is: z.string().min(1).max(120).optional(),
    needs: z.array(z.string().max(60)).min(1).max(20).readonly(),
    message,
  }),
  z.strictObject({
    kind: z.literal("takes"),
    field: z.string().max(60),
    is: z.string().min(1).max(120),
    takes: z.array(z.string().max(60)).min(1).max(20).readonly(),
  }),
  z.strictObject({ kind: z.literal("exactlyOne"), fields: Names, message }),
  z.strictObject({ kind: z.literal("atLeastOne"), fields: Names, message }),
  z.strictObject({ kind: z.literal("allOrNone"), fields: Names, message }),
]);
export type FieldRule = z.infer<typeof FieldRule>;

/** Every field a rule speaks of. */
export function fieldsOf(rule: FieldRule): readonly string[] {
  switch (rule.kind) {
    case "needs":
      return [rule.field, ...rule.needs];
    case "takes":
      return [rule.field, ...rule.takes];
    default:
      return rule.fields;
  }
}

/** A choice, and what belongs to it: undefined for a rule that speaks of none. */
export function choiceOf(rule: FieldRule): { field: string; is: string; brings: readonly string[] } | undefined {
  if (rule.kind === "takes") return { field: rule.field, is: rule.is, brings: rule.takes };
  if (rule.kind === "needs" && rule.is !== undefined) return { field: rule.field, is: rule.is, brings: rule.needs };
  return undefined;
}
