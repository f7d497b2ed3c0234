import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import Star from "lucide-solid/icons/star";
import Trash from "lucide-solid/icons/trash";
import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { updateAgent } from "../../rest/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Cell } from "../../ui/table.tsx";
import { scopeWords } from "./scope-words.ts";
import { refreshAgents } from "./use-agents.ts";

/** One agent in the table. Its name opens it, to change it or to read it. */
export function AgentRow(props: { agent: Agent; model: string; only: boolean; onDelete: () => void }) {
  const account = useAccount();
  const navigate = useNavigate();
  const href = () => `/a/${account.id}/agents/${props.agent.id}`;
  const makeDefault = async () => {
    try {
      await updateAgent(props.agent.id, { isDefault: true });
      toast(`${props.agent.name} is the default now.`);
      await refreshAgents(account.id);
    } catch (error) {
      toastError("The default was not changed.", error);
    }
  };
  // The account always has a default: to let it go, another takes its place first.
  const held = () => props.agent.isDefault && !props.only;
  const entries = (): MenuEntry[] => [
    { label: "Edit", icon: () => <Pencil aria-hidden="true" />, onSelect: () => navigate(href()) },
    ...(props.agent.isDefault
      ? []
      : [
          {
            label: "Make it the default",
            icon: () => <Star aria-hidden="true" />,
            onSelect: () => void makeDefault(),
          },
        ]),
    {
      label: held() ? "Delete: first make another the default" : "Delete",
      icon: () => <Trash aria-hidden="true" />,
      danger: !held(),
      disabled: held(),
      onSelect: props.onDelete,
    },
  ];
  return (
    <tr class="transition-colors duration-100 hover:bg-sunken" onPointerEnter={preloadDialog}>
      <Cell class="relative max-w-80">
        <div class="flex min-w-0 items-center gap-2">
          <A
            href={href()}
            class="truncate rounded-inner font-medium hover:underline max-narrow:after:absolute max-narrow:after:inset-0"
          >
            {props.agent.name}
          </A>
          <Show when={props.agent.isDefault}>
            <Badge tone="accent" class="shrink-0">
              Default
            </Badge>
          </Show>
        </div>
        <p class="truncate text-12 text-ink-2 narrow:hidden">
          {props.model} · {scopeWords(props.agent.scope)}
        </p>
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        {props.model}
      </Cell>
      <Cell wideOnly class="max-w-72 truncate text-ink-2">
        {scopeWords(props.agent.scope)}
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        <RelativeTime at={props.agent.updatedAt} />
      </Cell>
      <Show when={account.can("manageModules")}>
        <Cell class="w-px pr-2 pl-0">
          <Menu
            align="end"
            entries={entries()}
            trigger={(trigger) => (
              <IconButton {...trigger} label={`Acts on ${props.agent.name}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            )}
          />
        </Cell>
      </Show>
    </tr>
  );
}
