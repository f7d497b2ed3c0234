import { describe, expect, it } from "vitest";
import type { ProviderFetch } from "../module.ts";
import { verifyKey } from "./verify.ts";

const NOW = Date.parse("2026-11-20T08:00:00Z");
const KEY = "sk-ant-api03-canary";

describe("verification", () => {
  it("asks which models the key may use, with the key and the version Anthropic documents", async () => {
    const { verification, calls } = await verify(() => models("claude-opus-5-5", "claude-haiku-5-5", "claude-next"));
    expect(verification).toEqual({
      health: { ok: true, checkedAt: "2026-11-20T08:00:00.000Z" },
      proven: [],
      details: { models: "Claude Opus 5.5, Claude Haiku 5.5" },
    });
    expect(calls).toEqual([{ request: "GET /v1/models?limit=100", key: `Bearer ${KEY}`, version: "2026-10-21" }]);
  });

  it.each([
    ["a bad key", () => refusal(401, "authentication_error"), /does not accept/, /new key/],
    ["a key that may not", () => refusal(403, "permission_error"), /does not allow/, /workspace/],
    ["a bill not paid", () => refusal(402, "billing_error"), /billing/, /Billing/],
    ["too many calls", () => refusal(429, "rate_limit_error"), /more than Anthropic lets/, /Wait a minute/],
    [
      "a month's spend",
      () => refusal(429, "rate_limit_error", { error_code: "enforced_spend_limit_reached" }),
      /monthly spend limit/,
      /next month/,
    ],
    ["an overload", () => refusal(529, "overloaded_error"), /overloaded/, /status\.claude\.com/],
    ["a fault of theirs", () => refusal(500, "api_error"), /has a fault/, /some minutes/],
    ["a proxy's page", () => new Response("<html>", { status: 502 }), /has a fault/, /some minutes/],
    ["a bare 401", () => new Response("no", { status: 401 }), /does not accept/, /new key/],
    ["a teapot", () => new Response("{}", { status: 418 }), /did not answer as Claude does/, /ANTHROPIC_BASE_URL/],
    ["a page in place of a list", () => new Response("<html>", { status: 200 }), /did not answer as/, /ANTHROPIC_BASE/],
  ])("says what is wrong with %s", async (_name, answer, reason, fix) => {
    const { verification } = await verify(answer);
    expect(verification).toMatchObject({ health: { ok: false }, proven: [], details: {} });
    expect(verification.health.reason).toMatch(reason);
    expect(verification.health.fix).toMatch(fix);
    expect(JSON.stringify(verification)).not.toContain(KEY);
  });

  it("says so when nobody answers", async () => {
    const { verification } = await verify(() => {
      throw new TypeError(`connection refused for ${KEY}`);
    });
    expect(verification.health).toMatchObject({ ok: false, reason: "Claude could not be reached." });
  });

  it("asks a server that lists no models for one token", async () => {
    const { verification, calls } = await verify((path) =>
      path.startsWith("/v1/models") ? refusal(404, "not_found_error") : Response.json({ type: "message", content: [] }),
    );
    expect(verification).toMatchObject({ health: { ok: true }, details: {} });
    expect(calls.map(({ request }) => request)).toEqual(["GET /v1/models?limit=100", "POST /v1/messages"]);
  });

  it("warns of a key that may use none of the models offered", async () => {
    const { verification } = await verify(() => models("claude-1"));
    expect(verification.health).toMatchObject({ ok: true, reason: expect.stringContaining("none of the models") });
  });
});

async function verify(answer: (path: string) => Response) {
  const calls: { request: string; key: string | null; version: string | null }[] = [];
  const provider: ProviderFetch = async (path, init) => {
    const headers = new Headers(init?.headers);
    calls.push({
      request: `${init?.method} ${path}`.replace("get ", "GET ").replace("post ", "POST "),
      key: headers.get("authorization"),
      version: headers.get("anthropic-version"),
    });
    return answer(path);
  };
  return { verification: await verifyKey({ apiKey: KEY }, provider, NOW), calls };
}

function models(...ids: string[]): Response {
  const data = ids.map((id) => ({ type: "model", id, display_name: id, created_at: "2026-01-01T00:00:00Z" }));
  return Response.json({ data, has_more: false, first_id: ids[0], last_id: ids.at(-1) });
}

function refusal(status: number, type: string, details?: object): Response {
  const error = { type, message: "said by the server", ...(details === undefined ? {} : { details }) };
  return Response.json({ type: "error", error, request_id: "req_1" }, { status });
}
