import { expect, it } from "vitest";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { formsHandlers } from "./handlers.ts";
import { forms } from "./manifest.ts";
import { fakeTurnstile, judged } from "./sandbox.ts";

const SECRET = "0x4AAAAAAAcanarycanary";
const credentials = {
  siteUrl: "https://www.casa-lumen.com/contact",
  turnstileSiteKey: "0x4AAAAAAApublic",
  turnstileSecret: SECRET,
};

const turnstile = fakeTurnstile(SECRET);

holdsVerification({
  manifest: forms,
  handlers: formsHandlers,
  credentials,
  works: turnstile,
  details: { website: "www.casa-lumen.com", robots: "Kept out by Cloudflare Turnstile" },
  asks: ["POST /turnstile/v0/siteverify"],
  refusals: {
    "a secret of no widget": {
      answer: turnstile,
      credentials: { ...credentials, turnstileSecret: `${SECRET}x` },
      cause: "credentials",
      says: /does not know this Turnstile secret.*Copy the secret key/,
    },
    "a secret that cannot be read": {
      answer: () => judged("bad-request", 400),
      cause: "configuration",
      says: /cannot read this Turnstile secret/,
    },
    "a fault of Cloudflare's": {
      answer: () => judged("internal-error"),
      cause: "provider_down",
      says: /has a fault.*cloudflarestatus/,
    },
    "a key for tests": {
      answer: () => Response.json({ success: true, "error-codes": [] }),
      cause: "configuration",
      says: /keys for tests: it lets every robot through/,
    },
  },
});

it("asks nobody where there is no Turnstile", async () => {
  const { provider, asked } = fakeWay(turnstile);
  const { health, details } = await formsHandlers.verify({ siteUrl: credentials.siteUrl }, provider, 0);
  expect(health).toEqual({ ok: true, checkedAt: "1970-01-01T00:00:00.000Z" });
  expect(details).toEqual({ website: "www.casa-lumen.com", robots: "Nothing keeps them out" });
  expect(asked).toEqual([]);
});
