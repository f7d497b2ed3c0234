import { WorkerEntrypoint } from "cloudflare:workers";
import { app } from "./app.ts";
import type { Env } from "./env.ts";
import { queue } from "./queues/handle.ts";
import { scheduled } from "./scheduled.ts";

export { ConciergeHost } from "./concierge-host.ts";
export { Agency, Concierge, SandboxClaude, SandboxMeta, SignInGuard, SubAccount } from "../durable-objects/index.ts";

/**
 * The same app without the asset router in front: the local server's direct socket comes in here, which is three times as fast. Paths that
 * are not the worker's own go to the assets.
 */
export class Direct extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Response | Promise<Response> {
    // The app has an answer for an address that cannot be read (a Host header may hold anything).
    const { pathname } = URL.parse(request.url) ?? { pathname: "/api/" };
    if (pathname.startsWith("/api/") || pathname.startsWith("/webhooks/"))
      return app.fetch(request, this.env, this.ctx);
    return file(this.env, request, pathname);
  }
}

/** A screen for every address, but under `/assets/` only what is there: a missing file must not be remembered as a page for a year. */
async function file(env: Env, request: Request, pathname: string): Promise<Response> {
  const found = await env.ASSETS.fetch(request);
  const isPage = found.headers.get("content-type")?.startsWith("text/html") === true;
  return pathname.startsWith("/assets/") && isPage ? new Response("Not found", { status: 404 }) : found;
}

export default {
  fetch: app.fetch,
  scheduled,
  queue,
} satisfies ExportedHandler<Env>;
