import type { ClaudeFault } from "../../schema/contracts/sandbox.ts";
import { newId } from "../../schema/ids.ts";

/** An error in the shape and with the headers Anthropic documents: https://platform.claude.com/docs/en/api/errors */
export function refuse(
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const requestId = newRequestId();
  return Response.json(
    { type: "error", error: { type, message }, request_id: requestId },
    { status, headers: { ...headers, "request-id": requestId } },
  );
}

/** How a fault that comes before any answer is told; undefined for those that come within one. */
export function refusalOf(fault: ClaudeFault, retryAfterSeconds: number): Response | undefined {
  const wait = { "retry-after": String(retryAfterSeconds) };
  switch (fault) {
    case "overloaded":
      return refuse(529, "overloaded_error", "Overloaded");
    case "rate_limited":
      return refuse(429, "rate_limit_error", "This request would exceed your organization's rate limit.", wait);
    case "bad_key":
      return refuse(401, "authentication_error", "invalid x-api-key");
    case "broken":
      return refuse(500, "api_error", "Internal server error");
    default:
      return undefined;
  }
}

/** An id as Anthropic gives one to each request. */
export function newRequestId(): string {
  return newId("request");
}
