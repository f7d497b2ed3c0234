import { expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { gtmHandlers } from "./handlers.ts";
import { gtm } from "./manifest.ts";

const credentials = { containerId: "GTM-ABC1234", measurementId: "G-ABC1234567", apiSecret: "canarycanary_Secret" };
const CONTAINER = "https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234";
const STREAM = "https://www.googletagmanager.com/gtag/js?id=G-ABC1234567";
const EVENT =
  "https://www.google-analytics.com/debug/mp/collect?measurement_id=G-ABC1234567&api_secret=canarycanary_Secret";

/** Google's tag servers as they answer: a script for what is published, nothing found for the rest, and a judgement of events. */
const google: FakeProvider = ({ method, address, body }) => {
  if ([CONTAINER, STREAM].includes(address)) return script();
  if (!address.includes("/debug/mp/collect")) return new Response("<html>Error 404</html>", { status: 404 });
  const event = JSON.parse(body) as { client_id?: string; events?: { name?: string }[] };
  return method === "POST" && event.client_id !== undefined && /^[a-z]\w+$/.test(event.events?.[0]?.name ?? "")
    ? Response.json({ validationMessages: [] })
    : judged("NAME_INVALID", "Event at index: [0] has invalid name.");
};
const script = () =>
  new Response(
    `\n// Copyright 2012 Google Inc. All rights reserved.\n(function(){var data={};${"x();".repeat(40)}})();`,
    {
      headers: { "content-type": "application/javascript; charset=UTF-8" },
    },
  );
const judged = (validationCode: string, description: string) =>
  Response.json({ validationMessages: [{ fieldPath: "events", description, validationCode }] });
const at =
  (part: string, answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.includes(part) ? answer() : undefined;

holdsVerification({
  manifest: gtm,
  handlers: gtmHandlers,
  credentials,
  works: google,
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
      answer: google,
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
  const { provider, asked } = fakeWay(google);
  const { health, details } = await gtmHandlers.verify(given, provider, 0);
  expect(health.ok).toBe(true);
  expect(asked.map(({ address }) => address)).toEqual(addresses);
  expect(Object.keys(details)).toEqual(shown);
});
