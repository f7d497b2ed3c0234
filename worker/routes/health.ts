import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../app-env.ts";
import { userByEmail } from "../directory/users.ts";
import { open, route } from "../middleware/policy.ts";
import { LAST_PERSON } from "../seed/people.ts";
import { DEMO_SIGN_INS } from "../seed/sign-ins.ts";
import { isSignUpOpen } from "../services/sign-up/admit.ts";

const HealthResponse = z.object({
  ok: z.literal(true),
  sandbox: z.boolean(),
  signUp: z.boolean().meta({ description: "Whether anybody may start an agency of their own here" }),
  demo: z.array(z.object({ label: z.string(), email: z.string(), password: z.string() })).optional(),
});

export const health = new Hono<AppEnv>().get(
  "/",
  route({
    policy: open("tells whether the product runs, before anyone can sign in"),
    summary: "Whether the product runs",
    tags: ["System"],
    description: "In sandbox mode it also names the demo sign-ins, once the demo is loaded.",
    responses: { 200: { description: "It runs", schema: HealthResponse } },
  }),
  async (c) => {
    const sandbox = c.env.TRELLIS_SANDBOX === "1";
    const demo = sandbox && (await userByEmail(c.env, LAST_PERSON.email)) !== undefined;
    const signUp = c.get("host") === undefined && isSignUpOpen(c.env);
    return c.json({ ok: true as const, sandbox, signUp, ...(demo ? { demo: [...DEMO_SIGN_INS] } : {}) });
  },
);
