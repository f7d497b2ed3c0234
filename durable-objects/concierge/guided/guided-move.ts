import type { ToolName } from "../../../schema/concierge/tools.ts";
import type { ModuleProgress } from "../../../schema/contracts/concierge.ts";

/** What the guided driver knows of one module: how it stands, and what was last done about it, by whichever driver. */
export interface GuidedModule {
  progress: Pick<ModuleProgress, "slug" | "name" | "state" | "reason" | "fix" | "integration"> & {
    provides?: readonly string[];
  };
  last:
    | {
        tool: ToolName;
        ok: boolean;
        /** Fields the trouble may lie in. */
        faults: readonly string[];
        /** How the form ended that it opened, or what was answered to its question; null where it opened none. */
        asked: string | null;
        /** What was done before that. */
        before: ToolName | undefined;
      }
    | undefined;
}

/** What the guided driver decides from. */
export interface GuidedView {
  account: string;
  modules: readonly GuidedModule[];
  /** Whether it has been said, and listed, what there is to do. */
  greeted: boolean;
  listed: boolean;
  /** The agent that is suggested, as long as there is none and none was made here. */
  agent: { name: string; systemPrompt: string } | undefined;
}

export type GuidedMove =
  | { do: "say"; text: string }
  /** `about`: the module it is about, where its arguments name none. */
  | { do: "call"; tool: ToolName; args: Record<string, unknown>; about?: string };

/** The answers of the guided driver's one question. */
export const TRY_AGAIN = "Try again";
export const LEAVE_OUT = "Leave it out";

/**
 * The next thing to do in a set-up without a model: always the same for the same view. It greets, lists what there is, then takes each module in
 * order: ask for its values, install, and where the provider refuses ask for the fields it may lie in; what does not work for another reason is
 * put off until the others are done, and then asked about.
 */
export function guidedMove(view: GuidedView): GuidedMove {
  if (!view.listed) return call("listEntitlements", { why: "To see what there is to set up." });
  if (!view.greeted) return { do: "say", text: greeting(view) };
  for (const module of view.modules) {
    const move = moveFor(module);
    if (move !== undefined) return move;
    if (needsAgent(view, module))
      return call("createAgent", { ...view.agent, why: `${module.progress.name} needs one.` });
  }
  for (const module of view.modules) {
    const { name, slug, state, reason, fix } = module.progress;
    if (isOver(state)) continue;
    const question = [`${name} does not work yet.`, reason, fix].filter((part) => part !== null).join(" ");
    return call("askPerson", { question: question.slice(0, 1_000), choices: [TRY_AGAIN, LEAVE_OUT] }, slug);
  }
  return call("finish", { summary: summaryOf(view).slice(0, 1_000) });
}

/** What to do about a module now; undefined where it is over, or put off. */
function moveFor({ progress, last }: GuidedModule): GuidedMove | undefined {
  const { slug, name, state, integration } = progress;
  if (isOver(state)) return undefined;
  const install = () =>
    call("installModule", { module: slug, why: `To connect ${name} and have its provider confirm it.` });
  const check = () => call("checkModuleStatus", { module: slug, why: `To see whether ${name} works.` });
  const skip = () => call("skip", { module: slug, why: `${name} is left out, as somebody wished.` });
  switch (last?.tool) {
    case undefined:
      return integration === null ? call("requestCredentials", { module: slug, why: `${name} comes next.` }) : check();
    case "requestCredentials":
      if (last.asked === "skipped") return skip();
      // Refused before, and nothing new was given: installing again would be refused again.
      return last.ok && (last.asked === "stored" || !isTry(last.before)) ? install() : undefined;
    case "installModule":
    case "checkModuleStatus":
      return last.faults.length === 0
        ? undefined
        : call("requestCredentials", { module: slug, fields: [...last.faults], why: `${name} was refused.` });
    case "askPerson":
      if (last.asked === LEAVE_OUT) return skip();
      if (last.asked !== TRY_AGAIN) return undefined;
      return integration === null ? install() : check();
    default:
      return undefined;
  }
}

function isTry(tool: ToolName | undefined): boolean {
  return tool === "installModule" || tool === "checkModuleStatus";
}

function needsAgent({ agent }: GuidedView, { progress }: GuidedModule): boolean {
  return agent !== undefined && progress.state === "live" && progress.provides?.includes("agents") === true;
}

function call(tool: ToolName, args: Record<string, unknown>, about?: string): GuidedMove {
  return { do: "call", tool, args, ...(about === undefined ? {} : { about }) };
}

function isOver(state: ModuleProgress["state"]): boolean {
  return state === "live" || state === "skipped";
}

function greeting({ account, modules }: GuidedView): string {
  const left = modules.filter(({ progress }) => !isOver(progress.state)).map(({ progress }) => progress.name);
  const what = left.length === 0 ? "Everything here works already." : `There is this to set up: ${left.join(", ")}.`;
  return (
    `Welcome to ${account}. ${what} This is the guided set-up: it takes fixed steps, one module after the other, and no AI reads along. ` +
    "What you put into a form goes straight into the vault."
  );
}

function summaryOf({ account, modules }: GuidedView): string {
  const names = (state: string): string[] =>
    modules.filter(({ progress }) => progress.state === state).map(({ progress }) => progress.name);
  const [live, skipped] = [names("live"), names("skipped")];
  const works = live.length === 0 ? `${account} has nothing set up yet.` : `${account} is ready: ${live.join(", ")}.`;
  return skipped.length === 0 ? works : `${works} Left out: ${skipped.join(", ")}.`;
}
