import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import type { Scene } from "../scene.ts";
import { readAccount, standOf } from "../stand.ts";

/** Whether the session may end: every module of it works, as its provider said, or was left out. That it has ended the object says. */
export async function finish({ ctx, session }: Scene, { summary }: ToolInput<"finish">): Promise<HostResult> {
  requireCapability(ctx.actor, "manageModules");
  const modules = standOf(await readAccount(ctx), session);
  const open = modules.filter(({ state }) => state !== "live" && state !== "skipped");
  if (open.length > 0)
    return {
      ok: false,
      outcome: `Not yet: ${open.map(({ name }) => name).join(", ")}.`,
      content: {
        error: "Some modules are neither live nor left out.",
        open: open.map(({ slug, state, reason, fix }) => ({ slug, state, reason, fix })),
      },
    };
  const live = modules.filter(({ state }) => state === "live").map(({ slug }) => slug);
  return { ok: true, outcome: summary, content: { live } };
}
