import { builtIn, type FakeProvider } from "../http/built-in.ts";

const SECRET = "0x4AAAAAAAsandboxsandbox";

/** Turnstile as it answers: whether the secret is known comes before whether the person's answer is good. */
export function fakeTurnstile(secret = SECRET): FakeProvider {
  return ({ method, address, body }) => {
    if (`${method} ${address}` !== "POST /turnstile/v0/siteverify") return undefined;
    return new URLSearchParams(body).get("secret") === secret
      ? judged("invalid-input-response")
      : judged("invalid-input-secret");
  };
}

/** Turnstile's word on an answer that is none. */
export function judged(code: string, status = 200): Response {
  return Response.json({ success: false, "error-codes": [code], messages: [] }, { status });
}

/** In test mode. */
export const formsSandbox = builtIn(
  { siteUrl: "https://example.com/contact", turnstileSiteKey: "0x4AAAAAAAsandbox", turnstileSecret: SECRET },
  fakeTurnstile(),
);
