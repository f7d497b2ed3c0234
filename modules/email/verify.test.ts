import { describe, expect, it } from "vitest";
import { credentialFaults } from "../../schema/manifest/credential-faults.ts";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification, type VerifyCase } from "../http/verify-conformance.test-kit.ts";
import { fakeCarriers, KEY, postmarkNo, resendNo, sendgridNo } from "./sandbox.ts";
import { emailHandlers } from "./handlers.ts";
import { email } from "./manifest.ts";

const SENDER = "Hello@Harbour.Shop";
const base = { manifest: email, handlers: emailHandlers, works: fakeCarriers() };
const of = (carrier: string, more: Record<string, string> = {}) => ({ carrier, apiKey: KEY, sender: SENDER, ...more });
const wrongKey = (says: RegExp): VerifyCase["refusals"][string] => ({
  answer: fakeCarriers({ key: "other" }),
  cause: "credentials",
  says,
});

describe("Resend", () => {
  holdsVerification({
    ...base,
    credentials: of("resend"),
    details: { carrier: "Resend", sender: SENDER, region: "eu-west-1" },
    asks: ["GET https://api.resend.com/domains"],
    refusals: {
      "a wrong key": wrongKey(/Resend does not accept.*invalid_api_key/),
      "a key that may only send": {
        answer: () => resendNo(401, "restricted_api_key", "This API key is restricted to only send emails"),
        cause: "permission",
        says: /works and may only send/,
      },
      "a domain that is not verified": {
        answer: fakeCarriers({ status: "pending" }),
        cause: "configuration",
        says: /not verified harbour\.shop yet.*DNS/,
      },
      "a domain it does not have": {
        answer: fakeCarriers({ domain: "notharbour.shop" }),
        cause: "not_found",
        says: /does not have harbour\.shop/,
      },
      "a used-up plan": {
        answer: () => resendNo(429, "monthly_quota_exceeded", "You have reached your monthly email quota"),
        cause: "blocked",
        says: /as much as its plan/,
      },
      "its rate limit": {
        answer: () =>
          Response.json(
            { statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests." },
            { status: 429, headers: { "ratelimit-limit": "2", "ratelimit-remaining": "0", "retry-after": "1" } },
          ),
        cause: "rate_limited",
        says: /Wait a second/,
      },
    },
  });

  it("stays connected with a key that may only send", async () => {
    expect(await healthOf("resend", () => resendNo(401, "restricted_api_key", "Restricted"))).toMatchObject({
      ok: true,
    });
  });
});

describe("Postmark", () => {
  holdsVerification({
    ...base,
    credentials: of("postmark"),
    details: { carrier: "Postmark", sender: SENDER, server: "Harbour letters" },
    asks: ["GET https://api.postmarkapp.com/server"],
    refusals: {
      "a wrong token": wrongKey(/Postmark does not know.*\(10\).*The account's token is another/),
      "a server that delivers nothing": {
        answer: fakeCarriers({ delivery: "Sandbox" }),
        cause: "configuration",
        says: /sandbox/,
      },
      "an account that is not approved": {
        answer: () => postmarkNo(422, 412, "Your account is pending approval"),
        cause: "blocked",
        says: /not approved/,
      },
      maintenance: { answer: () => postmarkNo(503, 100, "Maintenance"), cause: "provider_down", says: /maintained/ },
      "its rate limit": {
        answer: () => postmarkNo(429, 429, "Rate limit exceeded"),
        cause: "rate_limited",
        says: /Wait a minute/,
      },
    },
  });
});

describe("SendGrid", () => {
  const limited = { "x-ratelimit-reset": "1795162800", date: "Fri, 20 Nov 2026 08:19:00 GMT" };
  holdsVerification({
    ...base,
    credentials: of("sendgrid"),
    details: { carrier: "SendGrid", sender: SENDER, domain: "harbour.shop" },
    asks: [
      "GET https://api.sendgrid.com/v3/scopes",
      "GET https://api.sendgrid.com/v3/whitelabel/domains?domain=harbour.shop",
    ],
    refusals: {
      "a wrong key": wrongKey(/SendGrid does not accept/),
      "a key that may not send": {
        answer: fakeCarriers({ scopes: ["stats.read"] }),
        cause: "permission",
        says: /Mail Send/,
      },
      "an account under review": {
        answer: () => sendgridNo(403, "access forbidden"),
        cause: "permission",
        says: /under review/,
      },
      "a domain that is not authenticated": {
        answer: fakeCarriers({ valid: false }),
        cause: "configuration",
        says: /not verified harbour\.shop yet.*Sender Authentication/,
      },
      "a domain it does not have": {
        answer: fakeCarriers({ domain: "other.shop" }),
        cause: "not_found",
        says: /does not have harbour\.shop/,
      },
      "its rate limit, with the moment it ends": {
        answer: () => sendgridNo(429, "too many requests", limited),
        cause: "rate_limited",
        says: /Wait 60 seconds/,
      },
    },
  });

  it("takes a key that may send and see nothing else", async () => {
    expect(await healthOf("sendgrid", fakeCarriers({ scopes: ["mail.send"] }))).toEqual({ ok: true, checkedAt: EPOCH });
  });

  it("stays connected where only a single sender may be verified", async () => {
    expect(await healthOf("sendgrid", fakeCarriers({ valid: false }))).toMatchObject({ ok: true });
  });

  it("asks in the region of the account", async () => {
    const { provider, asked } = fakeWay(fakeCarriers());
    await emailHandlers.verify(of("sendgrid", { region: "eu" }), provider, 0);
    expect(asked[0]?.address).toBe("https://api.eu.sendgrid.com/v3/scopes");
  });
});

describe("Mailgun", () => {
  holdsVerification({
    ...base,
    credentials: of("mailgun", { region: "eu" }),
    details: { carrier: "Mailgun", sender: SENDER, domain: "harbour.shop" },
    asks: ["GET https://api.eu.mailgun.net/v4/domains/harbour.shop"],
    refusals: {
      "a wrong key, told in plain words": wrongKey(/Mailgun does not accept/),
      "a key that may not read": {
        answer: () => Response.json({ message: "Insufficient permissions" }, { status: 403 }),
        cause: "permission",
        says: /role/,
      },
      "a domain it does not have": {
        answer: fakeCarriers({ domain: "other.shop" }),
        cause: "not_found",
        says: /does not have harbour\.shop.*other region/,
      },
      "a domain without its records": {
        answer: fakeCarriers({ status: "unverified" }),
        cause: "configuration",
        says: /DNS/,
      },
      "a domain that is disabled": { answer: fakeCarriers({ status: "disabled" }), cause: "blocked", says: /disabled/ },
      "a domain for trying": {
        answer: fakeCarriers({ type: "sandbox" }),
        cause: "configuration",
        says: /sandbox domain/,
      },
    },
  });
});

it("asks nobody where no carrier is chosen", async () => {
  for (const carrier of ["", "smtp", "constructor"]) {
    const { provider, asked } = fakeWay(fakeCarriers());
    const found = await emailHandlers.verify(of(carrier), provider, 0);
    expect(found.health).toMatchObject({ ok: false, cause: "configuration" });
    expect(asked).toEqual([]);
  }
});

it("asks only at servers the module names", async () => {
  const named: readonly string[] = emailHandlers.apis.map(({ host }) => host);
  for (const [carrier, region] of ["resend", "postmark", "sendgrid", "mailgun"].flatMap((one) => [
    [one, "us"],
    [one, "eu"],
  ])) {
    const { provider, asked } = fakeWay(fakeCarriers());
    await emailHandlers.verify(of(carrier ?? "", { region: region ?? "" }), provider, 0);
    expect(named).toContain(new URL(asked[0]?.address ?? "").host);
  }
});

it("asks for the region where the carrier needs one", () => {
  const faults = (values: Record<string, string>) => credentialFaults(email.requirements, email.rules, values);
  expect(faults(of("mailgun"))).toEqual([{ field: "region", sentence: expect.stringContaining("region") }]);
  expect(faults(of("mailgun", { region: "us" }))).toEqual([]);
  expect(faults(of("resend"))).toEqual([]);
});

const EPOCH = "1970-01-01T00:00:00.000Z";
async function healthOf(carrier: string, answer: ReturnType<typeof fakeCarriers>) {
  return (await emailHandlers.verify(of(carrier), fakeWay(answer).provider, 0)).health;
}
