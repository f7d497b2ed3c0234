import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { credentialsOf } from "../../db/integrations.ts";
import type { AccountCtx } from "../ctx.ts";
import { openReadable } from "../integrations/seal.ts";
import { isMisplaced } from "./is-misplaced.ts";
import { openAnswer } from "./open-answer.ts";

/** What is there of a module's values, in the account or sent for it. */
export interface HeldFields {
  known: ReadonlySet<string>;
  /** Those the agency shares: nobody here is asked for them, or shown them. */
  shared: ReadonlySet<string>;
  /** All values but those that are shared, opened for this call. */
  values: Credentials;
  /** Those of them that people may see, and that look like nothing else. */
  open: Record<string, string>;
  /** Settings that were sent and not used yet. */
  config: Readonly<Record<string, unknown>>;
}

/** What the account has of a module's values, with what was sent in this session laid over it. */
export async function heldFields(
  at: { ctx: Pick<AccountCtx, "db" | "env" | "tenant">; session: { sessionId: string } },
  manifest: ModuleManifest,
  row: IntegrationRow | undefined,
): Promise<HeldFields> {
  const [{ own, shared }, answer] = await Promise.all([storedValues(at.ctx, row), openAnswer(at, manifest.slug)]);
  const values: Credentials = { ...own, ...answer?.credentials };
  const open = manifest.requirements.flatMap((requirement) => {
    const value = values[requirement.name];
    return value === undefined || isSecret(requirement) || isMisplaced(value)
      ? []
      : [[requirement.name, value] as const];
  });
  return {
    known: new Set([...Object.keys(values), ...shared]),
    shared,
    values,
    open: Object.fromEntries(open),
    config: answer?.config ?? {},
  };
}

/** What the vault has for an install: its own values, opened for this call, and which fields the agency shares. */
export async function storedValues(
  { db, env }: Pick<AccountCtx, "db" | "env">,
  row: IntegrationRow | undefined,
): Promise<{ own: Credentials; shared: ReadonlySet<string> }> {
  if (row === undefined) return { own: {}, shared: new Set() };
  const rows = await credentialsOf(db, row.id);
  const shared = rows.filter((one) => one.shared).map(({ field }) => field);
  const own = rows.filter((one) => !one.shared);
  return { own: await openReadable(env, row, own), shared: new Set(shared) };
}
