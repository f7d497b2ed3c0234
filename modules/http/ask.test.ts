import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type AskInit, asking, type Provider } from "./ask.ts";
import { troubleOf } from "./trouble-of.ts";

const ACME: Provider = {
  name: "Acme",
  variable: "ACME_API_URL",
  statusPage: "status.acme.example",
  codesOf: ({ body }) => Shape.safeParse(body).data?.codes ?? [],
  sentenceOf: ({ body }) => Shape.safeParse(body).data?.says,
  refusals: {
    full: { cause: "blocked", reason: "The cupboard is full.", fix: "Take something out." },
    slow: { cause: "rate_limited", reason: "Acme is tired.", fix: "Wait a little." },
    "403": { cause: "permission", reason: "Acme does not open this door.", fix: "Ask for the key." },
  },
};
const Shape = z.object({ codes: z.array(z.string()).optional(), says: z.string().optional() });
const SECRET = "s3cr3t-of-acme";

async function ask(response: Response, init: Partial<AskInit<unknown>> = {}) {
  return asking(ACME, { key: SECRET, region: "eu" }, async () => response)("/x", { reads: z.object({}), ...init });
}
async function trouble(body: unknown, init: ResponseInit) {
  const answer = await ask(typeof body === "string" ? new Response(body, init) : Response.json(body, init));
  if (answer.kind === "ok") throw new Error("it was no refusal");
  return troubleOf(answer, ACME);
}

describe("a refusal", () => {
  it("is told by the most telling code that the table has, then by the status", async () => {
    const reasons = [
      await trouble({ codes: ["unknown", "full"] }, { status: 400 }),
      await trouble({ codes: ["full"] }, { status: 200 }),
      await trouble({ codes: ["unknown"] }, { status: 403 }),
      await trouble({}, { status: 404 }),
    ].map(({ cause, reason }) => `${cause}: ${reason}`);
    expect(reasons).toEqual([
      "blocked: The cupboard is full. (full)",
      "blocked: The cupboard is full. (full)",
      "permission: Acme does not open this door.",
      "not_found: Acme does not know what was asked for. (404)",
    ]);
  });

  it("is taken from no name every object has", async () => {
    const { reason } = await trouble({ codes: ["constructor", "__proto__"] }, { status: 400 });
    expect(reason).toBe("Acme refuses these values. (constructor)");
  });

  it("quotes the provider where nothing is known of it, and never what was sent", async () => {
    const { reason } = await trouble(
      { codes: [SECRET], says: `No ${SECRET} in eu. ${"x".repeat(900)}` },
      { status: 422 },
    );
    expect(reason).toMatch(/^Acme refuses these values\. \(422\) It says: “No ••• in eu\. x+…”$/);
    expect(reason.length).toBeLessThan(400);
  });

  it.each([
    ["in seconds", { "retry-after": "7" }, /^Wait 7 seconds/],
    [
      "as a date",
      { "retry-after": "Fri, 20 Nov 2026 08:05:00 GMT", date: "Fri, 20 Nov 2026 08:00:00 GMT" },
      /^Wait 5 minutes/,
    ],
    ["for longer than anyone waits", { "retry-after": "999999999" }, /^Wait 1440 minutes/],
    ["in words", { "retry-after": "soon" }, /^Wait a little/],
    ["that is over", { "retry-after": "-4" }, /^Wait a little/],
    ["not at all", {}, /^Wait a little/],
  ])("says how long to wait, told %s", async (_how, headers, fix) => {
    expect((await trouble({ codes: ["slow"] }, { status: 400, headers })).fix).toMatch(fix);
  });
});

describe("an answer", () => {
  it("is read by its schema, as JSON or as it stands", async () => {
    expect(await ask(Response.json({ a: 1 }), { reads: z.object({ a: z.number() }) })).toMatchObject({
      body: { a: 1 },
    });
    expect(await ask(new Response("<rss/>"), { reads: z.string(), as: "text" })).toMatchObject({ body: "<rss/>" });
    expect(await ask(new Response(null, { status: 204 }), { reads: z.undefined() })).toMatchObject({
      kind: "ok",
      status: 204,
    });
  });

  it.each([
    ["without a word", new Response(""), "answered 200 and without a word"],
    ["in no known shape", Response.json([]), "answered 200 and not as documented"],
    ["that leads elsewhere", new Response("{}", { status: 302 }), "answered 302 and not as documented"],
    ["of somebody else", new Response("<html>", { status: 404 }), "answered 404 and not as documented"],
    ["without an end", new Response("x".repeat(40)), "answered 200 and more than it may"],
  ])("%s is the provider's fault, and names the variable", async (_what, response, says) => {
    const answer = await ask(response, { maxBytes: 30 });
    expect(answer.kind === "ok" ? answer : troubleOf(answer, ACME)).toEqual({
      cause: "provider_down",
      reason: `Acme's address ${says}.`,
      fix: "Try again in some minutes. If it stays, check ACME_API_URL.",
    });
  });

  it("sends what it is given in the form it is given", async () => {
    const sent: [string, RequestInit | undefined][] = [];
    const way = asking(ACME, {}, async (address, init) => {
      sent.push([address, init]);
      return Response.json({});
    });
    await way("/a", { reads: z.object({}), method: "POST", json: { a: 1 }, headers: { authorization: "Bearer x" } });
    await way("/b", { reads: z.object({}), method: "POST", form: { a: "1 2" } });
    expect(sent).toMatchObject([
      [
        "/a",
        {
          method: "POST",
          redirect: "manual",
          body: '{"a":1}',
          headers: { authorization: "Bearer x", "content-type": "application/json" },
        },
      ],
      [
        "/b",
        {
          method: "POST",
          redirect: "manual",
          body: "a=1+2",
          headers: { "content-type": "application/x-www-form-urlencoded" },
        },
      ],
    ]);
  });
});
