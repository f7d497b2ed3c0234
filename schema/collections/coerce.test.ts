import { expect, test } from "vitest";
import { asBoolean, coerce, isNull } from "./coerce.ts";
import type { Field } from "./collection.ts";
import { WHERE_MAX_VALUE_CHARACTERS } from "./where.ts";

const base = { column: "it", filterable: true, sortable: false, writable: false } as const;
const field = (type: Field["type"], more: Partial<Field> = {}): Field => ({ ...base, type, ...more });

test.each<[Field["type"], unknown, unknown]>([
  ["number", "12", 12],
  ["number", "-12.5", -12.5],
  ["number", "0.25", 0.25],
  ["number", 7, 7],
  ["date", "2026-05-31", Date.UTC(2026, 4, 31)],
  ["date", "2026-05-31T09:30:00Z", Date.UTC(2026, 4, 31, 9, 30)],
  ["date", "2026-05-31T09:30:00.250+02:00", Date.UTC(2026, 4, 31, 7, 30, 0, 250)],
  ["boolean", "true", true],
  ["boolean", false, false],
  ["id", "con_1", "con_1"],
  ["text", "", ""],
  ["tags", "x".repeat(WHERE_MAX_VALUE_CHARACTERS), "x".repeat(WHERE_MAX_VALUE_CHARACTERS)],
])("a %s given as %j is %j", (type, given, value) => {
  expect(coerce(field(type), given, "at")).toBe(value);
});

test.each<[Field["type"], unknown, string]>([
  ["number", "x1", "must be a number"],
  ["number", "1x", "must be a number"],
  ["number", "1.x", "must be a number"],
  ["number", "", "must be a number"],
  ["number", "1e3", "must be a number"],
  ["number", Number.POSITIVE_INFINITY, "must be a number"],
  ["number", Number.NaN, "must be a number"],
  ["number", null, "must be a number"],
  ["number", ["1"], "must be a number"],
  ["date", "31.5.2026", "must be an ISO 8601 date or time, such as 2026-05-31 or 2026-05-31T09:30:00Z"],
  ["date", "2026-02-30", "must be an ISO 8601 date or time, such as 2026-05-31 or 2026-05-31T09:30:00Z"],
  ["date", "2026-05-31T09:30:00", "must be an ISO 8601 date or time, such as 2026-05-31 or 2026-05-31T09:30:00Z"],
  ["date", 1, "must be an ISO 8601 date or time, such as 2026-05-31 or 2026-05-31T09:30:00Z"],
  ["boolean", "yes", "must be true or false"],
  ["boolean", 1, "must be true or false"],
  ["text", 1, "must be text"],
  ["id", ["x"], "must be text"],
  ["text", "x".repeat(WHERE_MAX_VALUE_CHARACTERS + 1), `must be at most ${WHERE_MAX_VALUE_CHARACTERS} characters`],
])("a %s given as %j is refused", (type, given, message) => {
  expect(() => coerce(field(type), given, "where.it")).toThrow(
    expect.objectContaining({
      code: "invalid",
      items: [expect.objectContaining({ field: "where.it", message: `where.it ${message}` })],
    }),
  );
});

test("an enum is one of its values", () => {
  const stage = field("enum", { values: ["lead", "lost"] });
  expect(coerce(stage, "lost", "at")).toBe("lost");
  for (const wrong of ["other", "", "Lead"]) {
    expect(() => coerce(stage, wrong, "at")).toThrow(
      expect.objectContaining({ items: [expect.objectContaining({ message: "at must be one of lead, lost" })] }),
    );
  }
  expect(() => coerce(field("enum"), "", "at")).toThrow("at must be one of");
});

test("nothing is given as null, and where a field may be empty also in words", () => {
  expect([null, "", "null", "x"].map((given) => isNull(field("text", { nullable: true }), given))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([null, "", "null"].map((given) => isNull(field("text"), given))).toEqual([true, false, false]);
  expect([asBoolean("true", "at"), asBoolean(true, "at"), asBoolean("false", "at")]).toEqual([true, true, false]);
});
