import { z } from "zod";
import { type Ask, asking, type Provider } from "../http/ask.ts";
import { basic, bearer } from "../http/authorization.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { textAt } from "../meta/read.ts";
import type { Credentials, ProviderFetch } from "../module.ts";

/**
 * Signs in to Reddit with the person's app and asks for the subreddit: what it is called and who reads it, or why not.
 * https://github.com/reddit-archive/reddit/wiki/OAuth2#application-only-oauth
 */
export async function askReddit(
  credentials: Credentials,
  provider: ProviderFetch,
): Promise<{ shown: string } | Trouble> {
  const { subreddit = "", redditClientId = "", redditSecret = "" } = credentials;
  const ask: Ask = asking(REDDIT, credentials, provider);
  const token = await ask("https://www.reddit.com/api/v1/access_token", {
    method: "POST",
    headers: { ...basic(redditClientId, redditSecret), ...AGENT },
    form: { grant_type: "client_credentials" },
    reads: Token,
  });
  if (token.kind !== "ok") return troubleOf(token, REDDIT);
  const about = await ask(`https://oauth.reddit.com/r/${encodeURIComponent(subreddit)}/about`, {
    headers: { ...bearer(token.body.access_token), ...AGENT },
    reads: Subreddit,
  });
  // A name that nobody has leads to a search.
  if (about.kind === "unreadable" && about.status === 302) return { ...NO_SUBREDDIT, cause: "configuration" };
  if (about.kind !== "ok") return troubleOf(about, REDDIT);
  const { display_name: name, subscribers } = about.body.data;
  return { shown: `r/${name}${subscribers === undefined ? "" : `, ${subscribers.toLocaleString("en-US")} members`}` };
}

/** Reddit refuses programs that do not say who they are. */
const AGENT = { "user-agent": "web:trellis:1.0 (signals)" } as const;

const Token = z.object({ access_token: z.string().min(1) });
const Subreddit = z.object({
  kind: z.literal("t5"),
  data: z.object({ display_name: z.string(), subscribers: z.number().optional().catch(undefined) }),
});

const APP = {
  cause: "credentials",
  reason: "Reddit does not know this app, or its secret is another.",
  fix: "Compare both with Reddit > preferences > apps: the id stands under the app's name, the secret beside it.",
} as const;
const NO_SUBREDDIT = {
  cause: "not_found",
  reason: "Reddit has no such subreddit.",
  fix: "Enter its name as it stands after r/ in the address.",
} as const satisfies Trouble;
const CLOSED = {
  cause: "permission",
  reason: "This subreddit does not let everybody read.",
  fix: "Choose one that is public.",
} as const;

const REDDIT = {
  name: "Reddit",
  variable: "REDDIT_API_URL",
  statusPage: "www.redditstatus.com",
  // A fault may come with a good status.
  codesOf: ({ body }) => [textAt(body, "reason"), textAt(body, "error")].filter((code) => code !== undefined),
  sentenceOf: ({ body }) => textAt(body, "message"),
  waitOf: ({ headers }) => Number(headers.get("x-ratelimit-reset") ?? Number.NaN) || undefined,
  refusals: {
    "401": APP,
    invalid_grant: APP,
    unsupported_grant_type: {
      cause: "configuration",
      reason: "This app may not sign in by itself.",
      fix: "Make an app of the kind script at Reddit > preferences > apps.",
    },
    private: CLOSED,
    quarantined: CLOSED,
    "403": CLOSED,
    banned: { cause: "not_found", reason: "Reddit has closed this subreddit.", fix: "Choose another one." },
    "404": NO_SUBREDDIT,
    "429": {
      cause: "rate_limited",
      reason: "Reddit takes no more calls of this app for the moment.",
      fix: "Wait some minutes, then verify again.",
    },
  },
} as const satisfies Provider;
