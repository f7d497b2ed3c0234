import type { HostBrand } from "../../../schema/contracts/branding.ts";
import type { Env } from "../../env.ts";
import { readHostName } from "../domains/host-name.ts";

/** Whose the address of a request is. Where `APP_ORIGIN` does not say which one is the installation's, every domain nobody proved is. */
export function hostKind(env: Env, requestUrl: string, account: object | undefined): HostBrand["host"] {
  if (account !== undefined) return "account";
  const { kind } = readHostName(env, new URL(requestUrl).hostname);
  return kind === "slug" || (kind === "domain" && env.APP_ORIGIN) ? "nobody" : "installation";
}
