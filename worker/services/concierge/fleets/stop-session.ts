import { concierge } from "../../../../durable-objects/stubs.ts";
import { type ErrorCode, isTrellisError } from "../../../../schema/errors.ts";
import type { Ctx } from "../../ctx.ts";

/** Ends a client's session, with the rights of whoever enters there. One that no fleet began, or another one, goes on; so does one that is no longer theirs. */
export async function stopSession(
  enter: () => Promise<Pick<Ctx, "actor" | "env">>,
  { fleetId, conciergeId }: { fleetId: string; conciergeId: string },
): Promise<void> {
  try {
    const { actor, env } = await enter();
    const session = concierge(env, conciergeId);
    const { fleet, state } = await session.readState(actor);
    if (fleet === fleetId && state === "active") await session.steer(actor, { action: "stop" });
  } catch (error) {
    if (!isTrellisError(error) || !PASSED_OVER.has(error.code)) throw error;
  }
}

/** It ended meanwhile, the client is gone or another agency's, or nobody may stop it here any more. */
const PASSED_OVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["conflict", "not_found", "forbidden"]);
