import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { DEMO_SIGN_INS } from "../seed/sign-ins.ts";

const HealthResponse = z.object({
  ok: z.literal(true),
  sandbox: z.boolean(),
  demo: z.array(z.object({ label: z.string(), email: z.string(), password: z.string() })).optional(),
});

export const health = new Hono<AppEnv>().get(
  "/",
  route({
    policy: open("tells whether the product runs, before anyone can sign in"),
    summary: "Whether the product runs",
    tags: ["System"],
    description: "In sandbox mode it also names the demo sign-ins.",
    responses: { 200: { description: "It runs", schema: HealthResponse } },
  }),
  (c) => {
    const sandbox = c.env.TRELLIS_SANDBOX === "1";
    return c.json({ ok: true as const, sandbox, ...(sandbox && c.env.TRELLIS_DEMO === "1" ? { demo: [...DEMO_SIGN_INS] } : {}) });
  },
);
