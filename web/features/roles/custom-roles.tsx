import { For, Show } from "solid-js";
import type { TenantType } from "../../../schema/capabilities.ts";
import type { RoleDoc } from "../../../schema/contracts/roles.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";

/** Where a role is given, in words. */
export const TIER_WORDS: Record<TenantType, string> = {
  platform: "On the platform",
  agency: "On an agency",
  subaccount: "On a client account",
};

/** The roles made here, to change and delete, and those made above, to know of. */
export function CustomRoles(props: {
  roles: RoleDoc[];
  onOpen: (role: RoleDoc) => void;
  onDelete: (role: RoleDoc) => void;
}) {
  const account = useAccount();
  return (
    <Card title="Custom roles" text="Roles of your own making: a name, and exactly what it allows.">
      <Show
        when={props.roles.length > 0}
        fallback={
          <p class="text-13 text-ink-2">
            None yet. The built-in roles fit most teams; make one where they allow too much or too little.
          </p>
        }
      >
        <ul class="-my-3 divide-y divide-line">
          <For each={props.roles}>
            {(role) => (
              <li class="flex items-center gap-3 py-3 max-narrow:flex-wrap">
                <div class="min-w-0 flex-1">
                  <p class="truncate text-13 font-medium">{role.name}</p>
                  <p class="text-12 text-ink-3">
                    {TIER_WORDS[role.tier]} · allows {role.capabilities.length}
                    {role.people === null ? "" : ` · ${role.people === 1 ? "1 person" : `${role.people} people`}`}
                  </p>
                </div>
                <Show
                  when={role.of === "account"}
                  fallback={<Badge>{role.of === "agency" ? "Made by the agency" : "Made by the platform"}</Badge>}
                >
                  <Show when={account.can("manageUsers")}>
                    <div class="flex gap-2">
                      <Button size="sm" onClick={() => props.onOpen(role)} aria-label={`Change ${role.name}`}>
                        Change
                      </Button>
                      <Button size="sm" onClick={() => props.onDelete(role)} aria-label={`Delete ${role.name}`}>
                        Delete
                      </Button>
                    </div>
                  </Show>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
