import { z } from "zod";
import { asking, type Provider } from "../../http/ask.ts";
import { headerValue } from "../../http/authorization.ts";
import type { Trouble } from "../../http/trouble.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { idAt, textAt } from "../../meta/read.ts";
import type { Carrier } from "../carrier.ts";

const KEY = {
  cause: "credentials",
  reason: "Postmark does not know this server token.",
  fix: "Copy the Server API token from the server's page under API Tokens. The account's token is another one.",
} as const satisfies Trouble;

/** https://postmarkapp.com/developer/api/overview#error-codes */
const POSTMARK: Provider = {
  name: "Postmark",
  variable: "POSTMARK_API_URL",
  statusPage: "status.postmarkapp.com",
  codesOf: ({ body, status }) =>
    status < 400 ? [] : [idAt(body, "ErrorCode") ?? ""].filter((code) => !["", "0"].includes(code)),
  sentenceOf: ({ body }) => textAt(body, "Message"),
  refusals: {
    "10": KEY,
    "401": KEY,
    "100": {
      cause: "provider_down",
      reason: "Postmark is being maintained for the moment.",
      fix: "Try again in some minutes. See status.postmarkapp.com.",
    },
    "405": {
      cause: "blocked",
      reason: "The Postmark account may not send more.",
      fix: "Look at the account's credits and plan at Postmark.",
    },
    "412": {
      cause: "blocked",
      reason: "Postmark has not approved this account yet.",
      fix: "Ask for approval at Postmark under your account; until then it sends only within your own domain.",
    },
    "429": {
      cause: "rate_limited",
      reason: "The server asks Postmark more than it takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
};

/** Asks which server the token belongs to. Senders and domains are shown only to the account's own token, which is not asked for. https://postmarkapp.com/developer/api/server-api#get-server */
export const postmark: Carrier = {
  provider: POSTMARK,
  async check({ credentials, provider, apiKey }) {
    const found = await asking(
      POSTMARK,
      credentials,
      provider,
    )("https://api.postmarkapp.com/server", {
      headers: { "x-postmark-server-token": headerValue(apiKey) },
      reads: Server,
    });
    if (found.kind !== "ok") return troubleOf(found, POSTMARK);
    const { Name: server, DeliveryType: delivery } = found.body;
    return delivery === "Sandbox" ? { details: { server }, but: SANDBOX } : { details: { server } };
  },
};

const Server = z.object({ Name: z.string(), DeliveryType: z.string().optional() });

const SANDBOX = {
  cause: "configuration",
  reason: "The token works, but its server is a sandbox: Postmark takes letters and delivers none.",
  fix: "Enter the token of a live server.",
} as const satisfies Trouble;
