import { z } from "zod";
import { headerValue } from "../../http/authorization.ts";
import { textAt } from "../../meta/read.ts";
import { newToken, type TaskTool, tooMany } from "./tool.ts";

const TOKEN = newToken("ClickUp", "Settings > Apps > API token");
const NOT_SEEN = {
  cause: "permission",
  reason: "The token's person may not see this list, or its workspace.",
  fix: "Share the list with them in ClickUp, or enter another list's id.",
} as const;

/** https://developer.clickup.com/docs/common_errors and https://developer.clickup.com/docs/rate-limits */
export const CLICKUP: TaskTool = {
  provider: {
    name: "ClickUp",
    variable: "CLICKUP_API_URL",
    statusPage: "status.clickup.com",
    codesOf: ({ body }) => [textAt(body, "ECODE")].filter((code) => code !== undefined),
    sentenceOf: ({ body }) => textAt(body, "err"),
    waitOf: ({ headers }) => secondsUntil(headers.get("x-ratelimit-reset"), headers.get("date")),
    refusals: {
      "401": TOKEN,
      OAUTH_017: TOKEN,
      OAUTH_019: TOKEN,
      OAUTH_021: TOKEN,
      OAUTH_025: TOKEN,
      OAUTH_077: TOKEN,
      OAUTH_023: NOT_SEEN,
      OAUTH_026: NOT_SEEN,
      OAUTH_027: NOT_SEEN,
      "403": NOT_SEEN,
      "404": {
        cause: "not_found",
        reason: "ClickUp has no such list.",
        fix: "Open the list in ClickUp and copy its id from the end of the address.",
      },
      "429": tooMany("ClickUp"),
      APP_002: tooMany("ClickUp"),
    },
  },
  async find(ask, token, place) {
    // ClickUp takes a personal token bare.
    const headers = { authorization: headerValue(token) };
    const person = await ask(`${API}/user`, { headers, reads: Person });
    if (person.kind !== "ok") return { failed: person };
    const list = await ask(`${API}/list/${encodeURIComponent(place)}`, { headers, reads: List });
    if (list.kind !== "ok") return { failed: list };
    return { person: person.body.user.username ?? person.body.user.email ?? "", place: list.body.name };
  },
};

const API = "https://api.clickup.com/api/v2";
const Person = z.object({ user: z.object({ username: z.string().nullish(), email: z.string().nullish() }) });
const List = z.object({ id: z.string(), name: z.string() });

/** Both in seconds since 1970, the second as a date of the same answer. */
function secondsUntil(reset: string | null, date: string | null): number | undefined {
  const seconds = Number(reset ?? Number.NaN) - Date.parse(date ?? "") / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}
