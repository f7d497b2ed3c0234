import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { z } from "zod";
import { ERRORS } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { SESSION_COOKIE } from "../middleware/principal.ts";
import { installBody } from "./install-body.ts";

/** The document never changes while an isolate lives. */
let document: Promise<unknown> | undefined;

/** Serves the OpenAPI 3.1 description of every door of `described()`, and the page that shows it. */
export function openapi(described: () => Hono<AppEnv>) {
  return new Hono<AppEnv>()
    .get(
      "/openapi.json",
      route({
        policy: open("the description of the API holds nothing of anybody's"),
        summary: "This description",
        tags: ["System"],
        responses: { 200: { description: "OpenAPI 3.1", schema: z.record(z.string(), z.unknown()) } },
      }),
      async (c) => {
        document ??= describeAll(described());
        c.header("cache-control", "public, max-age=300");
        return c.json((await document) as Record<string, unknown>);
      },
    )
    .get(
      "/docs",
      route({
        policy: open("leads to the page that shows the description"),
        summary: "The API explorer",
        tags: ["System"],
        responses: { 302: { description: "The page lies beside the product's screens" } },
      }),
      (c) => c.redirect("/api-docs", 302),
    );
}

async function describeAll(app: Hono<AppEnv>): Promise<unknown> {
  const described = await generateSpecs(app, {
    // Every refusal has the one error shape, and every route names its own (middleware/policy.ts).
    defaultValidationErrorResponse: false,
    excludeStaticFile: false,
    documentation: {
      openapi: "3.1.0",
      info: {
        title: "Trellis",
        version: "1",
        license: { name: "MIT", identifier: "MIT" },
        description:
          "The CRM an agency sells to its own clients. A request acts on one account, named by `X-Tenant`. Every failure is `{errors, requestId}`.",
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "The token of POST /api/users/login" },
          cookie: {
            type: "apiKey",
            in: "cookie",
            name: SESSION_COOKIE,
            description: "Set by sign-in; changes then need the product's own Origin",
          },
        },
      },
    },
  });
  const install = described.paths?.["/api/integrations"]?.post?.requestBody;
  const json = install && "content" in install ? install.content?.["application/json"] : undefined;
  // What a module asks for is in its manifest, which no route can declare.
  if (json) json.schema = installBody() as typeof json.schema;
  for (const operations of Object.values(described.paths ?? {}))
    for (const operation of Object.values(operations ?? {})) if (isOperation(operation)) addBodyRefusals(operation);
  return described;
}

interface Operation {
  requestBody?: unknown;
  responses: Record<string, { description: string; content?: unknown }>;
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "object" && value !== null && "responses" in value;
}

/** What becomes of a body before its route is asked: all of them are measured, and must be of their type. */
function addBodyRefusals({ requestBody, responses }: Operation): void {
  if (requestBody === undefined) return;
  for (const code of ["too_large", "unsupported_media_type"] as const) {
    const { message, status } = ERRORS[code];
    responses[status] ??= { description: `\`${code}\`: ${message}`, content: responses["500"]?.content };
  }
}
