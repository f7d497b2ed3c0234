import { z } from "zod";
import { type Ask, asking, type Provider } from "../../http/ask.ts";
import { bearer } from "../../http/authorization.ts";
import { JWT_BEARER, signedAssertion } from "../../http/signed-assertion.ts";
import type { Trouble } from "../../http/trouble.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { notWorking, working } from "../../http/verification.ts";
import { textAt } from "../../meta/read.ts";
import type { Credentials, ProviderFetch, Verification } from "../../module.ts";

/**
 * Proves with DocuSign that the app may act for the person: exchanges a signed grant for a token, finds the account, and reads it where
 * DocuSign says it is. https://developers.docusign.com/platform/auth/jwt/jwt-get-token/
 */
export async function verifyDocusign(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { docusignIntegrationKey: iss = "", docusignUserId: sub = "", docusignPrivateKey = "" } = credentials;
  const host = credentials["docusignEnvironment"] === "demo" ? "account-d.docusign.com" : "account.docusign.com";
  const assertion = await signedAssertion(docusignPrivateKey, { iss, sub, aud: host, scope: SCOPE }, now);
  if (assertion === undefined) return notWorking(now, NO_KEY);

  const ask = asking(DOCUSIGN, credentials, provider);
  const form = { grant_type: JWT_BEARER, assertion };
  const token = await ask(`https://${host}/oauth/token`, { method: "POST", form, reads: Token });
  if (token.kind !== "ok") return notWorking(now, troubleOf(token, DOCUSIGN));

  const headers = bearer(token.body.access_token);
  const person = await ask(`https://${host}/oauth/userinfo`, { headers, reads: Person });
  if (person.kind !== "ok") return notWorking(now, troubleOf(person, DOCUSIGN));
  const account = accountOf(person.body, credentials["docusignAccountId"]);
  if (account === undefined) return notWorking(now, NO_ACCOUNT);

  const read = await readAccount(ask, headers, account);
  if (read.kind !== "ok") return notWorking(now, troubleOf(read, DOCUSIGN));
  return working(now, {
    service: host === "account.docusign.com" ? "DocuSign" : "DocuSign, demo: nothing signed there is binding",
    person: person.body.name,
    account: read.body.accountName,
    accountId: account.account_id,
  });
}

function readAccount(ask: Ask, headers: Record<string, string>, account: z.infer<typeof Account>) {
  const id = encodeURIComponent(account.account_id);
  return ask(`${account.base_uri}/restapi/v2.1/accounts/${id}`, { headers, reads: Read });
}

/** The one named, whatever the case of its letters; else the person's default. */
function accountOf({ accounts }: z.infer<typeof Person>, id: string | undefined): z.infer<typeof Account> | undefined {
  if (id === undefined || id === "") return accounts.find((one) => one.is_default) ?? accounts[0];
  return accounts.find((one) => one.account_id.toLowerCase() === id.toLowerCase());
}

const SCOPE = "signature impersonation";
const Token = z.object({ access_token: z.string().min(1) });
const Account = z.object({
  account_id: z.string().min(1),
  is_default: z.boolean().catch(false),
  // The token is sent there: nothing but DocuSign's own servers.
  base_uri: z.string().regex(/^https:\/\/[a-z0-9-]+\.docusign\.(?:net|com)$/),
});
const Person = z.object({ sub: z.string(), name: z.string().catch(""), accounts: z.array(Account) });
const Read = z.object({ accountName: z.string() });

const KEY =
  "In DocuSign under Settings > Apps and Keys make a new RSA key pair for the app, and enter the private key as it is shown.";
const NO_SUCH_APP = {
  cause: "credentials",
  reason: "DocuSign has no app with this integration key in this environment.",
  fix: "Compare the integration key with Settings > Apps and Keys, and choose the environment the app is in.",
} as const;
const LACKS = {
  cause: "permission",
  reason: "The person documents are sent for may not use this account.",
  fix: "Let an administrator of the DocuSign account add the person and give them the right to send.",
} as const;
const TOO_MANY = {
  cause: "rate_limited",
  reason: "DocuSign takes no more calls of this account for the moment.",
  fix: "Wait an hour, then verify again: DocuSign counts by the hour.",
} as const;

/**
 * https://developers.docusign.com/platform/auth/jwt/jwt-get-token/#error-codes and
 * https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/
 */
const DOCUSIGN = {
  name: "DocuSign",
  variable: "DOCUSIGN_API_URL",
  statusPage: "status.docusign.com",
  codesOf: ({ body }) =>
    [textAt(body, "errorCode"), textAt(body, "error_description"), textAt(body, "error")].filter(
      (code) => code !== undefined,
    ),
  sentenceOf: ({ body }) => textAt(body, "message") ?? textAt(body, "error_description"),
  refusals: {
    consent_required: {
      cause: "permission",
      reason: "The person has not agreed yet that the app acts for them.",
      fix: "Let them open the address of step 4 on this page and agree, then verify again.",
    },
    no_valid_keys_or_signatures: {
      cause: "credentials",
      reason: "DocuSign does not know this private key for the app.",
      fix: KEY,
    },
    user_not_found: {
      cause: "configuration",
      reason: "DocuSign knows no such person in this environment.",
      fix: "Compare the user ID with Settings > Apps and Keys, and choose the environment the person is in.",
    },
    issuer_not_found: NO_SUCH_APP,
    invalid_client: NO_SUCH_APP,
    unauthorized_client: NO_SUCH_APP,
    invalid_grant: { cause: "credentials", reason: "DocuSign does not accept this key and this person.", fix: KEY },
    AUTHORIZATION_INVALID_TOKEN: {
      cause: "credentials",
      reason: "DocuSign does not accept its own token here: the account may be in another environment.",
      fix: "Choose the environment the account is in.",
    },
    USER_AUTHENTICATION_FAILED: LACKS,
    USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT: LACKS,
    USER_LACKS_PERMISSIONS: LACKS,
    ACCOUNT_LACKS_PERMISSIONS: {
      cause: "permission",
      reason: "The plan of the DocuSign account does not allow the API.",
      fix: "Look at the plan of the account at DocuSign.",
    },
    HOURLY_APIINVOCATION_LIMIT_EXCEEDED: TOO_MANY,
    BURST_APIINVOCATION_LIMIT_EXCEEDED: { ...TOO_MANY, fix: "Wait a minute, then verify again." },
    "429": TOO_MANY,
  },
} as const satisfies Provider;

const NO_KEY = {
  cause: "credentials",
  reason: "The private key cannot be read.",
  fix: KEY,
} as const satisfies Trouble;

const NO_ACCOUNT = {
  cause: "not_found",
  reason: "The person is in no DocuSign account with this account ID.",
  fix: "Compare the account ID with Settings > Apps and Keys, or leave it empty for the person's default account.",
} as const satisfies Trouble;
