import type { ImpersonationWithEyes } from "../directory/impersonations.ts";
import { ExpiringCache } from "./expiring-cache.ts";

/** Through whose eyes an impersonation looks, as this isolate knows. Other isolates forget within ACCESS_CACHE_MS. */
export const rememberedImpersonations = new ExpiringCache<ImpersonationWithEyes>();
