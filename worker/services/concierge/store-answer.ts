import type { ModuleManifest } from "../../../modules/module.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { answerOf, mustGoOn, putAnswer, putAnswerValue } from "../../db/concierge.ts";
import type { AccountCtx } from "../ctx.ts";
import { sealForControl } from "../integrations/seal.ts";
import { isMisplaced } from "./is-misplaced.ts";

/** What was sent for a module, checked: values by requirement, settings by name, or test mode. */
export interface Answer {
  sandbox: boolean;
  credentials: Readonly<Record<string, string>>;
  config: Readonly<Record<string, unknown>>;
}

/** By field: what people may see of what is stored. */
export type Stored = Record<string, { hint: string }>;

/**
 * Seals what was sent for a module of a session until the module is installed with it, laid over what was sent before; with its audit row, which
 * names fields and no value. Answers what may be seen of it. Throws `conflict` where the session has ended: its end has deleted what it held.
 */
export async function storeAnswer(
  ctx: AccountCtx,
  { sessionId, manifest, by }: { sessionId: string; manifest: ModuleManifest; by?: string },
  { sandbox, credentials, config }: Answer,
): Promise<Stored> {
  const { slug: module } = manifest;
  const { db, env, now, tenant } = ctx;
  const [before, sealed] = await Promise.all([
    answerOf(db, { conciergeId: sessionId, module }),
    sealForControl(env, { tenantId: tenant.id, module, id: sessionId }, credentials, now),
  ]);
  const row = {
    conciergeId: sessionId,
    module,
    sandbox,
    config: { ...before?.answer.config, ...config },
    updatedAt: now,
  };
  await db.commit({
    writes: [
      mustGoOn(db, sessionId),
      putAnswer(db, row),
      ...sealed.map(({ integrationId: _place, ...value }) =>
        putAnswerValue(db, { ...value, conciergeId: sessionId, module }),
      ),
    ],
    audit: {
      action: "concierge.values_stored",
      entity: "concierge",
      entityId: sessionId,
      after: {
        module,
        sandbox,
        fields: Object.keys(credentials),
        settings: config,
        ...(by === undefined ? {} : { by }),
      },
    },
    otherwise: new TrellisError("conflict", { message: "This session has ended." }),
  });
  return Object.fromEntries([
    ...sealed.map(({ field, hint }) => [field, { hint: shownOf(manifest, field, credentials[field] ?? "", hint) }]),
    ...Object.entries(config).map(([name, value]) => [name, { hint: openHint(String(value)) }]),
  ]) as Stored;
}

const HINT_MAX_CHARACTERS = 120;
const ENDING_CHARACTERS = 4;

/** Of a secret its ending, of anything else the whole of it. */
function shownOf({ requirements }: ModuleManifest, field: string, value: string, hint: string): string {
  const requirement = requirements.find(({ name }) => name === field);
  return requirement === undefined || isSecret(requirement) ? hint : openHint(value);
}

/** Somebody may have put a secret where none belongs: of what looks like one only the ending is shown. */
function openHint(value: string): string {
  return isMisplaced(value) ? value.slice(-ENDING_CHARACTERS) : value.slice(0, HINT_MAX_CHARACTERS);
}
