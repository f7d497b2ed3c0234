import type { Chance } from "../../durable-objects/kit/chance.test-kit.ts";

/** What is read of a JSON Schema (2020-12) to draw a value from it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

/** Deeper than this nothing more is put in: a schema may speak of itself. */
const DEEPEST = 6;
const LONGEST = 20_000;

/** Of every JSON type, and what has been trouble to some parser, store or page. */
const ODDITIES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  "",
  " ",
  "0",
  "null",
  "a\u0000b",
  "\ud800",
  "\u202egnp.exe",
  "é\u0301😀",
  "%00%2e%2e%2f",
  "../../etc/passwd",
  "' OR 1=1 --",
  '"><script>alert(1)</script>',
  "{{contact.name}}",
  "__proto__",
  "constructor",
  "2026-02-30T25:61:00Z",
  [],
  [[[[]]]],
  {},
  { __proto__: null, constructor: { prototype: {} } },
  { $ne: null },
];

/** Draws values of a description's schemas; at each node, `odd` is the chance that something else is put in its place. */
export function drawer(document: object, chance: Chance, odd: number) {
  const draw = (given: JsonSchema, depth = 0): unknown => {
    const schema = resolve(document, given);
    if (chance.happens(odd)) return chance.pick(ODDITIES);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return chance.pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return draw(chance.pick(choices), depth);
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => draw(part, depth)));
    return drawTyped(schema, depth);
  };
  const drawTyped = (schema: JsonSchema, depth: number): unknown => {
    const type = Array.isArray(schema.type) ? chance.pick(schema.type) : schema.type;
    if (type === "null") return null;
    if (type === "boolean") return chance.happens(0.5);
    if (type === "integer" || type === "number") return drawNumber(schema, chance, odd);
    if (type === "string") return drawString(schema, chance, odd);
    if (type === "array") return drawArray(schema, depth);
    return type === "object" || schema.properties !== undefined ? drawObject(schema, depth) : chance.pick(ODDITIES);
  };
  const drawArray = ({ items = {}, minItems = 0, maxItems }: JsonSchema, depth: number): unknown[] => {
    const most = depth > DEEPEST ? minItems : Math.min(maxItems ?? 4, minItems + 3);
    const beyond = maxItems !== undefined && maxItems < 1_000 && chance.happens(odd) ? maxItems + 1 : undefined;
    const length = beyond ?? minItems + chance.int(Math.max(0, most - minItems) + 1);
    return Array.from({ length }, () => draw(items, depth + 1));
  };
  const drawObject = (schema: JsonSchema, depth: number): Record<string, unknown> => {
    const { properties = {}, required = [], additionalProperties } = schema;
    const keys = Object.keys(properties).filter((key) =>
      required.includes(key) ? !chance.happens(odd) : depth <= DEEPEST && chance.happens(0.5),
    );
    const drawn = keys.map((key) => [key, draw(properties[key] ?? {}, depth + 1)]);
    if (typeof additionalProperties === "object" && depth <= DEEPEST)
      for (const key of ["a", "name", "1"].filter(() => chance.happens(0.4)))
        drawn.push([key, draw(additionalProperties, depth + 1)]);
    if (chance.happens(odd))
      drawn.push([chance.pick(["id", "tenantId", "__proto__", "", "unknown"]), chance.pick(ODDITIES)]);
    return Object.fromEntries(drawn) as Record<string, unknown>;
  };
  return { draw, oddity: () => chance.pick(ODDITIES) };
}

/** Follows `$ref`s, which all point into the description itself. */
export function resolve(document: object, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .replace("#/", "")
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`${schema.$ref} points at nothing`);
  return resolve(document, found as JsonSchema);
}

function drawNumber({ type, minimum, maximum, exclusiveMinimum }: JsonSchema, chance: Chance, odd: number): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  const most = Math.min(maximum ?? Infinity, least + 1_000_000);
  if (chance.happens(odd)) return chance.pick([least - 1, (maximum ?? 2 ** 53) + 1, least + 0.5, -0, 1e21]);
  const drawn = chance.happens(0.3) ? chance.pick([least, most]) : least + chance.int(Math.max(1, most - least));
  return type === "integer" ? Math.floor(drawn) : drawn;
}

const OF_FORMAT: Record<string, () => string> = {
  email: () => `drawn${crypto.randomUUID().slice(0, 8)}@example.com`,
  "date-time": () => new Date(Date.now() + 86_400_000).toISOString(),
  uri: () => "https://example.com/a?b=c",
};
const WORDS = ["Sample", "a", "contacts", "whatsapp", "en_US", "+447700900456", "2026-11-20", "é😀", "x y\nz", "1"];

function drawString({ format, minLength = 0, maxLength }: JsonSchema, chance: Chance, odd: number): string {
  const formatted = format === undefined ? undefined : OF_FORMAT[format];
  if (formatted !== undefined && !chance.happens(odd)) return formatted();
  if (chance.happens(odd))
    return chance.pick([
      "",
      "x".repeat(Math.max(0, minLength - 1)),
      "x".repeat(Math.min((maxLength ?? LONGEST) + 1, LONGEST)),
      "\u0000",
      "\ud800",
      "😀".repeat(Math.min(maxLength ?? 300, 2_000)),
    ]);
  const word = chance.pick(WORDS);
  return word.padEnd(minLength, "x").slice(0, Math.max(minLength, maxLength ?? LONGEST));
}
