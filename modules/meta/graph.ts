import { z } from "zod";
import { exchange } from "../http/exchange.ts";
import { jsonOf } from "../http/json-of.ts";
import { retryAfter } from "../http/retry-after.ts";
import type { ProviderFetch } from "../module.ts";

/** Version of the Graph API the modules were written for: https://developers.facebook.com/docs/graph-api/changelog */
export const GRAPH_VERSION = "v23.0";
/** After this, nobody knows whether a request was carried out. */
export const GRAPH_TIMEOUT_MS = 15_000;

/**
 * How a call to the Graph API ended. `refused`: an answer of Graph itself, with its code. `unreadable`: an answer, but none of Graph's form.
 * `silent`: no answer, or not in time.
 */
export type GraphAnswer =
  | { kind: "ok"; body: unknown }
  | { kind: "refused"; status: number; code: string; subcode?: string; said: string }
  | { kind: "unreadable"; status: number; waitSeconds?: number | undefined }
  | { kind: "silent"; timedOut: boolean };

/** What is sent along: nothing, JSON, or a form that streams. */
export interface GraphInit {
  method?: "GET" | "POST" | "DELETE";
  json?: unknown;
  form?: { body: ReadableStream<Uint8Array>; contentType: string };
  /** GRAPH_TIMEOUT_MS unless given. */
  timeoutMs?: number;
}

/** Calls the Graph API with a bearer token. Never throws; no outcome holds the token. */
export async function graphCall(
  provider: ProviderFetch,
  accessToken: string,
  path: string,
  { method = "GET", json, form, timeoutMs = GRAPH_TIMEOUT_MS }: GraphInit = {},
): Promise<GraphAnswer> {
  const exchanged = await exchange(provider, `/${GRAPH_VERSION}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...(form === undefined ? {} : { "content-type": form.contentType }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: form.body }),
    timeoutMs,
    maxBytes: GRAPH_ANSWER_MAX_BYTES,
  });
  if (exchanged.kind === "silent") return exchanged;
  if (exchanged.kind === "too_large") return { kind: "silent", timedOut: false };
  const { status, text, headers } = exchanged;
  const body = jsonOf(text);
  const refusal = Refusal.safeParse(body);
  if (refusal.success) {
    const { code, error_subcode, message, error_data } = refusal.data.error;
    // Graph quotes a malformed token in its message.
    const said = (error_data?.details ?? message ?? "").replaceAll(accessToken || "\u0000", "•••");
    const subcode = error_subcode === undefined ? {} : { subcode: String(error_subcode) };
    return { kind: "refused", status, code: String(code), ...subcode, said };
  }
  const isOk = status >= 200 && status < 300;
  return isOk && body !== undefined
    ? { kind: "ok", body }
    : { kind: "unreadable", status, waitSeconds: retryAfter(headers) };
}

/** Far more than Graph answers to anything it is asked here. */
export const GRAPH_ANSWER_MAX_BYTES = 8 * 1024 * 1024;

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const Refusal = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional().catch(undefined),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});
