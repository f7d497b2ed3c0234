import { sandboxMeta } from "../../../durable-objects/stubs.ts";
import { type DoorOwner, ownDoors } from "../../directory/own-doors.ts";
import type { Env } from "../../env.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";

const AT_ONCE = 6;

/** Lets every built-in provider go on with what was due while nothing ran: a past-due alarm may never ring locally. */
export async function wakeSandboxes(env: Env): Promise<void> {
  if (env.TRELLIS_SANDBOX !== "1") return;
  for (
    let page = await ownDoors(env, "");
    page.length > 0;
    page = await ownDoors(env, page.at(-1)?.integrationId ?? "")
  ) {
    for (let from = 0; from < page.length; from += AT_ONCE) {
      await Promise.all(page.slice(from, from + AT_ONCE).map((door) => wake(env, door)));
    }
  }
}

async function wake(env: Env, { tenantId, integrationId }: DoorOwner): Promise<void> {
  try {
    await sandboxMeta(env, integrationId).wake({ kind: "system", tenantId, via: "cron" });
  } catch (error) {
    // The door of a Meta app of the account's own: there is no built-in provider behind it.
    if (isTrellisError(error) && error.code === "not_found") return;
    console.error(
      JSON.stringify({ level: "error", event: "sandbox_not_woken", tenantId, integrationId, reason: reasonOf(error) }),
    );
  }
}
