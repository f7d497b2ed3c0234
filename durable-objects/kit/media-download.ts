import type { ObjectsEnv } from "../env.ts";
import { sandboxMeta } from "../stubs.ts";
import { type AllowedHosts, mediaUrlFault } from "./media-hosts.ts";

/** How a download began. `refused`: not from there, ever. The caller reads or cancels the body. */
export type Download =
  | { kind: "open"; body: ReadableStream<Uint8Array>; mimeType: string }
  | { kind: "answered"; status: number }
  | { kind: "refused"; reason: string }
  | { kind: "silent" };

export type MediaDownload = (
  url: string,
  options: { hosts: readonly string[]; bearer?: string | undefined; signal: AbortSignal },
) => Promise<Download>;

const REDIRECTS_MAX = 3;

/** Fetches files of an install: a sandbox one from the built-in provider, whatever the host; every other from the provider's own hosts. */
export function mediaDownloadOf(
  env: ObjectsEnv,
  { integrationId, sandbox }: { integrationId: string; sandbox: boolean },
): MediaDownload {
  const origin = originOf(env.META_GRAPH_URL);
  if (!sandbox) return guardedDownload((url, init) => fetch(url, init), origin);
  if (env.TRELLIS_SANDBOX !== "1") return () => Promise.resolve({ kind: "refused", reason: "Test mode is off here." });
  return guardedDownload((url, init) => sandboxMeta(env, integrationId).fetch(url, init), origin);
}

/**
 * Every address is checked before it is connected to, those of redirects too. The token goes to the origin it was given for and to no other,
 * so a redirect cannot carry it away. Never throws.
 */
export function guardedDownload(
  fetchFrom: (url: string, init: RequestInit) => Promise<Response>,
  origin: string,
): MediaDownload {
  return async (first, { hosts, bearer, signal }) => {
    const allowed: AllowedHosts = { hosts, origin };
    let url = first;
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const reason = mediaUrlFault(url, allowed);
      if (reason !== undefined) return { kind: "refused", reason };
      const mayKnow = bearer !== undefined && new URL(url).origin === new URL(first).origin;
      let response: Response;
      try {
        response = await fetchFrom(url, {
          // Meta's file servers answer nobody who does not name himself.
          headers: { "user-agent": "Trellis/1.0", ...(mayKnow ? { authorization: `Bearer ${bearer}` } : {}) },
          redirect: "manual",
          signal,
        });
      } catch {
        return { kind: "silent" };
      }
      if (response.ok && response.body !== null)
        return { kind: "open", body: response.body, mimeType: response.headers.get("content-type") ?? "" };
      await response.body?.cancel();
      const next = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (next === null) return { kind: "answered", status: response.status };
      const target = URL.parse(next, url);
      if (target === null) return { kind: "answered", status: response.status };
      url = target.href;
    }
    return { kind: "refused", reason: "The file's address leads from one place to the next." };
  };
}

function originOf(base: string): string {
  return URL.parse(base)?.origin ?? "";
}
