import { Hono } from "hono";
import { SlugAvailability } from "../../schema/contracts/tenants.ts";
import type { AppEnv } from "../app-env.ts";
import { callerIp } from "../middleware/caller-ip.ts";
import { perhapsSignedIn, route } from "../middleware/policy.ts";
import { admitSlugQuestion } from "../services/sign-up/admit.ts";
import { slugAvailability } from "../services/tenants/slug-availability.ts";

export const slugs = new Hono<AppEnv>().get(
  "/:slug",
  route({
    policy: perhapsSignedIn("whoever starts has no account yet; strangers are counted by network"),
    summary: "Whether an address can still be had",
    tags: ["Tenants"],
    description:
      "One that is taken, kept back, or has no valid form is not available; for one that is taken there are others like it. Saying so claims nothing.",
    responses: { 200: { description: "Available or not", schema: SlugAvailability } },
    errors: ["too_many"],
  }),
  async (c) => {
    if (c.get("visitor") === undefined) await admitSlugQuestion(c.env, callerIp(c));
    return c.json(await slugAvailability(c.env, c.req.param("slug"), c.req.url));
  },
);
