import { expect, it } from "vitest";
import { z } from "zod";
import { configFields } from "./config-fields.ts";

const choice = (names?: string[]): unknown => {
  const schema = z.strictObject({ pace: z.enum(["slow", "fast"]).meta({ title: "Pace", enumNames: names }) });
  const [field] = configFields(z.toJSONSchema(schema, { io: "input" }));
  return field?.requirement.kind === "select" ? field.requirement.options : undefined;
};

it("draws a choice by the names people read, and by its values where it has none", () => {
  expect(choice(["Slow and sure", "Fast"])).toEqual([
    { value: "slow", label: "Slow and sure" },
    { value: "fast", label: "Fast" },
  ]);
  expect(choice()).toEqual([
    { value: "slow", label: "slow" },
    { value: "fast", label: "fast" },
  ]);
});

it("holds a text to the form the module's own schema holds it to, in the module's words", () => {
  const drawn = (meta: object) => {
    const schema = z.strictObject({
      code: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .meta({ title: "Code", ...meta }),
    });
    const [field] = configFields(z.toJSONSchema(schema, { io: "input" }));
    return field?.requirement.kind === "text" ? field.requirement.pattern : undefined;
  };
  expect(drawn({ patternMessage: "must be two letters" })).toEqual({
    source: "^[A-Z]{2}$",
    message: "must be two letters",
  });
  expect(drawn({})).toEqual({ source: "^[A-Z]{2}$", message: "must be as described" });
});
