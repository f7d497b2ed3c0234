import { Hono } from "hono";
import { z } from "zod";
import { LOGO_TYPES } from "../../schema/contracts/branding.ts";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { serveLogo } from "../services/branding/serve-logo.ts";

/** How the product looks to whoever is not signed in yet. */
export const brand = new Hono<AppEnv>().get(
  "/logos/:brandTenantId/:logoId",
  route({
    policy: open("a sign-in page and a mail show the logo to people who are not signed in"),
    summary: "A logo",
    tags: ["Branding"],
    responses: {
      200: {
        description: `The picture: ${LOGO_TYPES.join(", ")}`,
        schema: z.string().meta({ format: "binary" }),
        contentType: "image/*",
      },
    },
    errors: ["not_found"],
  }),
  (c) => serveLogo(c.env, c.req.param("brandTenantId"), c.req.param("logoId")),
);
