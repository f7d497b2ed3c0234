import { LIMIT_DEFAULT, LIMIT_MAX } from "../../../schema/collections/query.ts";

/** How OpenAPI describes the query strings of collections. They are read by schema/collections/parse-query.ts. */
export const WHERE = {
  name: "where",
  in: "query" as const,
  required: false,
  style: "deepObject" as const,
  explode: true,
  schema: { type: "object" as const, additionalProperties: true },
  description:
    "`where[stage][equals]=lead`. Operators: equals, not_equals, in, not_in, exists, greater_than, greater_than_equal, less_than, less_than_equal, like, contains. Groups: `where[or][0][name][like]=ann&where[or][1][…]`, `and` likewise.",
};

/** A bulk write says whom it means. */
export const BULK_WHERE = { ...WHERE, required: true };

export const DEPTH = {
  name: "depth",
  in: "query" as const,
  required: false,
  schema: { type: "integer" as const, minimum: 0 },
  description: "0: bare documents. 1 and more: with their related rows. A list has 0 unless told, a single read 1.",
};

export const SELECT = {
  name: "select",
  in: "query" as const,
  required: false,
  style: "deepObject" as const,
  explode: true,
  schema: { type: "object" as const, additionalProperties: { type: "boolean" as const } },
  description: "`select[name]=true` for these keys only, or `select[tags]=false` for all but these. `id` always comes.",
};

export const LIST_PARAMETERS = [
  WHERE,
  parameter("sort", { type: "string" }, "Fields by comma, `-` before one for descending: `-createdAt,name`."),
  parameter(
    "limit",
    { type: "integer", minimum: 0, default: LIMIT_DEFAULT },
    `Documents a page, at most ${LIMIT_MAX}; 0 asks for that many.`,
  ),
  parameter("page", { type: "integer", minimum: 1, default: 1 }, "Which page."),
  parameter(
    "pagination",
    { type: "boolean", default: true },
    "false counts nothing: totals speak of this page alone, and `hasNextPage` still tells whether more follows.",
  ),
  parameter(
    "before",
    { type: "string" },
    "The id of a document: the list goes on after it. For lists sorted by one time; counts nothing.",
  ),
  DEPTH,
  SELECT,
];

type Simple = { type: "string" | "integer" | "boolean"; minimum?: number; default?: number | boolean };

function parameter(name: string, schema: Simple, description: string) {
  return { name, in: "query" as const, required: false, schema, description };
}
