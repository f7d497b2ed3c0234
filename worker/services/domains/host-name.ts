import type { Env } from "../../env.ts";

type Addressed = Pick<Env, "APP_DOMAIN" | "APP_ORIGIN">;

/** What the host of a request names: the installation itself, an account's address under it, or a domain that an account may have proved. */
export type HostName = { kind: "installation" } | { kind: "slug"; slug: string } | { kind: "domain"; domain: string };

/** `hostname` as URL gives it: lower-case ASCII, IPv6 in brackets. */
export function readHostName(env: Addressed, hostname: string): HostName {
  const host = hostname.replace(/\.$/, "");
  const base = baseDomain(env);
  const own = env.APP_ORIGIN ? new URL(env.APP_ORIGIN).hostname : undefined;
  if (host === own || host === base || host === "localhost" || IS_ADDRESS.test(host)) return { kind: "installation" };
  if (!host.endsWith(`.${base}`)) return { kind: "domain", domain: host };
  return { kind: "slug", slug: host.slice(0, -base.length - 1) };
}

/** The domain under which every account has an address: `APP_DOMAIN`, else the host of `APP_ORIGIN`, else localhost. */
export function baseDomain({ APP_DOMAIN, APP_ORIGIN }: Addressed): string {
  return APP_DOMAIN?.trim().toLowerCase() || (APP_ORIGIN ? new URL(APP_ORIGIN).hostname : "localhost");
}

/** Where browsers find the installation itself. `requestUrl` says it where no variable does. */
export function installationOrigin({ APP_ORIGIN }: Addressed, requestUrl: string): string {
  return new URL(APP_ORIGIN || requestUrl).origin;
}

/** Where browsers find an account under the installation. */
export function accountOrigin(env: Addressed, requestUrl: string, slug: string): string {
  const { protocol, port } = new URL(env.APP_ORIGIN || requestUrl);
  return `${protocol}//${slug}.${baseDomain(env)}${port === "" ? "" : `:${port}`}`;
}

const IS_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/;
