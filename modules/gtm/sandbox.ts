import { builtIn, type FakeProvider } from "../http/built-in.ts";

const CREDENTIALS = { containerId: "GTM-ABC1234", measurementId: "G-ABC1234567", apiSecret: "sandboxsandbox_Secret" };

/** Google's tag servers as they answer: a script for what is published, nothing found for the rest, and a judgement of events. */
export const fakeTagServers: FakeProvider = ({ method, address, body }) => {
  const { containerId, measurementId } = CREDENTIALS;
  const published = [`gtm.js?id=${containerId}`, `gtag/js?id=${measurementId}`];
  if (published.some((one) => address === `https://www.googletagmanager.com/${one}`)) return script();
  if (!address.includes("/debug/mp/collect")) return new Response("<html>Error 404</html>", { status: 404 });
  const event = JSON.parse(body) as { client_id?: string; events?: { name?: string }[] };
  return method === "POST" && event.client_id !== undefined && /^[a-z]\w+$/.test(event.events?.[0]?.name ?? "")
    ? Response.json({ validationMessages: [] })
    : judged("NAME_INVALID", "Event at index: [0] has invalid name.");
};

function script(): Response {
  const text = `\n// Copyright 2012 Google Inc. All rights reserved.\n(function(){var data={};${"x();".repeat(40)}})();`;
  return new Response(text, { headers: { "content-type": "application/javascript; charset=UTF-8" } });
}

/** What the validation server finds wrong with an event. */
export function judged(validationCode: string, description: string): Response {
  return Response.json({ validationMessages: [{ fieldPath: "events", description, validationCode }] });
}

/** In test mode. */
export const gtmSandbox = builtIn(CREDENTIALS, fakeTagServers);
