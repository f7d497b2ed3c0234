import type { Ask, Failed } from "../../http/ask.ts";
import type { Provider } from "../../http/ask.ts";
import type { Trouble } from "../../http/trouble.ts";

/** What a tool said: whose token it is, and the place that tasks go to; or why not. */
export type Found = { person: string; place: string } | { trouble: Trouble } | { failed: Failed };

/** A tool that keeps tasks: how it is asked who somebody is, and whether they may see the place. */
export interface TaskTool {
  readonly provider: Provider;
  /** `place` is empty where nobody named one. */
  find(ask: Ask, token: string, place: string): Promise<Found>;
}

/** A token that is no good, in the words of every tool. */
export function newToken(tool: string, where: string): Trouble {
  return {
    cause: "credentials",
    reason: `${tool} does not accept this token: it is mistyped, or was taken back.`,
    fix: `Make a new one in ${tool} under ${where}, and enter the whole of it.`,
  };
}

/** Too many calls, in the words of every tool. */
export function tooMany(tool: string): Trouble {
  return {
    cause: "rate_limited",
    reason: `${tool} takes no more calls of this token for the moment.`,
    fix: "Wait a minute, then verify again.",
  };
}
