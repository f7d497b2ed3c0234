import { requireCapability } from "../../../schema/actor.ts";
import type { Health, Integration, RotateCredentials } from "../../../schema/contracts/integrations.ts";
import { type ErrorItem, TrellisError } from "../../../schema/errors.ts";
import { deleteCredential, putCredential } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { noteChecked } from "../health/note-checked.ts";
import { checkWithProvider, stateAfter } from "./check.ts";
import { claimStatements } from "./claims.ts";
import { changeIntegration } from "./change.ts";
import { openIntegration } from "./find.ts";
import { readCredentials } from "./read-credentials.ts";
import { sealForControl } from "./seal.ts";

/** The built-in provider signs with what it made: another secret, or none, and the phone would write to nobody. */
const MADE_FOR_YOU = "In test mode the credentials are made for you. Uninstall it to connect your own.";

/**
 * Replaces credentials. Those given are laid over those there are (an empty value clears an optional one) and the whole is checked with
 * the provider first: a set that does not work is refused and the old one stays in force, so that a slip never breaks what works. A
 * changed number is given up and the new one claimed in the same batch. This is also how a client finishes connecting what was deployed to it. Throws `forbidden` (what the agency shares), `not_found`, `invalid` (in test mode, or naming the fields
 * given, with the provider's reason), `outside_id_taken`, `conflict` (changed in the meantime).
 */
export async function rotateCredentials(ctx: Ctx, id: string, input: RotateCredentials): Promise<Integration> {
  const tried = await tryCredentials(ctx, id, input);
  if ("refused" in tried) throw new TrellisError("invalid", { items: refusals(input, tried.refused) });
  return tried.integration;
}

/** As rotateCredentials, where the provider's refusal, which changes nothing, is an answer with its reason. Throws the same but for that. */
export async function tryCredentials(
  ctx: Ctx,
  id: string,
  input: RotateCredentials,
): Promise<{ integration: Integration } | { refused: Health }> {
  requireCapability(ctx.actor, "manageModules");
  const { row, manifest, credentials: current, stored, shared } = await openIntegration(ctx, id);
  if (row.sandbox && Object.keys(input.credentials).length > 0)
    throw new TrellisError("invalid", { message: MADE_FOR_YOU, field: "credentials" });
  if (Object.keys(input.credentials).some((field) => shared.includes(field)))
    throw new TrellisError("forbidden", { message: "Your agency shares this with you, and replaces it itself." });
  const credentials = readCredentials(manifest, input.credentials, current);
  const verification = await checkWithProvider(ctx.env, manifest, {
    id,
    sandbox: row.sandbox,
    credentials,
    now: ctx.now,
  });
  const { health, details, proven } = verification;
  if (!health.ok) return { refused: health };

  const changed = Object.keys(input.credentials).filter((field) => credentials[field] !== current[field]);
  const put = Object.fromEntries(Object.entries(credentials).filter(([field]) => changed.includes(field)));
  const cleared = stored.filter((field) => !Object.hasOwn(credentials, field));
  const state = stateAfter(verification, row.state);
  const sealed = await sealForControl(ctx.env, row, put, ctx.now);

  const integration = await changeIntegration(ctx, row, {
    set: { state, health, details },
    writes: [
      ...sealed.map((one) => putCredential(ctx.db, one)),
      ...cleared.map((field) => deleteCredential(ctx.db, id, field)),
      ...(await claimStatements(ctx, id, credentials, proven)),
      noteChecked(ctx.env, { tenantId: ctx.tenant.id, integrationId: id }, health, ctx.now),
    ],
    audit: {
      action: "integration.credentials_rotated",
      before: { state: row.state },
      after: { state, health, fields: changed },
    },
  });
  return { integration };
}

function refusals(
  { credentials }: RotateCredentials,
  { reason = "The provider refused these credentials.", fix = "" }: { reason?: string; fix?: string },
): ErrorItem[] {
  const message = `${reason} ${fix}`.trim();
  const fields = Object.keys(credentials);
  const named = fields.length === 0 ? ["credentials"] : fields.map((field) => `credentials.${field}`);
  return named.map((field) => ({ message, code: "invalid", field }));
}
