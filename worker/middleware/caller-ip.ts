import type { Context } from "hono";
import type { AppEnv } from "../app-env.ts";

const ADDRESS = /^[0-9a-f.:]{2,45}$/i;

/** The caller's address as Cloudflare tells it (`cf-connecting-ip`, which clients cannot set there); null without it. */
export function callerIp(c: Context<AppEnv>): string | null {
  const told = c.req.header("cf-connecting-ip")?.trim();
  return told !== undefined && ADDRESS.test(told) ? told : null;
}
