import type { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import { type Policy, POLICY } from "./policy.ts";

export interface DeclaredRoute {
  method: string;
  path: string;
  policy: Policy;
}

/** Every route with its policy. Throws for a route that has none or two: the worker then does not start and no test passes. */
export function declaredRoutes(app: Hono<AppEnv>): DeclaredRoute[] {
  const found = new Map<string, { method: string; path: string; policies: Policy[] }>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue; // middleware of the whole app
    const entry = found.get(`${method} ${path}`) ?? { method, path, policies: [] };
    const policy = (handler as { [POLICY]?: Policy })[POLICY];
    if (policy) entry.policies.push(policy);
    found.set(`${method} ${path}`, entry);
  }
  return [...found.entries()].map(([name, { method, path, policies }]) => {
    const [policy, second] = policies;
    if (policy === undefined || second !== undefined)
      throw new Error(`route ${name} must declare exactly one policy, it has ${policies.length}`);
    return { method, path, policy };
  });
}
