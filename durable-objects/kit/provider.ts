import { handlersOf } from "../../modules/handlers.ts";
import type { ProviderFetch } from "../../modules/module.ts";
import { channelOf } from "../../schema/channels.ts";
import type { ObjectsEnv } from "../env.ts";
import { sandboxClaude, sandboxMeta } from "../stubs.ts";

/**
 * The way to an install's provider. A sandbox install speaks with the built-in one whatever the provider's address is set to, and only
 * where test mode is offered; every other speaks with the server its module's variable names, or where that is empty with the provider's own API. Paths begin with a
 * slash and the API's version.
 */
export function providerOf(
  env: ObjectsEnv,
  { integrationId, module, sandbox }: { integrationId: string; module: string; sandbox: boolean },
): ProviderFetch {
  const handlers = handlersOf(module);
  if (!sandbox) {
    const base = ((handlers && env[handlers.apiVariable]) || (handlers?.api ?? "")).replace(/\/+$/, "");
    return (path, init) => fetch(`${base}${path}`, init);
  }
  if (env.TRELLIS_SANDBOX !== "1") return () => Promise.resolve(new Response("test mode is off here", { status: 404 }));
  if (handlers?.sandbox !== undefined) return handlers.sandbox.answer;
  if (channelOf(module) === undefined)
    return (path, init) => sandboxClaude(env, integrationId).fetch(`https://claude.sandbox.test${path}`, init);
  return (path, init) => sandboxMeta(env, integrationId).fetch(`https://graph.sandbox.test${path}`, init);
}
