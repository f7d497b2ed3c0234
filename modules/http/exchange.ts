import type { ProviderFetch } from "../module.ts";

/** After this, nobody knows whether a request was carried out. */
export const ANSWER_TIMEOUT_MS = 15_000;
/** Far more than any provider answers to what it is asked here. */
export const ANSWER_MAX_BYTES = 2 * 1024 * 1024;

export interface ExchangeInit {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | ReadableStream<Uint8Array>;
  /** ANSWER_TIMEOUT_MS unless given. */
  timeoutMs?: number;
  /** ANSWER_MAX_BYTES unless given. */
  maxBytes?: number;
}

/** What came back, unread. `silent`: no whole answer, or not in time. */
export type Exchanged =
  | { kind: "answered"; status: number; headers: Headers; text: string }
  | { kind: "too_large"; status: number; headers: Headers }
  | { kind: "silent"; timedOut: boolean };

/**
 * One exchange with a provider, bounded in time and size, following no redirect: it would carry the credentials elsewhere. Never throws; no
 * outcome holds what was sent.
 */
export async function exchange(provider: ProviderFetch, address: string, init: ExchangeInit = {}): Promise<Exchanged> {
  const timeout = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Exchanged>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: "silent", timedOut: true });
      timeout.abort();
    }, init.timeoutMs ?? ANSWER_TIMEOUT_MS);
  });
  try {
    // The race also ends a body that never does.
    return await Promise.race([late, answered(provider, address, init, timeout.signal)]);
  } catch {
    return { kind: "silent", timedOut: false };
  } finally {
    clearTimeout(timer);
  }
}

async function answered(
  provider: ProviderFetch,
  address: string,
  { method = "GET", headers = {}, body, maxBytes = ANSWER_MAX_BYTES }: ExchangeInit,
  signal: AbortSignal,
): Promise<Exchanged> {
  const response = await provider(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
    signal,
  });
  const { status } = response;
  const text = await textOf(response, maxBytes);
  return text === undefined
    ? { kind: "too_large", status, headers: response.headers }
    : { kind: "answered", status, headers: response.headers, text };
}

/** The words of an answer; undefined when there are more than may be: whoever sends it must not fill the memory everybody shares. */
async function textOf({ body }: Response, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
