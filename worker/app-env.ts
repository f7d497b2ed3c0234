import type { Env } from "./env.ts";
import type { Principal } from "./middleware/principal.ts";
import type { Ctx } from "./services/ctx.ts";

/** What Hono's context carries. `visitor`, `principal` and `ctx` exist only behind a policy that made them. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; visitor: Principal | undefined; principal: Principal; ctx: Ctx };
}
