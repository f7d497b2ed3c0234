import { asking } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { ASANA } from "./tools/asana.ts";
import { CLICKUP } from "./tools/clickup.ts";
import { LINEAR } from "./tools/linear.ts";
import { TODOIST } from "./tools/todoist.ts";
import type { TaskTool } from "./tools/tool.ts";

/** Proves with the chosen tool whose token it is, and that this person may see the place tasks are to go to. */
export async function verifyTool(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { tool = "", token = "", place = "" } = credentials;
  const chosen = TOOLS.get(tool);
  if (chosen === undefined) return notWorking(now, NO_TOOL);
  const found = await chosen.find(asking(chosen.provider, credentials, provider), token, place);
  if ("failed" in found) return notWorking(now, troubleOf(found.failed, chosen.provider));
  if ("trouble" in found) return notWorking(now, found.trouble);
  return working(now, { tool: chosen.provider.name, person: found.person, place: found.place });
}

const TOOLS: ReadonlyMap<string, TaskTool> = new Map([
  ["clickup", CLICKUP],
  ["asana", ASANA],
  ["linear", LINEAR],
  ["todoist", TODOIST],
]);

const NO_TOOL = {
  cause: "configuration",
  reason: "There is no such tool.",
  fix: "Choose one of the tools that are offered.",
} as const satisfies Trouble;
