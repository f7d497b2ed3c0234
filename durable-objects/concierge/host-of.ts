import type { ConciergeHost } from "../../schema/concierge/host.ts";

/**
 * How an object finds its worker: by the loop-back to the class that the worker exports under this name. What the runtime gives is typed by
 * what may cross RPC, of which `unknown` is not; it is named here as what the worker's class implements. Tests put another in its place.
 */
export const hosts = {
  of(ctx: Pick<DurableObjectState, "exports" | "id">): ConciergeHost {
    const { ConciergeHost: host } = ctx.exports as unknown as { ConciergeHost?: ConciergeHost };
    if (host === undefined) throw new Error("the worker exports no ConciergeHost");
    return host;
  },
};
