import type { Provider } from "../http/ask.ts";
import { listAt, textAt } from "../meta/read.ts";

/**
 * Google's servers for tags. They have no codes of their own but the validation server's: a tag that is not there is a 404.
 * https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
 */
function tagServer(refusals: Provider["refusals"]): Provider {
  return {
    name: "Google",
    variable: "GOOGLE_TAGS_API_URL",
    statusPage: "ads.google.com/status/publisher",
    codesOf: ({ status, body }) => [
      ...listAt(body, "validationMessages").map((message) => textAt(message, "validationCode") ?? "INVALID"),
      ...(status === 400 || status === 404 ? [String(status)] : []),
    ],
    sentenceOf: ({ body }) => textAt(body, "validationMessages", 0, "description"),
    refusals,
  };
}

const NO_CONTAINER = {
  cause: "not_found",
  reason: "Google has no published container of this ID.",
  fix: "Compare the container ID with Tag Manager, and publish the container once.",
} as const;
export const CONTAINERS = tagServer({ "404": NO_CONTAINER, "400": NO_CONTAINER });

const NO_STREAM = {
  cause: "not_found",
  reason: "Google has no web stream of this measurement ID.",
  fix: "Compare the measurement ID with Google Analytics > Admin > Data streams.",
} as const;
export const STREAMS = tagServer({ "404": NO_STREAM, "400": NO_STREAM });

/** The codes are documented; none of them is about the secret, which this server does not look at. */
export const EVENTS = tagServer({
  VALUE_REQUIRED: {
    cause: "configuration",
    reason: "Google misses the measurement ID or the API secret.",
    fix: "Compare both with Google Analytics > Admin > Data streams > Measurement Protocol API secrets.",
  },
});
