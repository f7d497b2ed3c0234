import { manifestOf } from "../../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../../modules/module.ts";
import type { SendRelayForm } from "../../../../schema/contracts/relays.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { integrationsOf } from "../../../db/integrations.ts";
import type { Ctx } from "../../ctx.ts";
import { readAnswer } from "../read-answer.ts";
import { storeAnswer } from "../store-answer.ts";
import type { OpenedRelay } from "./open-relay.ts";
import { relayForms } from "./relay-forms.ts";

/**
 * Takes what somebody behind a link put into the form of one module: held against the manifest, sealed, and tried. Throws `not_found` for a module
 * the link is not for, `conflict` where nothing is asked for now, `invalid` with one item per fault (`values.<requirement>`, `config.<setting>`).
 */
export async function sendRelayForm(opened: OpenedRelay, slug: string, sent: SendRelayForm): Promise<void> {
  const { relay, ctx, session } = opened;
  const found = (await relayForms(opened)).find(({ shown }) => shown.module.slug === slug);
  const manifest = manifestOf(slug);
  if (found === undefined || manifest === undefined) throw new TrellisError("not_found");
  if (found.form === undefined)
    throw new TrellisError("conflict", {
      message: `Nothing is asked for ${manifest.name} at the moment. Look again in a minute.`,
    });
  const answer = await readAnswer(ctx, { sessionId: relay.conciergeId, manifest, form: found.form }, sent);
  const by = `Somebody with the link of ${relay.createdByName}`;
  const stored = await storeAnswer(ctx, { sessionId: relay.conciergeId, manifest, by: `${by} (${relay.id})` }, answer);
  await session.moduleAnswered(ctx.actor, {
    module: slug,
    stored,
    sandbox: false,
    by,
    ready: await hasWhatItNeeds(ctx, manifest),
  });
}

/** Whether every module that it needs works. */
export async function hasWhatItNeeds(ctx: Pick<Ctx, "db">, { dependencies }: ModuleManifest): Promise<boolean> {
  if (dependencies.length === 0) return true;
  const connected = (await integrationsOf(ctx.db)).filter(({ state }) => state === "connected");
  return dependencies.every(({ slug }) => connected.some(({ module }) => module === slug));
}
