import type { HostResult } from "../../../../schema/concierge/host.ts";
import type { ToolInput } from "../../../../schema/concierge/tools.ts";
import { requireCapability } from "../../../../schema/actor.ts";
import { isTrellisError, type TrellisError } from "../../../../schema/errors.ts";
import { deleteReadAnswer } from "../../../db/concierge.ts";
import { configureModule } from "../../integrations/configure.ts";
import { getIntegration } from "../../integrations/get.ts";
import { installModule } from "../../integrations/install.ts";
import { tryCredentials } from "../../integrations/rotate.ts";
import { verifyIntegration } from "../../integrations/verify.ts";
import { storedValues } from "../held-fields.ts";
import { moduleOf, type SessionModule } from "../module-of.ts";
import { blockedResult, moduleResult, refusedResult } from "../module-result.ts";
import { openAnswer, type OpenAnswer } from "../open-answer.ts";
import type { Scene } from "../scene.ts";

/**
 * Installs a module with what was sent for it, or puts that in place where it is installed, and has its provider say whether it works. Made again
 * after a crash it finds what it has done: values that are in place are not put there twice. What was sent is deleted once the vault has it.
 * Throws what the verbs throw.
 */
export async function install(scene: Scene, { module }: ToolInput<"installModule">): Promise<HostResult> {
  requireCapability(scene.ctx.actor, "manageModules");
  const [found, answer] = await Promise.all([moduleOf(scene, module), openAnswer(scene, module)]);
  try {
    return found.row === undefined
      ? await installAnew(scene, found, answer)
      : await putInPlace(scene, { ...found, row: found.row }, answer);
  } catch (error) {
    if (!isTrellisError(error) || !IN_THE_WAY.has(error.code)) throw error;
    return inTheWay(scene, found, error);
  }
}

async function installAnew(
  scene: Scene,
  { manifest }: SessionModule,
  answer: OpenAnswer | undefined,
): Promise<HostResult> {
  const { ctx } = scene;
  const { sandbox = false, config = {}, credentials = {} } = answer ?? {};
  const given = { sandbox, config, credentials: sandbox ? {} : credentials };
  const integration = await installModule(ctx, { module: manifest.slug, ...given });
  await forget(scene, manifest.slug, answer);
  return moduleResult(manifest, integration);
}

async function putInPlace(
  scene: Scene,
  { manifest, row }: SessionModule & { row: NonNullable<SessionModule["row"]> },
  answer: OpenAnswer | undefined,
): Promise<HostResult> {
  const { ctx } = scene;
  const { own } = await storedValues(ctx, row);
  const fresh = Object.fromEntries(
    Object.entries(row.sandbox ? {} : (answer?.credentials ?? {})).filter(([field, value]) => own[field] !== value),
  );
  const settings = Object.entries(answer?.config ?? {}).filter(
    ([name, value]) => JSON.stringify(row.config[name]) !== JSON.stringify(value),
  );
  if (Object.keys(fresh).length > 0) {
    const tried = await tryCredentials(ctx, row.id, { credentials: fresh });
    if ("refused" in tried) {
      const filled = (field: string): boolean => fresh[field] !== undefined || own[field] !== undefined;
      return refusedResult(manifest, row.id, tried.refused, filled);
    }
  }
  if (settings.length > 0) await configureModule(ctx, row.id, { config: Object.fromEntries(settings) });
  await forget(scene, manifest.slug, answer);
  const now = await getIntegration(ctx, row.id);
  // Nothing new was put in place, so nobody has asked the provider since.
  const asked = Object.keys(fresh).length > 0 || now.state === "connected" || now.state === "disabled";
  return moduleResult(manifest, asked ? now : await verifyIntegration(ctx, row.id));
}

/** The vault has it: what was read goes. What a link or a fleet has sent meanwhile waits for the next call. */
async function forget({ ctx, session }: Scene, module: string, answer: OpenAnswer | undefined): Promise<void> {
  if (answer === undefined) return;
  const { updatedAt } = answer;
  await ctx.db.bookkeep(deleteReadAnswer(ctx.db, { conciergeId: session.sessionId, module, updatedAt }));
}

/** Refusals that are about the values: people are shown which. */
const IN_THE_WAY: ReadonlySet<TrellisError["code"]> = new Set<TrellisError["code"]>(["invalid", "outside_id_taken"]);

function inTheWay({ ctx }: Scene, { manifest }: SessionModule, error: TrellisError): HostResult {
  const named = error.items.flatMap(({ field = "" }) => {
    const [of, name] = field.split(".");
    return (of === "credentials" || of === "config") && name !== undefined ? [name] : [];
  });
  const routing = manifest.requirements.filter((one) => one.kind === "text" && one.routes !== undefined);
  const faults = error.code === "outside_id_taken" ? routing.map(({ name }) => name) : named;
  const reason = error.items[0]?.message ?? error.message;
  return blockedResult(manifest, { reason, faults: [...new Set(faults)], now: ctx.now });
}
