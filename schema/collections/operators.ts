import type { Field, FieldType } from "./collection.ts";

/** Every operator of a where-clause, as Payload names them. */
export const OPERATORS = [
  "equals",
  "not_equals",
  "in",
  "not_in",
  "exists",
  "greater_than",
  "greater_than_equal",
  "less_than",
  "less_than_equal",
  "like",
  "contains",
] as const;
export type Operator = (typeof OPERATORS)[number];

const IDENTITY = ["equals", "not_equals", "in", "not_in", "exists"] as const;
const ORDER = ["greater_than", "greater_than_equal", "less_than", "less_than_equal"] as const;
const SEARCH = ["like", "contains"] as const;

/**
 * What may be asked of which type. `not_equals` and `not_in` also match what is empty. `like`: every word is contained, in any order;
 * `contains`: the whole value is contained; both without regard to case. On `tags`, `equals`, `in` and `contains`
 * ask for membership.
 */
const OPERATORS_OF = {
  id: IDENTITY,
  enum: IDENTITY,
  boolean: ["equals", "not_equals", "exists"],
  text: [...IDENTITY, ...SEARCH],
  number: [...IDENTITY, ...ORDER],
  date: [...IDENTITY, ...ORDER],
  tags: [...IDENTITY, "contains"],
  json: [],
} as const satisfies Record<FieldType, readonly Operator[]>;

/** What may be asked of a field. */
export function operatorsOf({ type, operators }: Field): readonly Operator[] {
  return operators ?? OPERATORS_OF[type];
}
