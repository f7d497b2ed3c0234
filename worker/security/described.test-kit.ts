import { type Schema, Validator } from "@cfworker/json-schema";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { call } from "./cast.test-kit.ts";
import type { JsonSchema } from "./draw-value.test-kit.ts";
import { nameOf } from "./samples.test-kit.ts";

type Content = Record<string, { schema?: JsonSchema }>;
export interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema }[];
  requestBody?: { content?: Content };
  responses: Record<string, { content?: Content }>;
}

/** The API's own description of itself, as it is served. */
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components?: object;
}

export async function readDescription(): Promise<Description> {
  return (await call("/api/openapi.json")).json<Description>();
}

export function operationOf({ paths }: Description, { method, path }: DeclaredRoute): Operation {
  const operation = paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not described`);
  return operation;
}

/** Holds answers against the description. Answers what is wrong with one, or nothing. */
export function judgeOf(description: Description) {
  const validators = new Map<string, Validator>();
  const validatorOf = (key: string, schema: JsonSchema): Validator => {
    const held =
      validators.get(key) ?? new Validator({ ...schema, components: description.components } as Schema, "2020-12");
    validators.set(key, held);
    return held;
  };
  return async function judge(route: DeclaredRoute, answer: Response): Promise<string | undefined> {
    const { status } = answer;
    if (answer.webSocket) {
      answer.webSocket.accept();
      answer.webSocket.close();
    }
    const text = answer.webSocket ? "" : await answer.text();
    if (status >= 500) return `${status}: ${text}`;
    const described = operationOf(description, route).responses[status];
    if (described === undefined) return `${status} is not described: ${text}`;
    if (described.content === undefined) return text === "" ? undefined : `${status} has no body described: ${text}`;
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const content = [type, `${type.split("/")[0]}/*`, "*/*"].map((one) => described.content?.[one]).find(Boolean);
    if (content === undefined) return `${status} is of type "${type}", not ${Object.keys(described.content).join()}`;
    if (type !== "application/json" || content.schema === undefined) return undefined;
    const { valid, errors } = validatorOf(`${nameOf(route)} ${status}`, content.schema).validate(JSON.parse(text));
    if (valid) return undefined;
    const deepest = errors.at(-1);
    return `${status} is not as described: ${deepest?.instanceLocation} ${deepest?.error} ${text.slice(0, 300)}`;
  };
}
