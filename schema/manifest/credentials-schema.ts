import type { Requirement } from "./requirement.ts";
import { isSecret } from "./secret-kinds.ts";

/** What a module asks for as JSON Schema, for the API's description. Rules over several values are not in it. */
export function credentialsSchema(requirements: readonly Requirement[]): Record<string, unknown> {
  return {
    type: "object",
    properties: Object.fromEntries(requirements.map((requirement) => [requirement.name, propertyOf(requirement)])),
    required: requirements.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function propertyOf(requirement: Requirement): Record<string, unknown> {
  return {
    type: "string",
    title: requirement.label,
    description: requirement.help,
    ...(isSecret(requirement) ? { writeOnly: true } : {}),
    ...formOf(requirement),
  };
}

function formOf(requirement: Requirement): Record<string, unknown> {
  switch (requirement.kind) {
    case "text":
    case "secret":
      return {
        ...(requirement.minLength === undefined ? {} : { minLength: requirement.minLength }),
        ...(requirement.maxLength === undefined ? {} : { maxLength: requirement.maxLength }),
        ...(requirement.pattern === undefined ? {} : { pattern: requirement.pattern.source }),
      };
    case "url":
      return { format: "uri", pattern: "^https://" };
    case "email":
      return { format: "email" };
    case "phone":
      return { pattern: "^\\+[1-9][0-9 ().-]*$" };
    case "select":
      return { enum: requirement.options.map(({ value }) => value) };
    case "number":
      return { pattern: "^-?[0-9]+(\\.[0-9]+)?$" };
    case "boolean":
      return { enum: ["true", "false"] };
    case "json-key-file":
      return { contentMediaType: "application/json" };
    case "oauth":
      return {};
    default:
      return requirement satisfies never;
  }
}
