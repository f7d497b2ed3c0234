import type { Field } from "../../../schema/collections/collection.ts";

/**
 * The texts that a row must contain, all of them, for a search of this field: with `like` every word, with `contains` the whole. In small
 * letters; a phone number without what people put between its digits, and without the 0 that stands for a country's code.
 */
export function searchTexts(field: Field, operator: "like" | "contains", value: string): string[] {
  const needle = value.toLowerCase();
  if (isPhone(field)) return [bareNumber(needle)];
  if (operator === "contains") return [needle];
  return [...new Set(needle.split(/\s+/).filter((word) => word !== ""))];
}

/** Numbers are compared without their separators. */
export function isPhone({ column }: Field): boolean {
  return column === "phone";
}

const SEPARATORS = /[ \-()./]/g;
const TRUNK_PREFIX = /^0+(?=\d{3})/;

function bareNumber(needle: string): string {
  return needle.replaceAll(SEPARATORS, "").replace(TRUNK_PREFIX, "");
}
