import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, onSignedOut, request } from "./client.ts";

const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
  history.replaceState(null, "", "/a/ten_1/inbox");
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

function answers(status: number, body: unknown, headers: Record<string, string> = {}): void {
  fetched.mockResolvedValueOnce(
    new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } }),
  );
}
const sent = (): [url: unknown, headers: Headers, init: RequestInit] => {
  const [url, init = {}] = fetched.mock.calls[0] ?? [];
  return [url, new Headers(init.headers), init];
};

describe("request", () => {
  it("acts on the account in the address bar, or on the one named, or on none", async () => {
    answers(200, { ok: true });
    expect(await request("/contacts", { query: { q: "a b", empty: "", page: 2 } })).toEqual({ ok: true });
    expect(sent()[0]).toBe("/api/contacts?q=a+b&page=2");
    expect(sent()[1].get("x-tenant")).toBe("ten_1");
    expect(sent()[2].credentials).toBe("same-origin");

    fetched.mockReset();
    answers(200, {});
    await request("/contacts", { tenant: "ten_2" });
    expect(sent()[1].get("x-tenant")).toBe("ten_2");

    fetched.mockReset();
    answers(200, {});
    await request("/users/me", { tenant: null });
    expect(sent()[1].has("x-tenant")).toBe(false);
  });

  it("throws the API's own words, by field, with its request id", async () => {
    const errors = [{ message: "must be a phone number", code: "invalid", field: "phone" }];
    answers(400, { errors, requestId: "req_1" });
    const error = await request("/contacts", { method: "POST", body: {} }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: "invalid", requestId: "req_1" });
    expect((error as ApiError).forField("phone")).toBe("must be a phone number");
    expect((error as ApiError).forField("name")).toBeUndefined();
  });

  it("says how long to wait", async () => {
    answers(429, { errors: [{ message: "Too many.", code: "too_many" }], requestId: "req_2" }, { "retry-after": "44" });
    await expect(request("/users/login", { method: "POST" })).rejects.toMatchObject({ retryAfterSeconds: 44 });
  });

  it("tells the frame that the session has ended, but not that a password is wrong", async () => {
    const left = vi.fn<() => void>();
    onSignedOut(left);
    answers(401, { errors: [{ message: "No.", code: "invalid_credentials" }], requestId: "req_3" });
    await expect(request("/users/login", { method: "POST" })).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(left).not.toHaveBeenCalled();
    answers(401, { errors: [{ message: "Ended.", code: "session_ended" }], requestId: "req_4" });
    await expect(request("/users/me")).rejects.toMatchObject({ code: "session_ended" });
    expect(left).toHaveBeenCalledOnce();
  });

  it("turns a lost connection into words, and lets an aborted request be one", async () => {
    fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(request("/contacts")).rejects.toMatchObject({ code: "offline", status: 0 });
    const stop = new AbortController();
    stop.abort();
    fetched.mockRejectedValueOnce(new DOMException("Aborted", "AbortError"));
    await expect(request("/contacts", { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("survives an answer that is not ours", async () => {
    fetched.mockResolvedValueOnce(
      new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "x-request-id": "req_5" } }),
    );
    await expect(request("/contacts")).rejects.toMatchObject({ status: 502, code: "internal", requestId: "req_5" });
  });
});
