import type { RoleDoc } from "../../../schema/contracts/roles.ts";
import type { UsableRole } from "../../directory/usable-roles.ts";

/** A custom role as the API shows it. Who has one made above is not this account's to know. */
export function roleDocument({ id, name, tier, capabilities, of, people }: UsableRole): RoleDoc {
  return { id, name, tier, capabilities, of, people: of === "account" ? people : null };
}
