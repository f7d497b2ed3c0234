import * as fc from "fast-check";
import type { Collection, Field } from "./collection.ts";
import { operatorsOf } from "./operators.ts";

/** A where-clause as a client writes it, in JSON. */
export type WhereInput = { [key: string]: unknown };

/** Values to ask for, by type: words that meet the rows of the tests often enough, and some that never do. */
export interface Vocabulary {
  text: readonly string[];
  ids: readonly string[];
  tags: readonly string[];
  times: readonly string[];
}

/** Random valid where-clauses over every filterable field of a collection and every operator it has, nested up to three levels. */
export function whereInputs(collection: Collection, words: Vocabulary): fc.Arbitrary<WhereInput> {
  const conditions = Object.entries(collection.fields)
    .filter(([, field]) => field.filterable)
    .map(([name, field]) => conditionOn(field, words).map((condition) => ({ [name]: condition })));
  const { group } = fc.letrec<{ group: WhereInput }>((tie) => ({
    group: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      fc.oneof(...conditions),
      fc.array(tie("group"), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie("group"), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      fc.tuple(fc.oneof(...conditions), tie("group")).map(([one, other]) => ({ and: [one, other] })),
    ),
  }));
  return group;
}

function conditionOn(field: Field, words: Vocabulary): fc.Arbitrary<WhereInput> {
  const value = valueOf(field, words);
  return fc.constantFrom(...operatorsOf(field)).chain((operator): fc.Arbitrary<WhereInput> => {
    if (operator === "exists") return fc.boolean().map((exists) => ({ exists }));
    if (operator === "in" || operator === "not_in") {
      return fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => ({ [operator]: list }));
    }
    if (operator === "equals" || operator === "not_equals") {
      const orNull = field.nullable === true ? fc.oneof(value, fc.constant(null)) : value;
      return orNull.map((one) => ({ [operator]: one }));
    }
    return value.map((one) => ({ [operator]: one }));
  });
}

function valueOf(field: Field, words: Vocabulary): fc.Arbitrary<string | number | boolean> {
  switch (field.type) {
    case "text":
      // What belongs to many rows is found by three characters and more.
      return fc.constantFrom(...(field.through?.by === undefined ? words.text : words.text.filter(hasThreeInARow)));
    case "tags":
      return fc.constantFrom(...words.tags);
    case "enum":
      return fc.constantFrom(...(field.values ?? []));
    case "date":
      return fc.constantFrom(...words.times);
    case "number":
      return fc.integer({ min: 0, max: 5 });
    case "boolean":
      return fc.boolean();
    case "id":
    case "json":
      return fc.constantFrom(...words.ids);
    default:
      return field.type satisfies never;
  }
}

function hasThreeInARow(text: string): boolean {
  return text.split(/\s+/).some((word) => [...word].length >= 3);
}
