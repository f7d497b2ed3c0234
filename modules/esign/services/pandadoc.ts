import { z } from "zod";
import { asking, type Provider } from "../../http/ask.ts";
import { headerValue } from "../../http/authorization.ts";
import { troubleOf } from "../../http/trouble-of.ts";
import { notWorking, working } from "../../http/verification.ts";
import { textAt } from "../../meta/read.ts";
import type { Credentials, ProviderFetch, Verification } from "../../module.ts";

/** Proves with PandaDoc whose key it is. https://developers.pandadoc.com/reference/current-member-details */
export async function verifyPandadoc(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const ask = asking(PANDADOC, credentials, provider);
  const headers = { authorization: `API-Key ${headerValue(credentials["pandadocApiKey"] ?? "")}` };
  const member = await ask("https://api.pandadoc.com/public/v1/members/current", { headers, reads: Member });
  if (member.kind !== "ok") return notWorking(now, troubleOf(member, PANDADOC));
  const { first_name: first, last_name: last, email, workspace } = member.body;
  const name = [first, last].filter((part) => (part ?? "") !== "").join(" ");
  return working(now, { service: "PandaDoc", person: name === "" ? email : name, workspace: workspace ?? undefined });
}

const Member = z.object({
  user_id: z.string(),
  email: z.string(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  workspace: z.string().nullish().catch(undefined),
});

const KEY = {
  cause: "credentials",
  reason: "PandaDoc does not accept this key: it is mistyped, or its maker left the workspace.",
  fix: "Make a new key in PandaDoc's Developer Dashboard under Configuration, and enter the whole of it.",
} as const;
const PERMISSION = {
  cause: "permission",
  reason: "PandaDoc does not let this key's maker do that, or the plan has no API.",
  fix: "Let an administrator of the workspace make the key, and look at the plan.",
} as const;

/** https://developers.pandadoc.com/reference/api-key-authentication-process and https://developers.pandadoc.com/reference/limits */
const PANDADOC = {
  name: "PandaDoc",
  variable: "PANDADOC_API_URL",
  statusPage: "status.pandadoc.com",
  codesOf: ({ body }) => [textAt(body, "type")].filter((code) => code !== undefined),
  sentenceOf: ({ body }) => textAt(body, "detail"),
  waitOf: ({ body }) => {
    const seconds = /available in (\d{1,6}) second/.exec(textAt(body, "detail") ?? "")?.[1];
    return seconds === undefined ? undefined : Number(seconds);
  },
  refusals: {
    "401": KEY,
    authentication_error: KEY,
    "403": PERMISSION,
    permissions_error: PERMISSION,
    "429": {
      cause: "rate_limited",
      reason: "PandaDoc takes no more calls of this key for the moment.",
      fix: "Wait a minute, then verify again.",
    },
  },
} as const satisfies Provider;
