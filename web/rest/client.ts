import type { ErrorBody, ErrorCode, ErrorItem } from "../../schema/errors.ts";
import { setViewIsOver } from "../stores/view-over.ts";
import { tenantInPath } from "./tenant-in-path.ts";
import { viewOf } from "./view.ts";

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON, a file as it is. */
  body?: unknown;
  query?: Record<string, string | number | boolean | undefined>;
  /** The account acted on. Without it: the one in the address bar. Null sends none. */
  tenant?: string | null;
  signal?: AbortSignal;
  /** Goes on when the page is left. For small bodies only: browsers take 64 KiB of them at a time. */
  keepalive?: boolean;
  /** Not through another's eyes, though this tab looks through them: for ending that. */
  asOneself?: boolean;
}

/**
 * One request to the API and its JSON answer (undefined for an empty one). Throws ApiError for every refusal and for a lost connection;
 * an aborted request throws the browser's AbortError.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await readJson(await requestAnswer(path, options))) as T;
}

/** A request whose answer the caller reads while it comes: a stream of `accept`. Throws as `request` does. */
export async function requestAnswer(
  path: string,
  options: RequestOptions & { accept?: string } = {},
): Promise<Response> {
  const { method = "GET", body, query, signal, accept } = options;
  const tenant = options.tenant === undefined ? tenantInPath(location.pathname) : options.tenant;
  const headers = new Headers({ accept: accept ?? "application/json" });
  const isFile = body instanceof Blob;
  if (body !== undefined) headers.set("content-type", isFile ? body.type : "application/json");
  if (tenant) headers.set("x-tenant", tenant);
  const view = options.asOneself ? undefined : viewOf(tenant);
  if (view) headers.set("x-impersonation", view.id);
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) init.body = isFile ? body : JSON.stringify(body);
  if (signal) init.signal = signal;
  if (options.keepalive) init.keepalive = true;
  const response = await reach(`/api${path}${queryText(query)}`, init);
  if (response.ok) return response;
  throw readRefusal(response, await readJson(response));
}

/** A refusal of the API, or a connection that failed (`code` "offline", status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: ErrorCode | "offline";
  readonly items: ErrorItem[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(fields: {
    status: number;
    code: ErrorCode | "offline";
    message: string;
    items?: ErrorItem[];
    requestId?: string | undefined;
    retryAfterSeconds?: number | undefined;
  }) {
    super(fields.message);
    this.status = fields.status;
    this.code = fields.code;
    this.items = fields.items ?? [];
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }

  /** What the API says about one field (dotted path), if anything. */
  forField(path: string): string | undefined {
    return this.items.find((item) => item.field === path)?.message;
  }
}

let signedOut: () => void = () => {};

/** What to do when the API says nobody is signed in any more: the router goes to the sign-in page. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

let askedForMore: () => void = () => {};

/** What to do when an account says that it asks for more than a password now: its frame reads again how one stands to it. */
export function onAskedForMore(handler: () => void): void {
  askedForMore = handler;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: "offline", message: "Trellis cannot be reached. Check your connection." });
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  if (!response.headers.get("content-type")?.includes("json")) return undefined;
  return response.json();
}

/** An answer that is no success, as an error. A session that is over leads to the sign-in page. */
export function readRefusal(response: Pick<Response, "status" | "headers">, answer: unknown): ApiError {
  const { errors, requestId } = isErrorBody(answer) ? answer : { errors: [], requestId: undefined };
  const [first] = errors;
  const retryAfter = Number(response.headers.get("retry-after"));
  const error = new ApiError({
    status: response.status,
    code: first?.code ?? (response.status === 401 ? "unauthenticated" : "internal"),
    message: first?.message ?? "Something went wrong on our side.",
    items: errors,
    requestId: requestId ?? response.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  });
  if (error.code === "unauthenticated" || error.code === "session_ended") signedOut();
  if (error.code === "second_factor_required") askedForMore();
  if (error.code === "impersonation_ended") setViewIsOver(true);
  return error;
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  return typeof answer === "object" && answer !== null && "errors" in answer && Array.isArray(answer.errors);
}

function queryText(query: RequestOptions["query"]): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
