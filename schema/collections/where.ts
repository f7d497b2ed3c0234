import type { Operator } from "./operators.ts";

/** A value as it is compared in the database: dates are ms since the epoch, booleans stay booleans. */
export type Comparable = string | number | boolean | null;

/** One condition, its field and value already checked against the collection. */
export interface Condition {
  field: string;
  operator: Operator;
  /** A list for `in` and `not_in`; `exists` takes true or false. */
  value: Comparable | Comparable[];
}

/** A where-clause as plain data. An empty `all` matches everything, an empty `any` nothing. */
export type Where = Condition | { all: Where[] } | { any: Where[] };

/** Bounds of a where-clause: with them no statement comes near the platform's limits (100 parameters, an expression 100 levels deep). */
export const WHERE_MAX_CONDITIONS = 50;
export const WHERE_MAX_DEPTH = 5;
export const WHERE_MAX_LIST_VALUES = 500;
export const WHERE_MAX_VALUE_CHARACTERS = 2_000;
