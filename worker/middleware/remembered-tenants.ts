import type { ReachedTenant } from "../directory/tenants.ts";
import { ExpiringCache } from "./expiring-cache.ts";

/** Whose address a request came to. */
export interface Host {
  tenant: ReachedTenant;
  /** A domain of the account's own: whoever rules it could send people elsewhere tomorrow. */
  ownDomain: boolean;
}

/** Tenants this isolate knows, by id; other isolates forget within ACCESS_CACHE_MS. */
export const rememberedTenants = new ExpiringCache<ReachedTenant>();
/** And by the name of a host; null for one that is nobody's. */
export const rememberedHosts = new ExpiringCache<Host | null>();
