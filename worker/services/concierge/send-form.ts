import { manifestOf } from "../../../modules/catalog.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { SendForm } from "../../../schema/contracts/concierge.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Ctx } from "../ctx.ts";
import { readAnswer } from "./read-answer.ts";
import { sessionOf } from "./session-of.ts";
import { storeAnswer } from "./store-answer.ts";

/**
 * Takes what a person put into a sealed form: held against the manifest, sealed, and only then is the session told, of each field that it is there
 * and how it ends. Throws `forbidden`, `not_found`, `invalid` with one item per fault (`values.<requirement>`, `config.<setting>`), `conflict` for
 * a form that waits no more.
 */
export async function sendForm(
  ctx: Ctx,
  { id, formId }: { id: string; formId: string },
  sent: SendForm,
): Promise<{ message: string }> {
  requireCapability(ctx.actor, "manageModules");
  const session = await sessionOf(ctx, id);
  if ("skip" in sent) {
    await session.formSkipped(ctx.actor, { formId });
    return { message: "Left out." };
  }
  const form = await session.openForm(ctx.actor, { formId });
  const manifest = manifestOf(form.module.slug);
  if (manifest === undefined) throw new TrellisError("not_found");
  const answer = await readAnswer(ctx, { sessionId: id, manifest, form }, sent);
  const stored = await storeAnswer(ctx, { sessionId: id, manifest }, answer);
  await session.formStored(ctx.actor, { formId, stored, ...(answer.sandbox ? { sandbox: true } : {}) });
  return { message: answer.sandbox ? "Test mode it is." : "Stored in the vault." };
}
