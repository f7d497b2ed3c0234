import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { credentialFaults } from "../../schema/manifest/credential-faults.ts";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { claimsOf } from "../http/signed-assertion.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { esignHandlers } from "./handlers.ts";
import { esign } from "./manifest.ts";
import { fakePandadoc, pandadocSays } from "./sandbox.ts";

const NOW = new Date("2026-11-20T08:00:00Z");
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const docusign = {
  service: "docusign",
  docusignEnvironment: "demo",
  docusignIntegrationKey: "0a09f94b-1111-4222-8333-722da7e2846a",
  // As a one-line field takes it.
  docusignPrivateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString().trim().replaceAll("\n", " "),
  docusignUserId: "3af994a5-1111-4222-8333-adf23dce0cd3",
  docusignAccountId: "1978465F-1111-4222-8333-f03fa526107f",
};
const SCOPE = "signature impersonation";
const ACCOUNT_ID = docusign.docusignAccountId.toLowerCase();
const ASKS = [
  "POST https://account-d.docusign.com/oauth/token",
  "GET https://account-d.docusign.com/oauth/userinfo",
  `GET https://demo.docusign.net/restapi/v2.1/accounts/${ACCOUNT_ID}`,
];
const account = { account_id: ACCOUNT_ID, is_default: true, base_uri: "https://demo.docusign.net" };

/** DocuSign as it answers: a token for a grant of its app, for the right environment; then the person, then the account. */
const docusignWorks: FakeProvider = ({ method, address, headers, body }) => {
  const asked = `${method} ${address}`;
  if (asked === ASKS[0]) {
    const claims = claimsOf(new URLSearchParams(body).get("assertion"), publicKey);
    const { iss, sub, aud, scope } = claims ?? {};
    const wanted = [docusign.docusignIntegrationKey, docusign.docusignUserId, "account-d.docusign.com", SCOPE];
    return [iss, sub, aud, scope].join() === wanted.join()
      ? Response.json({ access_token: "eyJ0.canary", token_type: "Bearer", expires_in: 3600 })
      : noToken("invalid_grant", "no_valid_keys_or_signatures");
  }
  if (headers.get("authorization") !== "Bearer eyJ0.canary") return says(401, "AUTHORIZATION_INVALID_TOKEN");
  if (asked === ASKS[1]) return Response.json({ sub: docusign.docusignUserId, name: "Ana Ruiz", accounts: [account] });
  return asked === ASKS[2] ? Response.json({ accountName: "Casa Lumen", planName: "Standard" }) : undefined;
};
const noToken = (error: string, description?: string) =>
  Response.json({ error, ...(description === undefined ? {} : { error_description: description }) }, { status: 400 });
const says = (status: number, errorCode: string, headers: Record<string, string> = {}) =>
  Response.json({ errorCode, message: "Said by DocuSign." }, { status, headers });
const at =
  (part: string, answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.includes(part) ? answer() : undefined;

holdsVerification({
  manifest: esign,
  handlers: esignHandlers,
  credentials: docusign,
  works: docusignWorks,
  details: {
    service: "DocuSign, demo: nothing signed there is binding",
    person: "Ana Ruiz",
    account: "Casa Lumen",
    accountId: ACCOUNT_ID,
  },
  asks: ASKS,
  refusals: {
    "a person who has not agreed": {
      answer: at("/token", () => noToken("consent_required")),
      cause: "permission",
      says: /has not agreed yet.*step 4/,
    },
    "a key that is not the app's": {
      answer: docusignWorks,
      credentials: {
        ...docusign,
        docusignPrivateKey: generateKeyPairSync("rsa", { modulusLength: 2048 })
          .privateKey.export({ type: "pkcs1", format: "pem" })
          .toString(),
      },
      cause: "credentials",
      says: /does not know this private key.*new RSA key pair/,
    },
    "a key that cannot be read": {
      answer: docusignWorks,
      credentials: { ...docusign, docusignPrivateKey: "-----BEGIN RSA PRIVATE KEY-----AAAA-----END" },
      cause: "credentials",
      says: /cannot be read/,
    },
    "a person it does not know": {
      answer: at("/token", () => noToken("invalid_grant", "user_not_found")),
      cause: "configuration",
      says: /no such person.*environment/,
    },
    "an app of another environment": {
      answer: at("/token", () => noToken("invalid_grant", "issuer_not_found")),
      cause: "credentials",
      says: /no app with this integration key in this environment/,
    },
    "an account the person is not in": {
      answer: docusignWorks,
      credentials: { ...docusign, docusignAccountId: docusign.docusignUserId },
      cause: "not_found",
      says: /in no DocuSign account/,
    },
    "an account at a server that is not DocuSign's": {
      answer: at("/userinfo", () =>
        Response.json({ sub: "x", accounts: [{ ...account, base_uri: "https://evil.example" }] }),
      ),
      cause: "provider_down",
      says: /not as documented/,
    },
    "a person who may not use the account": {
      answer: at("/restapi/", () => says(401, "USER_AUTHENTICATION_FAILED")),
      cause: "permission",
      says: /may not use this account/,
    },
    "a plan without the API": {
      answer: at("/restapi/", () => says(400, "ACCOUNT_LACKS_PERMISSIONS")),
      cause: "permission",
      says: /plan of the DocuSign account/,
    },
    "too many calls an hour, as DocuSign says it": {
      answer: at("/restapi/", () => says(400, "HOURLY_APIINVOCATION_LIMIT_EXCEEDED")),
      cause: "rate_limited",
      says: /counts by the hour/,
    },
  },
});

const pandadoc = { service: "pandadoc", pandadocApiKey: "canary0canary0canary0canary0" };
const pandadocWorks = fakePandadoc(pandadoc.pandadocApiKey);

holdsVerification({
  manifest: esign,
  handlers: esignHandlers,
  credentials: pandadoc,
  works: pandadocWorks,
  details: { service: "PandaDoc", person: "Ana Ruiz", workspace: "e5F6" },
  asks: ["GET https://api.pandadoc.com/public/v1/members/current"],
  refusals: {
    "a key that is mistyped": {
      answer: pandadocWorks,
      credentials: { ...pandadoc, pandadocApiKey: `${pandadoc.pandadocApiKey}x` },
      cause: "credentials",
      says: /does not accept this key.*Developer Dashboard/,
    },
    "a key that may not": {
      answer: () => pandadocSays(403, "permissions_error", "You do not have permission to perform this action."),
      cause: "permission",
      says: /administrator of the workspace/,
    },
    "too many calls, as PandaDoc says it": {
      answer: () => pandadocSays(429, "request_error", "Request was throttled. Expected available in 13 seconds."),
      cause: "rate_limited",
      says: /Wait 13 seconds/,
    },
  },
});

it("takes the person's default account where none is named", async () => {
  const { provider } = fakeWay(docusignWorks);
  const { docusignAccountId: _none, ...others } = docusign;
  const { details } = await esignHandlers.verify(others, provider, NOW.getTime());
  expect(details["accountId"]).toBe(ACCOUNT_ID);
});

it("wants what the chosen service needs, and nothing of the other", () => {
  const missing = (values: object) =>
    credentialFaults(esign.requirements, esign.rules, { ...values }).map(({ field }) => field);
  expect(missing({ service: "pandadoc" })).toEqual(["pandadocApiKey"]);
  expect(missing(pandadoc)).toEqual([]);
  expect(missing({ service: "docusign", docusignEnvironment: "demo" })).toEqual([
    "docusignIntegrationKey",
    "docusignPrivateKey",
    "docusignUserId",
  ]);
  expect(missing(docusign)).toEqual([]);
});
