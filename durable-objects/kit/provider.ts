import { handlersOf } from "../../modules/handlers.ts";
import type { ProviderFetch } from "../../modules/module.ts";
import { channelOf } from "../../schema/channels.ts";
import { publicAddressFault } from "../../schema/public-address.ts";
import type { ObjectsEnv } from "../env.ts";
import { sandboxClaude, sandboxMeta } from "../stubs.ts";

/**
 * The way to an install's provider. A sandbox install speaks with the built-in one whatever the provider's address is set to, and only
 * where test mode is offered; every other speaks with the servers its module names, each replaced by what its variable says. Nothing else is
 * reached, except at public addresses by modules that ask where a person told them to. Throws for what may not be reached.
 */
export function providerOf(
  env: ObjectsEnv,
  { integrationId, module, sandbox }: { integrationId: string; module: string; sandbox: boolean },
): ProviderFetch {
  if (!sandbox) return async (address, init) => fetch(placeOf(env, module, address), init);
  if (env.TRELLIS_SANDBOX !== "1") return () => Promise.resolve(new Response("test mode is off here", { status: 404 }));
  const builtIn = handlersOf(module)?.sandbox;
  if (builtIn !== undefined) return builtIn.answer;
  if (channelOf(module) === undefined)
    return (path, init) => sandboxClaude(env, integrationId).fetch(`https://claude.sandbox.test${path}`, init);
  return (path, init) => sandboxMeta(env, integrationId).fetch(`https://graph.sandbox.test${path}`, init);
}

/** Where an address leads today. Throws for one the module has no business at. */
function placeOf(env: ObjectsEnv, module: string, address: string): string {
  const handlers = handlersOf(module);
  const [first] = handlers?.apis ?? [];
  const url = URL.parse(address.startsWith("/") && first !== undefined ? `https://${first.host}${address}` : address);
  if (url === null) throw new Error(`${module} asked at what is no address`);
  const api = handlers?.apis.find(({ host }) =>
    host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host,
  );
  if (api === undefined) {
    const fault = handlers?.asksGivenAddresses === true ? publicAddressFault(address) : "is none of its provider's";
    if (fault !== undefined) throw new Error(`${module} asked at an address that ${fault}`);
    return url.href;
  }
  const base = env[api.variable];
  if (base) return `${base.replace(/\/+$/, "")}${url.pathname}${url.search}`;
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "")
    throw new Error(`${module} asked its provider otherwise than over TLS at the ordinary port`);
  return url.href;
}
