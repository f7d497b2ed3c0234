import { describe, expect, it } from "vitest";
import { credentialFaults } from "../../schema/manifest/credential-faults.ts";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { ACCOUNT, fakeTwilio, no, SERVICE } from "./sandbox.ts";
import { smsHandlers } from "./handlers.ts";
import { sms } from "./manifest.ts";

const TOKEN = "0123456789abcdef0123456789abcdee";
const KEY = { apiKeySid: "SK0123456789abcdef0123456789abcdef", apiKeySecret: "canarySecretOfTwilio0000" };
const credentials = { accountSid: ACCOUNT, authToken: TOKEN, fromNumber: "+14155550100" };

holdsVerification({
  manifest: sms,
  handlers: smsHandlers,
  credentials,
  works: fakeTwilio(),
  details: { account: "Harbour", number: "+14155550100" },
  asks: [
    `GET /2010-04-01/Accounts/${ACCOUNT}.json`,
    `GET /2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json?PhoneNumber=%2B14155550100`,
  ],
  refusals: {
    "a wrong token": { answer: fakeTwilio({ login: "other" }), cause: "credentials", says: /\(20003\).*Compare/ },
    "a key that lacks a permission": {
      answer: () => no(403, 20403, "Forbidden"),
      cause: "permission",
      says: /may not do this/,
    },
    "test credentials": { answer: () => no(403, 20008, "Resource not accessible"), cause: "credentials", says: /test/ },
    "an account that is suspended": {
      answer: fakeTwilio({ account: { status: "suspended" } }),
      cause: "blocked",
      says: /suspended this account/,
    },
    "an account that is closed": {
      answer: fakeTwilio({ account: { status: "closed" } }),
      cause: "blocked",
      says: /is closed/,
    },
    "a trial account": { answer: fakeTwilio({ account: { type: "Trial" } }), cause: "configuration", says: /Upgrade/ },
    "somebody else's number": {
      answer: fakeTwilio(),
      credentials: { ...credentials, fromNumber: "+14155550199" },
      cause: "not_found",
      says: /not one of its own/,
    },
    "a number for voice alone": {
      answer: fakeTwilio({ capabilities: { voice: true, sms: false } }),
      cause: "configuration",
      says: /cannot carry text/,
    },
    "a service nobody knows": {
      answer: fakeTwilio(),
      credentials: { accountSid: ACCOUNT, authToken: TOKEN, messagingServiceSid: "MGffffffffffffffffffffffffffffffff" },
      cause: "not_found",
      says: /\(20404\)/,
    },
    "too many calls": {
      answer: () => no(429, 20429, "Too Many Requests", { "retry-after": "4" }),
      cause: "rate_limited",
      says: /Wait 4 seconds/,
    },
  },
});

it("stays connected with a trial account, and says what it cannot do", async () => {
  const { provider } = fakeWay(fakeTwilio({ account: { type: "Trial" } }));
  expect((await smsHandlers.verify(credentials, provider, 0)).health).toMatchObject({
    ok: true,
    fix: expect.stringContaining("Upgrade"),
  });
});

it("asks with an API key only for what such a key may see, and for a service at its own host", async () => {
  const { provider, asked } = fakeWay(fakeTwilio({ login: `${KEY.apiKeySid}:${KEY.apiKeySecret}` }));
  const found = await smsHandlers.verify({ accountSid: ACCOUNT, ...KEY, messagingServiceSid: SERVICE }, provider, 0);
  expect(found).toMatchObject({ health: { ok: true }, details: { service: "Marketing" } });
  expect(asked.map(({ address }) => address)).toEqual([`https://messaging.twilio.com/v1/Services/${SERVICE}`]);
});

describe("the form", () => {
  const faults = (values: Record<string, string>) =>
    credentialFaults(sms.requirements, sms.rules, { accountSid: ACCOUNT, ...values }).map(({ field }) => field);

  it.each([
    ["a token and a number", { authToken: TOKEN, fromNumber: "+14155550100" }, []],
    ["a key and a service", { ...KEY, messagingServiceSid: SERVICE }, []],
    ["a key without its secret", { apiKeySid: KEY.apiKeySid, messagingServiceSid: SERVICE }, ["apiKeySecret"]],
    ["a token and a key", { authToken: TOKEN, ...KEY, fromNumber: "+14155550100" }, ["apiKeySid"]],
    ["nobody to sign in as", { fromNumber: "+14155550100" }, ["authToken"]],
    ["nothing to send from", { authToken: TOKEN }, ["fromNumber"]],
    [
      "two to send from",
      { authToken: TOKEN, fromNumber: "+14155550100", messagingServiceSid: SERVICE },
      ["messagingServiceSid"],
    ],
  ])("judges %s", (_what, values, fields) => {
    expect(faults(values)).toEqual(fields);
  });
});
