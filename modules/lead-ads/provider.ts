import type { Provider } from "../http/ask.ts";
import { at, idAt, textAt } from "../meta/read.ts";

const TOKEN = "Make a new page access token with the steps on this page, and enter it here.";
const PERMISSION = {
  cause: "permission",
  reason: "The token may not read this page's lead forms.",
  fix: "Give it leads_retrieval, pages_show_list, pages_read_engagement, pages_manage_ads and pages_manage_metadata, and let the app read the page's leads under Leads access in Business settings.",
} as const;
const PAGE = {
  cause: "not_found",
  reason: "Meta does not know this page, or the token may not see it.",
  fix: "Compare the page ID with the page's transparency section, and make the token for that page.",
} as const;
const THROTTLED = {
  cause: "rate_limited",
  reason: "Meta takes no more calls for this page for the moment.",
  fix: "Wait some minutes, then verify again.",
} as const;
const DOWN = {
  cause: "provider_down",
  reason: "Meta has a fault for the moment.",
  fix: "Try again in some minutes. See metastatus.com.",
} as const;

/**
 * The Graph API where lead forms are. https://developers.facebook.com/docs/graph-api/guides/error-handling and
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export const META_LEADS = {
  name: "Meta",
  variable: "META_GRAPH_URL",
  statusPage: "metastatus.com",
  codesOf: ({ body }) => {
    const code = idAt(body, "error", "code");
    const subcode = idAt(body, "error", "error_subcode");
    return [...(subcode === undefined ? [] : [`${code}/${subcode}`]), ...(code === undefined ? [] : [code])];
  },
  sentenceOf: ({ body }) => textAt(body, "error", "message"),
  waitOf: ({ headers }) => regainSeconds(headers.get("x-business-use-case-usage")),
  refusals: {
    "1": DOWN,
    "2": DOWN,
    "4": { ...THROTTLED, reason: "The Meta app has made too many calls for the moment." },
    "17": THROTTLED,
    "32": THROTTLED,
    "613": THROTTLED,
    "80001": THROTTLED,
    "80005": THROTTLED,
    "10": PERMISSION,
    "200": PERMISSION,
    "283": PERMISSION,
    "100": PAGE,
    "803": PAGE,
    "190/463": { cause: "expired", reason: "The page access token has run out.", fix: TOKEN },
    "190": {
      cause: "credentials",
      reason: "Meta does not accept this token: it is mistyped, or was withdrawn.",
      fix: TOKEN,
    },
    "368": {
      cause: "blocked",
      reason: "Meta has blocked this page or app for a breach of its policies.",
      fix: "Look at the page's quality in Business settings.",
    },
  },
} as const satisfies Provider;

/** https://developers.facebook.com/docs/graph-api/overview/rate-limiting/#headers: minutes, under the id of the business. */
function regainSeconds(header: string | null): number | undefined {
  try {
    const said: unknown = JSON.parse(header ?? "");
    const minutes = Object.values(said as object)
      .flat()
      .map((usage: unknown) => at(usage, "estimated_time_to_regain_access"))
      .filter((one) => typeof one === "number");
    return minutes.length === 0 ? undefined : Math.max(...minutes) * 60;
  } catch {
    return undefined;
  }
}
