import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { z } from "zod";
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
  return described;
}
