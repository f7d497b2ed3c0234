import { manifestOf } from "../../../modules/catalog.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { ConciergeMessage } from "../../../schema/contracts/concierge.ts";
import type { Ctx } from "../ctx.ts";
import { sessionOf } from "./session-of.ts";
import { takeOutSecrets } from "./take-out-secrets.ts";

/**
 * Passes on what a person writes, once whatever looks like a secret is out of it: neither the session nor a model ever hears that. Answers the
 * message's id, and how many were taken out. Throws `forbidden`, `not_found`, `conflict`.
 */
export async function say(
  ctx: Ctx,
  id: string,
  { text: written, clientId, question }: ConciergeMessage,
): Promise<{ id: string; removed: number }> {
  requireCapability(ctx.actor, "manageModules");
  const session = await sessionOf(ctx, id);
  const { progress } = await session.readState(ctx.actor);
  const requirements = progress.modules.flatMap(({ slug }) => manifestOf(slug)?.requirements ?? []);
  const { text, removed } = takeOutSecrets(written, requirements);
  const said = await session.say(ctx.actor, {
    text,
    removed,
    ...(clientId === undefined ? {} : { clientId }),
    ...(question === undefined ? {} : { question }),
  });
  return { id: said.id, removed };
}
