import { Hono } from "hono";
import { z } from "zod";
import { HostBrand, LOGO_TYPES } from "../../schema/contracts/branding.ts";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { hostKind } from "../services/branding/host-kind.ts";
import { serveLogo } from "../services/branding/serve-logo.ts";
import { brandOf } from "../services/branding/worn.ts";

/** How the product looks to whoever is not signed in yet. */
export const brand = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: open("a sign-in page wears the brand of its address before anyone is signed in"),
      summary: "The brand of the address you call",
      tags: ["Branding"],
      responses: { 200: { description: "An account's at its own address, else the platform's", schema: HostBrand } },
    }),
    async (c) => {
      const host = c.get("host")?.tenant;
      return c.json({ brand: await brandOf(c.env, host?.id), host: hostKind(c.env, c.req.url, host) });
    },
  )
  .get(
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
