import { describe, expect, it } from "vitest";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { webhooksHandlers } from "./handlers.ts";
import { webhooks } from "./manifest.ts";

const deliveryUrl = "https://hooks.zapier.com/hooks/catch/123456/abcdef/";
const credentials = { deliveryUrl, signingSecret: "canary-of-the-signature" };
const status = (code: number) => () => new Response(null, { status: code });

holdsVerification({
  manifest: webhooks,
  handlers: webhooksHandlers,
  credentials,
  works: status(200),
  anyAnswerIsGood: true,
  details: { server: "hooks.zapier.com" },
  asks: [`HEAD ${deliveryUrl}`],
  refusals: {
    "an address that was taken away": {
      answer: status(410),
      cause: "not_found",
      says: /answered 410: nothing is there/,
    },
    "one that wants a password": { answer: status(401), cause: "configuration", says: /wants to know who asks/ },
    "one that lets nobody in": { answer: status(403), cause: "configuration", says: /without signing in/ },
    "one that leads elsewhere": { answer: status(308), cause: "configuration", says: /follows none/ },
    "one with a fault": { answer: status(503), cause: "provider_down", says: /server has a fault/ },
    "a private address": {
      answer: status(200),
      credentials: { deliveryUrl: "https://192.168.0.1/hook" },
      cause: "configuration",
      says: /must be a public name/,
    },
    "another port": {
      answer: status(200),
      credentials: { deliveryUrl: "https://hooks.zapier.com:8443/hook" },
      cause: "configuration",
      says: /ordinary port/,
    },
  },
});

describe("the address", () => {
  it.each([204, 400, 405, 415, 501])("is good where the server answers %i to HEAD", async (code) => {
    const { health } = await webhooksHandlers.verify(credentials, async () => new Response(null, { status: code }), 0);
    expect(health).toEqual({ ok: true, checkedAt: "1970-01-01T00:00:00.000Z" });
  });
});
