import type { Provider } from "../http/ask.ts";
import { listAt } from "../meta/read.ts";

/** What a good secret is answered with: it was the person's answer that was none. */
const OURS: ReadonlySet<unknown> = new Set([
  "invalid-input-response",
  "missing-input-response",
  "timeout-or-duplicate",
]);
const SECRET = {
  cause: "credentials",
  reason: "Cloudflare does not know this Turnstile secret: it is mistyped, or the widget was deleted.",
  fix: "Copy the secret key from the widget's settings in the Cloudflare dashboard, and enter the whole of it.",
} as const;

/** Cloudflare Turnstile. https://developers.cloudflare.com/turnstile/get-started/server-side-validation/#error-codes */
export const TURNSTILE = {
  name: "Cloudflare",
  variable: "TURNSTILE_API_URL",
  statusPage: "www.cloudflarestatus.com",
  codesOf: ({ body }) =>
    listAt(body, "error-codes").filter((code) => typeof code === "string" && !OURS.has(code)) as string[],
  refusals: {
    "invalid-input-secret": SECRET,
    "missing-input-secret": SECRET,
    "internal-error": {
      cause: "provider_down",
      reason: "Cloudflare has a fault for the moment.",
      fix: "Try again in some minutes. See www.cloudflarestatus.com.",
    },
    "bad-request": {
      cause: "configuration",
      reason: "Cloudflare cannot read this Turnstile secret.",
      fix: "Copy the secret key anew from the widget's settings in the Cloudflare dashboard.",
    },
  },
} as const satisfies Provider;
