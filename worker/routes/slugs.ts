import { Hono } from "hono";
import { Slug, SlugAvailability } from "../../schema/contracts/tenants.ts";
import type { AppEnv } from "../app-env.ts";
import { isSlugTaken } from "../directory/tenants.ts";
import { route, signedIn } from "../middleware/policy.ts";
import { RESERVED_SLUGS } from "../services/tenants/reserved-slugs.ts";

export const slugs = new Hono<AppEnv>().get(
  "/:slug",
  route({
    policy: signedIn,
    summary: "Whether an address can still be had",
    tags: ["Tenants"],
    description: "One that is taken, kept back, or has no valid form is not available. Saying so claims nothing.",
    responses: { 200: { description: "Available or not", schema: SlugAvailability } },
  }),
  async (c) => {
    const parsed = Slug.safeParse(c.req.param("slug"));
    const slug = parsed.success ? parsed.data : c.req.param("slug");
    const available = parsed.success && !RESERVED_SLUGS.has(slug) && !(await isSlugTaken(c.env, slug));
    return c.json({ slug, available });
  },
);
