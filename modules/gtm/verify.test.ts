import { expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { gtmHandlers } from "./handlers.ts";
import { gtm } from "./manifest.ts";
import { fakeTagServers, judged } from "./sandbox.ts";

const credentials = { containerId: "GTM-ABC1234", measurementId: "G-ABC1234567", apiSecret: "canarycanary_Secret" };
const CONTAINER = "https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234";
const STREAM = "https://www.googletagmanager.com/gtag/js?id=G-ABC1234567";
const EVENT =
  "https://www.google-analytics.com/debug/mp/collect?measurement_id=G-ABC1234567&api_secret=canarycanary_Secret";

const at =
  (part: string, answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.includes(part) ? answer() : undefined;

holdsVerification({
  manifest: gtm,
  handlers: gtmHandlers,
  credentials,
  works: fakeTagServers,
  details: {
    container: "GTM-ABC1234, published",
    stream: "G-ABC1234567, in use",
    apiSecret: "Cannot be checked: Google takes every one",
  },
  asks: [`GET ${CONTAINER}`, `GET ${STREAM}`, `POST ${EVENT}`],
  // The Measurement Protocol takes its secret there and nowhere else.
  secretInAddress: true,
  refusals: {
    "a container that was never published": {
      answer: at("gtm.js", () => new Response("<html>Error 404</html>", { status: 404 })),
      cause: "not_found",
      says: /no published container.*publish the container once/,
    },
    "a stream that is not there": {
      answer: fakeTagServers,
      credentials: { ...credentials, measurementId: "G-OTHER" },
      cause: "not_found",
      says: /no web stream.*Data streams/,
    },
    "an event that is not well formed": {
      answer: at("/debug/", () => judged("NAME_INVALID", "Event at index: [0] has invalid name.")),
      cause: "configuration",
      says: /NAME_INVALID.*It says: “Event at index/,
    },
    "an id that is missing": {
      answer: at("/debug/", () => judged("VALUE_REQUIRED", "api_secret is required.")),
      cause: "configuration",
      says: /misses the measurement ID or the API secret/,
    },
  },
});

it.each([
  [{ containerId: credentials.containerId }, [CONTAINER], ["container"]],
  [
    { measurementId: credentials.measurementId, apiSecret: credentials.apiSecret },
    [STREAM, EVENT],
    ["stream", "apiSecret"],
  ],
])("asks only for what is given: %o", async (given, addresses, shown) => {
  const { provider, asked } = fakeWay(fakeTagServers);
  const { health, details } = await gtmHandlers.verify(given, provider, 0);
  expect(health.ok).toBe(true);
  expect(asked.map(({ address }) => address)).toEqual(addresses);
  expect(Object.keys(details)).toEqual(shown);
});
