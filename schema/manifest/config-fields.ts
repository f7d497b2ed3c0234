import type { Requirement } from "./requirement.ts";

/** The members of a JSON Schema that a form is drawn from. */
interface Property {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  enum?: readonly unknown[];
  /** What people read for each of `enum`, in its order. */
  enumNames?: readonly string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** What people read where a value does not follow `pattern`, to go on after the title: "must be digits". */
  patternMessage?: string;
  default?: unknown;
}

/** A setting of a module as a field of a form, and what stands in it where nobody has chosen. */
export interface ConfigField {
  requirement: Requirement;
  initial: string;
}

/**
 * The fields of a module's configuration, from its JSON Schema: the same kinds as requirements, so that one form draws both. A property that
 * no form can draw (a list, an object) is left out; `undrawable` names those.
 */
export function configFields(schema: Readonly<Record<string, unknown>>): ConfigField[] {
  return propertiesOf(schema).flatMap(([name, property, required]) => {
    const initial = property.default === undefined || property.default === null ? "" : String(property.default);
    // What has a default always stands at something: it is not left empty.
    const requirement = drawn(name, property, required || initial !== "");
    return requirement === undefined ? [] : [{ requirement, initial }];
  });
}

/** Names of properties that no form can draw, or that have no title or description to draw it with. */
export function undrawable(schema: Readonly<Record<string, unknown>>): string[] {
  return propertiesOf(schema).flatMap(([name, property, required]) =>
    drawn(name, property, required) === undefined || !property.title || !property.description ? [name] : [],
  );
}

/** What a form's text means to the configuration: a number, true or false, or the text. Undefined for an empty one. */
export function configValue({ kind }: Pick<Requirement, "kind">, text: string): unknown {
  if (text === "") return undefined;
  if (kind === "number") return Number(text);
  return kind === "boolean" ? text === "true" : text;
}

function propertiesOf(schema: Readonly<Record<string, unknown>>): [string, Property, boolean][] {
  const properties = (schema["properties"] ?? {}) as Record<string, Property>;
  const required = Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : [];
  return Object.entries(properties).map(([name, property]) => [name, property, required.includes(name)]);
}

function drawn(name: string, property: Property, required: boolean): Requirement | undefined {
  const common = {
    name,
    label: property.title ?? name,
    help: property.description ?? "",
    required,
    sharing: "shareable" as const,
  };
  if (property.enum !== undefined) {
    if (!property.enum.every((value) => typeof value === "string")) return undefined;
    return {
      kind: "select",
      ...common,
      options: property.enum.map((value, index) => ({ value, label: property.enumNames?.[index] ?? value })),
    };
  }
  switch (property.type) {
    case "boolean":
      return { kind: "boolean", ...common };
    case "number":
    case "integer":
      return {
        kind: "number",
        ...common,
        integer: property.type === "integer",
        ...(property.minimum === undefined ? {} : { min: property.minimum }),
        ...(property.maximum === undefined ? {} : { max: property.maximum }),
      };
    case "string":
      if (property.format === "uri") return { kind: "url", ...common };
      if (property.format === "email") return { kind: "email", ...common };
      return {
        kind: "text",
        ...common,
        ...(property.minLength ? { minLength: property.minLength } : {}),
        ...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
        ...(property.pattern === undefined
          ? {}
          : { pattern: { source: property.pattern, message: property.patternMessage ?? "must be as described" } }),
      };
    default:
      return undefined;
  }
}
