import { asBoolean, coerce, isNull } from "./coerce.ts";
import type { Collection, Field } from "./collection.ts";
import { invalid } from "./invalid.ts";
import { type Operator, operatorsOf } from "./operators.ts";
import {
  type Comparable,
  type Condition,
  type Where,
  WHERE_MAX_CONDITIONS,
  WHERE_MAX_DEPTH,
  WHERE_MAX_LIST_VALUES,
} from "./where.ts";

interface Reading {
  readonly collection: Collection;
  conditions: number;
}

/**
 * Checks a where-clause given as a tree: `{stage: {equals: "lead"}, or: [{…}, {…}]}`, from a query string (query-string.ts) or from JSON.
 * Keys beside each other all have to hold. Throws `invalid` naming the path at fault; answers null where there is no condition at all.
 */
export function parseWhere(collection: Collection, given: unknown, path = "where"): Where | null {
  if (given === undefined || given === null || given === "") return null;
  const reading: Reading = { collection, conditions: 0 };
  const where = readGroup(reading, given, path, 0);
  return reading.conditions === 0 ? null : where;
}

function readGroup(reading: Reading, given: unknown, path: string, depth: number): Where {
  const all: Where[] = [];
  for (const [key, value] of Object.entries(keysOf(given, path))) {
    const at = `${path}.${key}`;
    if (key === "and" || key === "or") {
      if (depth >= WHERE_MAX_DEPTH) throw invalid(at, `is nested more than ${WHERE_MAX_DEPTH} levels deep`);
      const parts = listOf(value, at)
        .map((part, index) => readGroup(reading, part, `${at}.${index}`, depth + 1))
        .filter(asksSomething);
      // As in Payload, an empty list of alternatives asks for nothing, and neither does an empty group among them.
      if (parts.length > 0) all.push(key === "and" ? { all: parts } : { any: parts });
    } else {
      all.push(...readField(reading, key, value, at));
    }
  }
  return all.length === 1 && all[0] !== undefined ? all[0] : { all };
}

/** An empty group would hold for every row: beside other alternatives it would widen a bulk delete to everything. */
function asksSomething(where: Where): boolean {
  return !("all" in where) || where.all.length > 0;
}

function readField(reading: Reading, name: string, given: unknown, path: string): Condition[] {
  const field = Object.hasOwn(reading.collection.fields, name) ? reading.collection.fields[name] : undefined;
  if (field === undefined || !field.filterable) {
    throw invalid(path, `is not a field that ${reading.collection.label.many} can be filtered by`);
  }
  const allowed: readonly string[] = operatorsOf(field);
  return Object.entries(keysOf(given, path)).map(([operator, value]) => {
    const at = `${path}.${operator}`;
    if (!isOperator(operator, allowed)) throw invalid(at, `is not an operator of ${name}: use ${allowed.join(", ")}`);
    reading.conditions += 1;
    if (reading.conditions > WHERE_MAX_CONDITIONS) {
      throw invalid("where", `must have at most ${WHERE_MAX_CONDITIONS} conditions`);
    }
    return { field: name, operator, value: readValue(field, operator, value, at) };
  });
}

function isOperator(name: string, allowed: readonly string[]): name is Operator {
  return allowed.includes(name);
}

function readValue(field: Field, operator: Operator, given: unknown, path: string): Comparable | Comparable[] {
  switch (operator) {
    case "exists":
      return asBoolean(given, path);
    case "in":
    case "not_in": {
      const values = typeof given === "string" ? given.split(",").filter((value) => value !== "") : listOf(given, path);
      if (values.length > WHERE_MAX_LIST_VALUES)
        throw invalid(path, `must have at most ${WHERE_MAX_LIST_VALUES} values`);
      return values.map((value) => coerce(field, value, path));
    }
    case "equals":
    case "not_equals":
      return isNull(field, given) ? null : coerce(field, given, path);
    default:
      return coerce(field, given, path);
  }
}

/** A list as JSON has it, as repeated keys make it, or as indexed keys (`[0]`, `[1]` …) spell it. */
function listOf(given: unknown, path: string): unknown[] {
  if (Array.isArray(given)) return given;
  if (given === "") return [];
  const keys = keysOf(given, path);
  const indexes = Object.keys(keys);
  if (!indexes.every((index) => /^\d{1,4}$/.test(index))) throw invalid(path, "must be a list");
  return indexes.sort((a, b) => Number(a) - Number(b)).map((index) => keys[index]);
}

function keysOf(given: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalid(path, "must have keys, such as where[stage][equals]=lead");
  }
  return given as Readonly<Record<string, unknown>>;
}
