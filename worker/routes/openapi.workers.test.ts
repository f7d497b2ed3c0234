import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { app, ROUTES } from "../app.ts";
import { call } from "../security/cast.test-kit.ts";

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
  responses: Record<string, { description: string; content?: Record<string, { schema?: unknown }> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

let description: Description;
beforeAll(async () => {
  description = await (await call("/api/openapi.json")).json<Description>();
});

/** A door as the description writes it: `/api/contacts/:id` > `/api/contacts/{id}`. */
const DOORS = ROUTES.map(({ method, path, policy }) => ({
  name: `${method} ${path}`,
  method: method.toLowerCase(),
  path: path.replaceAll(/:(\w+)/g, "{$1}"),
  policy,
}));

test("is OpenAPI 3.1 and names every door, and no other", () => {
  expect(description.openapi).toBe("3.1.0");
  const described = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(DOORS.map(({ method, path }) => `${method} ${path}`).sort());
});

describe("of each door it says what it does, whom it lets in and what it answers", () => {
  test.each(DOORS.map((door) => [door.name, door] as const))("%s", (_name, { method, path, policy }) => {
    const operation = description.paths[path]?.[method];
    expect(operation?.summary).toBeTruthy();
    expect(operation?.tags).toHaveLength(1);
    expect(operation?.security).toHaveLength(policy.kind === "open" ? 0 : 2);
    const answers = Object.entries(operation?.responses ?? {});
    expect(answers.some(([status]) => Number(status) < 400)).toBe(true);
    // 416 speaks for itself: no part of a file has words.
    for (const [status, answer] of answers.filter(([code]) => Number(code) >= 400 && code !== "416"))
      expect(JSON.stringify(answer.content?.["application/json"]?.schema), status).toMatch(/errors?|\$ref/);
    for (const [, name = ""] of path.matchAll(/\{(\w+)\}/g))
      expect(operation?.parameters?.map((parameter) => `${parameter.in} ${parameter.name}`)).toContain(`path ${name}`);
  });
});

test("it tells what is refused before a route is asked: two accounts at once, one of another type, a body too large or of no JSON", () => {
  const untold = DOORS.flatMap(({ name, method, path, policy }) => {
    const { requestBody, responses } = description.paths[path]?.[method] ?? { responses: {} };
    const onTenant = policy.kind === "onTenant" || policy.kind === "onPathTenant";
    const wanted = [
      ...(onTenant ? ["400"] : []),
      ...(policy.kind === "onTenant" && policy.on.length < 3 ? ["409"] : []),
      ...(requestBody === undefined ? [] : ["413", "415"]),
    ];
    const isTold = (status: string) =>
      /errors|\$ref/.test(JSON.stringify(responses[status]?.content?.["application/json"]?.schema ?? ""));
    return wanted.filter((status) => !isTold(status)).map((status) => `${name} ${status}`);
  });
  expect(untold).toEqual([]);
});

test("the explorer's address leads to the page beside the screens", async () => {
  const answer = await app.request("/api/docs", {}, env);
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/api-docs"]);
});
