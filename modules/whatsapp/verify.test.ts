import { describe, expect, it } from "vitest";
import type { ProviderFetch } from "../module.ts";
import { verifyNumber } from "./verify.ts";

const NOW = Date.parse("2026-11-20T08:00:00Z");
const credentials = {
  phoneNumberId: "510600700800901",
  businessAccountId: "410200300400501",
  accessToken: "EAAG-secret-token",
};
const answers = {
  "GET /v23.0/510600700800901": () =>
    Response.json({
      id: "510600700800901",
      display_phone_number: "+1 415 555 0112",
      verified_name: "Casa Lumen",
      quality_rating: "GREEN",
    }),
  "GET /v23.0/410200300400501/phone_numbers": () => Response.json({ data: [{ id: "1" }, { id: "510600700800901" }] }),
  "POST /v23.0/410200300400501/subscribed_apps": () => Response.json({ success: true }),
} as const;
type Answers = Partial<Record<keyof typeof answers, () => Response>>;

describe("verification", () => {
  it("claims the number and its account, subscribes, and shows whose number it is", async () => {
    const { verification, calls } = await verify({});
    expect(verification).toEqual({
      health: { ok: true, checkedAt: "2026-11-20T08:00:00.000Z" },
      proven: [
        { kind: "phone_number_id", outsideId: "510600700800901" },
        { kind: "waba", outsideId: "410200300400501" },
      ],
      details: { displayNumber: "+1 415 555 0112", verifiedName: "Casa Lumen", qualityRating: "GREEN" },
    });
    expect(calls.map(({ request }) => request)).toEqual(Object.keys(answers));
    for (const { authorization } of calls) expect(authorization).toBe("Bearer EAAG-secret-token");
  });

  it.each([
    ["an expired token", () => graphError(190, 401), /expired/, /new permanent token/],
    ["an id the token cannot see", () => graphError(100, 400), /does not know an id/, /phone number ID/],
    ["a missing permission", () => graphError(200, 403), /permission/, /whatsapp_business_management/],
    ["a permission withdrawn", () => graphError(10, 403), /may not do this/, /whatsapp_business_management/],
    ["too many calls", () => graphError(4, 400), /too many calls/, /Wait/],
    ["an account limit", () => graphError(80007, 400), /call limit/, /Wait/],
    ["a code nobody knows", () => graphError(4711, 400, "Something new"), /Something new \(4711\)/, /verify again/],
    ["another number's answer", () => Response.json({ id: "999" }), /not this phone number/, /API Setup/],
    [
      "an answer that is not Graph's",
      () => new Response("<html>", { status: 502 }),
      /has a fault for the moment\. \(502\)/,
      /metastatus/,
    ],
    [
      "a page instead of an answer",
      () => new Response("<html>"),
      /answered 200 and not as documented/,
      /META_GRAPH_URL/,
    ],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } }),
      /answered 302/,
      /META_GRAPH_URL/,
    ],
  ])("refuses on %s and claims nothing", async (_what, answer, reason, fix) => {
    const { verification, calls } = await verify({ "GET /v23.0/510600700800901": answer });
    expect(verification.health).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason),
      fix: expect.stringMatching(fix),
    });
    expect(verification.proven).toEqual([]);
    expect(calls).toHaveLength(1);
    expect(JSON.stringify(verification)).not.toContain(credentials.accessToken);
  });

  it("says so when Meta cannot be reached", async () => {
    const verification = await verifyNumber(credentials, () => Promise.reject(new Error(credentials.accessToken)), NOW);
    expect(verification.health).toMatchObject({ ok: false, reason: "Meta could not be reached." });
    expect(JSON.stringify(verification)).not.toContain(credentials.accessToken);
  });

  it.each([
    ["does not list the number", () => Response.json({ data: [{ id: "1" }] }), /does not list the number/],
    ["cannot be read", () => graphError(100, 400), /does not know an id/],
    ["answers in no known form", () => Response.json({}), /does not list the number/],
  ])("stays connected but does not claim an account that %s", async (_what, answer, reason) => {
    const { verification, calls } = await verify({ "GET /v23.0/410200300400501/phone_numbers": answer });
    expect(verification.health).toMatchObject({ ok: true, reason: expect.stringMatching(reason) });
    expect(verification.health.fix).toBeTruthy();
    expect(verification.proven).toEqual([{ kind: "phone_number_id", outsideId: "510600700800901" }]);
    expect(calls).toHaveLength(2);
  });

  it("stays connected, with a reason, when the app cannot be subscribed", async () => {
    const { verification } = await verify({
      "POST /v23.0/410200300400501/subscribed_apps": () => graphError(200, 403),
    });
    expect(verification.health).toMatchObject({ ok: true, reason: expect.stringMatching(/could not be subscribed/) });
    expect(verification.proven).toHaveLength(2);
  });

  it("puts ids into the path as text and nothing more", async () => {
    const paths: string[] = [];
    const provider: ProviderFetch = async (path) => {
      paths.push(path);
      return graphError(100, 400);
    };
    await verifyNumber({ ...credentials, phoneNumberId: "../me?x=1#" }, provider, NOW);
    expect(paths[0]).toMatch(/^\/v23\.0\/\.\.%2Fme%3Fx%3D1%23\?fields=/);
  });
});

async function verify(changed: Answers) {
  const calls: { request: string; authorization: string | null }[] = [];
  const provider: ProviderFetch = async (path, init) => {
    const request = `${init?.method ?? "GET"} ${path.split("?")[0]}`;
    calls.push({ request, authorization: new Headers(init?.headers).get("authorization") });
    const answer = { ...answers, ...changed }[request as keyof typeof answers];
    return answer?.() ?? graphError(100, 400);
  };
  return { verification: await verifyNumber(credentials, provider, NOW), calls };
}

function graphError(code: number, status: number, message = "A title"): Response {
  return Response.json({ error: { message, type: "OAuthException", code, fbtrace_id: "A1" } }, { status });
}
