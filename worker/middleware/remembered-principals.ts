import { ExpiringCache } from "./expiring-cache.ts";
import type { Principal } from "./principal.ts";

/** Who this isolate knows to stand behind a token. Other isolates forget within ACCESS_CACHE_MS, which bounds how late an end is noticed. */
export const rememberedPrincipals = new ExpiringCache<Principal>();
