import type { HealthCause } from "../../schema/contracts/integrations.ts";

/** Why a set-up does not work, what kind of trouble that is, and what to do about it. Reason and fix are whole sentences for a person. */
export interface Trouble {
  cause: HealthCause;
  reason: string;
  fix: string;
}
