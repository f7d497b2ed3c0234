import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, Show } from "solid-js";
import type { Member } from "../../../schema/contracts/members.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { askViewAs } from "../../stores/view-request.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Cell } from "../../ui/table.tsx";
import { ORIGIN_WORDS, ownGrant, roleName } from "./grant-words.ts";

/** One person of the team: their role here, and the roles that reach them from above. */
export function MemberRow(props: { member: Member; onChange: () => void; onReset: () => void; onRemove: () => void }) {
  const account = useAccount();
  const own = () => ownGrant(props.member);
  const inherited = () => props.member.grants.filter(({ of }) => of !== "account");
  const narrowed = () =>
    props.member.grants.length > 0 && props.member.grants.every(({ assignedOnly }) => assignedOnly);
  return (
    <tr>
      <Cell class="max-narrow:max-w-40">
        <div class="flex min-w-0 items-center gap-2.5 py-1.5">
          <Avatar name={props.member.name} size={28} />
          <div class="min-w-0">
            <p class="truncate font-medium">{props.member.name}</p>
            <p class="truncate text-12 text-ink-3">{props.member.email}</p>
          </div>
        </div>
      </Cell>
      <Cell class="max-narrow:px-2">
        <div class="flex flex-wrap items-center gap-1 py-1">
          <Show when={own()}>{(grant) => <Badge tone="accent">{roleName(grant())}</Badge>}</Show>
          <For each={inherited()}>{(grant) => <Badge data-tip={ORIGIN_WORDS[grant.of]}>{roleName(grant)}</Badge>}</For>
          <Show when={narrowed()}>
            <span class="hidden text-12 text-ink-2 max-narrow:inline">Assigned only</span>
          </Show>
        </div>
      </Cell>
      <Cell wideOnly class="text-ink-2">
        {narrowed() ? "What is assigned to them" : "Everything"}
      </Cell>
      <Show when={own() && account.can("manageUsers")}>
        <Cell class="pr-2 pl-0 text-right">
          <Menu
            align="end"
            entries={[
              ...(account.can("impersonate") && account.tenant.type !== "platform"
                ? [
                    {
                      label: "View as…",
                      onSelect: () =>
                        askViewAs({
                          tenant: { id: account.id, name: account.tenant.name },
                          user: props.member.id,
                        }),
                    },
                  ]
                : []),
              { label: "Change role…", onSelect: () => props.onChange() },
              { label: "Reset passkeys and codes…", onSelect: () => props.onReset() },
              { label: "Take off this account…", danger: true, onSelect: () => props.onRemove() },
            ]}
            trigger={(trigger) => (
              <IconButton {...trigger} label={`Change ${props.member.name}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            )}
          />
        </Cell>
      </Show>
    </tr>
  );
}
