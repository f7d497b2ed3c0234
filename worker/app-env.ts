import type { Env } from "./env.ts";
import type { Principal } from "./middleware/principal.ts";
import type { Host } from "./middleware/remembered-tenants.ts";
import type { Ctx } from "./services/ctx.ts";

/** What Hono's context carries. `visitor`, `principal` and `ctx` exist only behind a policy that made them. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Absent at the installation's own address. */
    host: Host | undefined;
    visitor: Principal | undefined;
    principal: Principal;
    ctx: Ctx;
  };
}
