import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";

/** Throws `forbidden` where the agency's deployment looks after an integration and allows the account nothing of its own. */
export function refuseUnlessOwn({ deployed }: Pick<IntegrationRow, "deployed">, what: "settings" | "install"): void {
  if (deployed === null || deployed.allowCustomize) return;
  throw new TrellisError("forbidden", { message: REFUSED[what] });
}

const REFUSED = {
  settings: "Your agency looks after these settings: ask there for a change.",
  install: "Your agency looks after this module: ask there to take it away.",
} as const;
