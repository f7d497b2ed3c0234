import { z } from "zod";
import { headerValue } from "../../http/authorization.ts";
import { listAt, textAt } from "../../meta/read.ts";
import { newToken, type TaskTool, tooMany } from "./tool.ts";

const TOKEN = newToken("Linear", "Settings > Security & access > Personal API keys");
const FORBIDDEN = {
  cause: "permission",
  reason: "Linear does not allow this key to read teams.",
  fix: "Make a personal API key with full access, or one that may read, and enter it.",
} as const;

/** GraphQL: errors may come with any status. https://linear.app/developers/graphql and https://linear.app/developers/rate-limiting */
export const LINEAR: TaskTool = {
  provider: {
    name: "Linear",
    variable: "LINEAR_API_URL",
    statusPage: "linearstatus.com",
    codesOf: ({ body }) =>
      listAt(body, "errors").map((error) => textAt(error, "extensions", "code") ?? textAt(error, "message") ?? "error"),
    sentenceOf: ({ body }) =>
      textAt(body, "errors", 0, "extensions", "userPresentableMessage") ?? textAt(body, "errors", 0, "message"),
    waitOf: ({ headers }) => secondsUntil(headers.get("x-ratelimit-requests-reset"), headers.get("date")),
    refusals: {
      "401": TOKEN,
      AUTHENTICATION_ERROR: TOKEN,
      "403": FORBIDDEN,
      FORBIDDEN,
      "429": tooMany("Linear"),
      RATELIMITED: tooMany("Linear"),
      INTERNAL_SERVER_ERROR: {
        cause: "provider_down",
        reason: "Linear has a fault for the moment.",
        fix: "Try again in some minutes. See linearstatus.com.",
      },
    },
  },
  async find(ask, token, place) {
    const json = { query: QUERY, variables: { key: place.toUpperCase() } };
    // Linear takes a personal key bare.
    const headers = { authorization: headerValue(token) };
    const said = await ask("https://api.linear.app/graphql", { method: "POST", headers, json, reads: Said });
    if (said.kind !== "ok") return { failed: said };
    const { viewer, organization, teams } = said.body.data;
    const [team] = teams.nodes;
    if (team !== undefined) return { person: `${viewer.name}, ${organization.name}`, place: team.name };
    return {
      trouble: {
        cause: "not_found",
        reason: `Linear shows this key no team with the key ${place.toUpperCase()}.`,
        fix: "Enter the letters in front of an issue's number, and see that the key's person is in that team.",
      },
    };
  },
};

const QUERY =
  "query Verify($key: String!) { viewer { name } organization { name } teams(first: 1, filter: { key: { eq: $key } }) { nodes { key name } } }";
const Name = z.object({ name: z.string() });
const Said = z.object({
  data: z.object({ viewer: Name, organization: Name, teams: z.object({ nodes: z.array(Name) }) }),
});

/** The first in milliseconds since 1970, the second as a date of the same answer. */
function secondsUntil(reset: string | null, date: string | null): number | undefined {
  const seconds = (Number(reset ?? Number.NaN) - Date.parse(date ?? "")) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}
