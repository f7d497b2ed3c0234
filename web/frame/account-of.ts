import type { Capability } from "../../schema/capabilities.ts";
import { THROUGH_OTHERS_EYES } from "../../schema/through-others-eyes.ts";
import type { TenantAccess } from "../../schema/contracts/tenants.ts";
import type { MeResponse } from "../../schema/contracts/users.ts";
import type { Standing } from "../../schema/standing.ts";
import type { Account } from "./account-context.tsx";

/** The account as pages know it. It follows `data`, which is read anew when the account or the person's rights change. */
export function accountOf(data: () => { access: TenantAccess; me: MeResponse }): Account {
  const holds = (capability: Capability): boolean => data().access.capabilities.includes(capability);
  return {
    id: data().access.tenant.id,
    get tenant() {
      return data().access.tenant;
    },
    get standing() {
      return data().access.standing;
    },
    get limits() {
      return data().access.limits;
    },
    get path() {
      return data().access.path;
    },
    get role() {
      return data().access.role;
    },
    get sandbox() {
      return data().me.sandbox;
    },
    can: (capability) => holds(capability) && isOpen(capability, data().access.standing.status),
    holds,
  };
}

function isOpen(capability: Capability, standing: Standing): boolean {
  if (standing === "live" || staysOpen(capability)) return true;
  // That is how a trial that is over ends.
  return standing === "trial_over" && capability === "manageBilling";
}

/** What an account that stands still keeps: looking, its life as decided from above, and viewing it as somebody. */
function staysOpen(capability: Capability): boolean {
  return THROUGH_OTHERS_EYES[capability] === "look" || capability === "manageTenants" || capability === "impersonate";
}
