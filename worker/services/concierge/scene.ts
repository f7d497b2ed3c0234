import type { SessionRef } from "../../../schema/concierge/host.ts";
import type { Ctx } from "../ctx.ts";

/** What a tool is given: the rights of the person it acts for, and which session speaks. */
export interface Scene {
  ctx: Ctx;
  session: SessionRef;
}
