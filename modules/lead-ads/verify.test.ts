import { expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { leadAdsHandlers } from "./handlers.ts";
import { leadAds } from "./manifest.ts";
import { fakeLeadForms, refusal } from "./sandbox.ts";

const TOKEN = "EAAG-canary-token";
const credentials = { pageId: "102938475610293", pageAccessToken: TOKEN, googleKey: "canary-google-key-2026" };
const PAGE = "/v23.0/102938475610293?fields=id,name";
const FORMS = "/v23.0/102938475610293/leadgen_forms?fields=id,status&limit=100";

const meta = () => fakeLeadForms({ token: TOKEN });
const atForms =
  (answer: () => Response): FakeProvider =>
  ({ address }) =>
    address === FORMS ? answer() : undefined;

holdsVerification({
  manifest: leadAds,
  handlers: leadAdsHandlers,
  credentials,
  works: meta(),
  details: { page: "Casa Lumen", forms: "2 active", google: "Key kept: Google is not asked" },
  asks: [`GET ${PAGE}`, `GET ${FORMS}`],
  refusals: {
    "a token that is mistyped": {
      answer: meta(),
      credentials: { ...credentials, pageAccessToken: `${TOKEN}x` },
      cause: "credentials",
      says: /does not accept this token.*\(190\).*new page access token/,
    },
    "a token that has run out": {
      answer: () => refusal(401, 190, 463),
      cause: "expired",
      says: /has run out/,
    },
    "a token without the permission": {
      answer: atForms(() => refusal(403, 200)),
      cause: "permission",
      says: /may not read this page's lead forms.*leads_retrieval/,
    },
    "a page nobody knows": {
      answer: () => refusal(400, 100),
      cause: "not_found",
      says: /does not know this page/,
    },
    "an answer for another page": {
      answer: ({ address }) => (address === PAGE ? Response.json({ id: "1", name: "Other" }) : undefined),
      cause: "configuration",
      says: /another page/,
    },
    "a page that is blocked": { answer: () => refusal(400, 368), cause: "blocked", says: /breach of its policies/ },
    "too many calls, as Meta says it": {
      answer: atForms(() =>
        refusal(400, 80005, undefined, {
          "x-business-use-case-usage": '{"102938475610293":[{"type":"leadgen","estimated_time_to_regain_access":19}]}',
        }),
      ),
      cause: "rate_limited",
      says: /Wait 19 minutes/,
    },
    "too many calls, with a header nobody understands": {
      answer: atForms(() => refusal(400, 4, undefined, { "x-business-use-case-usage": "{{" })),
      cause: "rate_limited",
      says: /app has made too many calls.*Wait some minutes/,
    },
    "a page without an active form": {
      answer: atForms(() => Response.json({ data: [{ id: "2", status: "ARCHIVED" }] })),
      cause: "configuration",
      says: /no lead form that is active/,
    },
  },
});

it("keeps Google's key, and asks nobody about it", async () => {
  const { provider, asked } = fakeWay(meta());
  const { health, details } = await leadAdsHandlers.verify({ googleKey: credentials.googleKey }, provider, 0);
  expect(health.ok).toBe(true);
  expect(details).toEqual({ google: "Key kept: Google is not asked" });
  expect(asked).toEqual([]);
});
