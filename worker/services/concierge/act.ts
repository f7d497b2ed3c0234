import type { HostCall, HostResult, SessionRef } from "../../../schema/concierge/host.ts";
import type { z } from "zod";
import { requireCapability } from "../../../schema/actor.ts";
import { type ToolInput, type ToolName, TOOLS } from "../../../schema/concierge/tools.ts";
import { isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { conciergeById } from "../../db/concierge.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { refuseSuspended } from "../tenants/refuse-suspended.ts";
import { holderCtx } from "./holder-ctx.ts";
import type { Scene } from "./scene.ts";
import { readAccount, standOf } from "./stand.ts";
import { askPerson } from "./tools/ask-person.ts";
import { checkModuleStatus } from "./tools/check-module-status.ts";
import { configure } from "./tools/configure-module.ts";
import { createAgent } from "./tools/create-agent.ts";
import { explainFailure } from "./tools/explain-failure.ts";
import { finish } from "./tools/finish.ts";
import { install } from "./tools/install-module.ts";
import { listEntitlements } from "./tools/list-entitlements.ts";
import { readRequirements } from "./tools/read-requirements.ts";
import { requestCredentials } from "./tools/request-credentials.ts";
import { requestModule } from "./tools/request-module.ts";
import { skip } from "./tools/skip.ts";
import { uninstall } from "./tools/uninstall-module.ts";

type Run<T extends ToolName> = (scene: Scene, input: ToolInput<T>) => Promise<HostResult>;

const RUN: { [T in ToolName]: Run<T> } = {
  listEntitlements,
  readRequirements,
  requestCredentials,
  installModule: install,
  configureModule: configure,
  checkModuleStatus,
  createAgent,
  explainFailure,
  requestModule,
  uninstallModule: uninstall,
  askPerson,
  skip,
  finish,
};

/** Refusals that pass by themselves: the same call, made again, finds out how it stands by then. */
const TRIES = 3;

/**
 * Makes one call of the concierge's, with the rights its person has at this moment. What is refused is a result like any other, in words that a
 * person and a model can go on from; the same call again brings about the same end, once. Throws `not_found`, `forbidden`, `second_factor_required`
 * and `suspended` where nothing at all may be done for this person any more, and for a fault of ours.
 */
export async function act(
  env: Env,
  session: SessionRef,
  { tool, args, approved }: HostCall,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<HostResult> {
  const declared = Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : undefined;
  if (declared === undefined) return refusal(new TrellisError("invalid", { message: "There is no such tool." }));
  const input = declared.input.safeParse(args);
  if (!input.success) return refusal(wrongArguments(input.error));
  const changes = declared.kind !== "reads";
  if (declared.kind === "approved" && !approved)
    return refusal(new TrellisError("forbidden", { message: "A person must click on exactly this first." }));
  for (let tried = 1; ; tried += 1) {
    const ctx = await holderCtx(env, session, waitUntil);
    requireCapability(ctx.actor, changes ? "manageModules" : "viewSettings");
    if (changes) refuseSuspended(ctx.tenant, ctx.now);
    try {
      await requireGoingOn(ctx, session);
      const result = await run(tool, { ctx, session }, input.data);
      return changes ? { ...result, progress: standOf(await readAccount(ctx), session) } : result;
    } catch (error) {
      if (!isTrellisError(error)) throw error;
      // Somebody changed the same thing at the same moment.
      if (error.code !== "conflict" || tried === TRIES) return refusal(error);
    }
  }
}

function wrongArguments({ issues }: z.ZodError): TrellisError {
  const items = issues.map(({ message, path }) => ({
    message,
    code: "invalid" as const,
    field: path.map(String).join("."),
  }));
  return new TrellisError("invalid", { message: "These are no arguments of this tool.", items });
}

async function requireGoingOn({ db }: Ctx, { sessionId }: SessionRef): Promise<void> {
  const row = await conciergeById(db, sessionId);
  if (row?.state !== "active") throw new TrellisError("forbidden", { message: "This session has ended." });
}

function run<T extends ToolName>(tool: T, scene: Scene, input: unknown): Promise<HostResult> {
  // Parsed by the very schema that says what it is.
  return RUN[tool](scene, input as ToolInput<T>);
}

/** A refusal in words. */
function refusal({ code, message, items }: TrellisError): HostResult {
  const details = items.map((item) => ({
    message: item.message,
    ...(item.field === undefined ? {} : { field: item.field }),
  }));
  return { ok: false, outcome: items[0]?.message ?? message, content: { error: message, code, details } };
}
