import { builtIn, type Asked, type FakeProvider } from "../http/built-in.ts";

/** What each carrier knows: one key, and what there is to say of the sender's domain. */
export interface FakeCarriers {
  key?: string;
  /** Resend: of a domain. Mailgun: its state. */
  status?: string;
  domain?: string;
  scopes?: string[];
  /** SendGrid: whether the domain is authenticated. */
  valid?: boolean;
  delivery?: string;
  type?: string;
}

/** All four carriers, each at its own host and in its own words. */
export function fakeCarriers(knows: FakeCarriers = {}): FakeProvider {
  return (asked) => {
    const url = new URL(asked.address);
    switch (url.host) {
      case "api.resend.com":
        return resend(asked, url, knows);
      case "api.postmarkapp.com":
        return postmark(asked, url, knows);
      case "api.sendgrid.com":
        return sendgrid(asked, url, knows);
      case "api.eu.mailgun.net":
        return mailgun(asked, url, knows);
      default:
        return undefined;
    }
  };
}

export const KEY = "canary-key-of-the-carrier";
const DOMAIN = "harbour.shop";

function resend(
  { headers }: Asked,
  { pathname }: URL,
  { key = KEY, domain = DOMAIN, status = "verified" }: FakeCarriers,
) {
  if (headers.get("user-agent") === null) return new Response("error code: 1010", { status: 403 });
  if (headers.get("authorization") !== `Bearer ${key}`) return resendNo(403, "invalid_api_key", "API key is invalid");
  if (pathname !== "/domains") return resendNo(404, "not_found", "The requested endpoint does not exist");
  const one = { id: "d91cd9bd-1176-453e-8fc1-35364d380206", name: domain, status, region: "eu-west-1" };
  return Response.json({ object: "list", has_more: false, data: [{ ...one, name: "other.shop" }, one] });
}

export function resendNo(statusCode: number, name: string, message: string): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode });
}

function postmark({ headers }: Asked, { pathname }: URL, { key = KEY, delivery = "Live" }: FakeCarriers) {
  if (headers.get("x-postmark-server-token") !== key)
    return postmarkNo(401, 10, "Request does not contain a valid Server token.");
  if (pathname !== "/server") return undefined;
  return Response.json({ ID: 1, Name: "Harbour letters", ApiTokens: [key], DeliveryType: delivery, Color: "blue" });
}

export function postmarkNo(status: number, ErrorCode: number, Message: string): Response {
  return Response.json({ ErrorCode, Message }, { status });
}

function sendgrid(
  { headers }: Asked,
  { pathname, searchParams }: URL,
  { key = KEY, scopes = ["mail.send", "whitelabel.read"], domain = DOMAIN, valid = true }: FakeCarriers,
) {
  if (headers.get("authorization") !== `Bearer ${key}`)
    return sendgridNo(401, "The provided authorization grant is invalid, expired, or revoked");
  if (pathname === "/v3/scopes") return Response.json({ scopes });
  if (pathname !== "/v3/whitelabel/domains") return sendgridNo(404, "not found");
  if (!scopes.includes("whitelabel.read")) return sendgridNo(403, "access forbidden");
  const own = { id: 45373692, user_id: 66036447, subdomain: "em", domain, valid, legacy: false };
  return Response.json(searchParams.get("domain") === domain ? [own] : []);
}

export function sendgridNo(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ errors: [{ field: null, message }] }, { status, headers });
}

function mailgun(
  { headers }: Asked,
  { pathname }: URL,
  { key = KEY, domain = DOMAIN, status = "active", type = "custom" }: FakeCarriers,
) {
  // In plain words, as Mailgun does.
  if (headers.get("authorization") !== `Basic ${btoa(`api:${key}`)}`) return new Response("Forbidden", { status: 401 });
  if (pathname !== `/v4/domains/${domain}`) return Response.json({ message: "Domain not found" }, { status: 404 });
  const found = { id: "5f1", name: domain, state: status, type, created_at: "Wed, 08 Jan 2025 23:34:57 GMT" };
  return Response.json({ domain: found, receiving_dns_records: [], sending_dns_records: [] });
}

/** In test mode. */
export const emailSandbox = builtIn({ carrier: "resend", apiKey: KEY, sender: `hello@${DOMAIN}` }, fakeCarriers());
