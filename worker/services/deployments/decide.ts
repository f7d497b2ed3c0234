import type { ModuleManifest } from "../../../modules/module.ts";
import type { DeploymentRow, IntegrationRow } from "../../../schema/control-plane/index.ts";

/** What becomes of one account: it is installed there, changed there, left alone, or cannot be had for a reason that people can mend. */
export type Decision =
  | { kind: "install" }
  | { kind: "change" }
  | { kind: "keep"; reason: string }
  | { kind: "blocked"; reason: string; fix: string };

/**
 * What a deployment does in an account that has this integration of its module, or none. What the client set up itself is left alone, and of two
 * deployments the later one looks after it, whichever message comes first.
 */
export function decideTarget(
  { name }: Pick<ModuleManifest, "name">,
  deployment: Pick<DeploymentRow, "id" | "sandbox">,
  installed: Pick<IntegrationRow, "deployed" | "sandbox"> | undefined,
): Decision {
  if (installed === undefined) return { kind: "install" };
  const { deployed, sandbox } = installed;
  if (deployed === null) return { kind: "keep", reason: `${name} is connected there already, by the client itself.` };
  if (deployed.deployment > deployment.id) return { kind: "keep", reason: "A later deployment looks after it there." };
  if (sandbox !== deployment.sandbox)
    return {
      kind: "blocked",
      reason: sandbox ? `${name} is installed there in test mode.` : `${name} is connected there for real.`,
      fix: "Take it back from that client first, then retry.",
    };
  return { kind: "change" };
}
