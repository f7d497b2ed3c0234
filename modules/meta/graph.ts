import { z } from "zod";
import type { ProviderFetch } from "../module.ts";

/** Version of the Graph API the modules were written for: https://developers.facebook.com/docs/graph-api/changelog */
const GRAPH_VERSION = "v23.0";
/** After this, nobody knows whether a request was carried out. */
export const GRAPH_TIMEOUT_MS = 15_000;

/**
 * How a call to the Graph API ended. `refused`: an answer of Graph itself, with its code. `unreadable`: an answer, but none of Graph's form.
 * `silent`: no answer, or not in time.
 */
export type GraphAnswer =
  | { kind: "ok"; body: unknown }
  | { kind: "refused"; status: number; code: string; subcode?: string; said: string }
  | { kind: "unreadable"; status: number }
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
  init: GraphInit = {},
): Promise<GraphAnswer> {
  const timeout = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<GraphAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: "silent", timedOut: true });
      timeout.abort();
    }, init.timeoutMs ?? GRAPH_TIMEOUT_MS);
  });
  try {
    // The race also ends a body that never does.
    return await Promise.race([late, answer(provider, accessToken, path, init, timeout.signal)]);
  } catch {
    return { kind: "silent", timedOut: false };
  } finally {
    clearTimeout(timer);
  }
}

async function answer(
  provider: ProviderFetch,
  accessToken: string,
  path: string,
  { method = "GET", json, form }: GraphInit,
  signal: AbortSignal,
): Promise<GraphAnswer> {
  const response = await provider(`/${GRAPH_VERSION}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...(form === undefined ? {} : { "content-type": form.contentType }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: form.body }),
    // A redirect would carry the token elsewhere.
    redirect: "manual",
    signal,
  });
  const body = parsed(await textOf(response));
  const refusal = Refusal.safeParse(body);
  if (refusal.success) {
    const { code, error_subcode, message, error_data } = refusal.data.error;
    // Graph quotes a malformed token in its message.
    const said = (error_data?.details ?? message ?? "").replaceAll(accessToken || "\u0000", "•••");
    const subcode = error_subcode === undefined ? {} : { subcode: String(error_subcode) };
    return { kind: "refused", status: response.status, code: String(code), ...subcode, said };
  }
  return response.ok && body !== undefined ? { kind: "ok", body } : { kind: "unreadable", status: response.status };
}

/** Far more than Graph answers to anything it is asked here. */
export const GRAPH_ANSWER_MAX_BYTES = 8 * 1024 * 1024;

/** The words of an answer. Throws for one that is too long: whoever sends it must not fill the memory everybody shares. */
async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > GRAPH_ANSWER_MAX_BYTES) throw new Error("an answer of Graph is too long");
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const Refusal = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional().catch(undefined),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
