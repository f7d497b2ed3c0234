import Ellipsis from "lucide-solid/icons/ellipsis";
import GitMerge from "lucide-solid/icons/git-merge";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { For, Show } from "solid-js";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Cell } from "../../ui/table.tsx";
import { Tag } from "../../ui/tag.tsx";
import { stageOf } from "./stages.ts";

const TAGS_SHOWN = 2;

/** One contact in the table. The name opens it where the person may change it. */
export function ContactRow(props: { contact: Contact; onEdit: () => void; onMerge: () => void; onDelete: () => void }) {
  const account = useAccount();
  const entries = (): MenuEntry[] => [
    ...(account.can("editLeads")
      ? [
          { label: "Edit", icon: () => <Pencil aria-hidden="true" />, onSelect: props.onEdit },
          { label: "Merge with…", icon: () => <GitMerge aria-hidden="true" />, onSelect: props.onMerge },
        ]
      : []),
    ...(account.can("deleteLeads")
      ? [{ label: "Delete", icon: () => <Trash aria-hidden="true" />, danger: true, onSelect: props.onDelete }]
      : []),
  ];
  return (
    <tr class="transition-colors duration-100 hover:bg-sunken" onPointerEnter={preloadDialog}>
      <Cell class="relative max-w-64">
        <div class="flex items-center gap-2.5">
          <Avatar name={props.contact.name} size={24} />
          <div class="min-w-0">
            <Show
              when={account.can("editLeads")}
              fallback={<span class="block truncate font-medium">{props.contact.name}</span>}
            >
              <button
                type="button"
                class="block max-w-full truncate rounded-inner text-left font-medium hover:underline max-narrow:after:absolute max-narrow:after:inset-0"
                onClick={() => props.onEdit()}
              >
                {props.contact.name}
              </button>
            </Show>
            <span class="block truncate text-12 text-ink-2 narrow:hidden">
              {props.contact.phone ?? props.contact.email ?? "No phone or e-mail"}
            </span>
          </div>
        </div>
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2 tabular-nums">
        {props.contact.phone}
      </Cell>
      <Cell wideOnly class="max-w-56 truncate text-ink-2">
        {props.contact.email}
      </Cell>
      <Cell wideOnly class="max-w-44 truncate text-ink-2">
        {props.contact.company}
      </Cell>
      <Cell>
        <Badge tone={stageOf(props.contact.stage)?.tone ?? "neutral"}>{stageOf(props.contact.stage)?.label}</Badge>
      </Cell>
      <Cell wideOnly>
        <div class="flex gap-1">
          <For each={props.contact.tags.slice(0, TAGS_SHOWN)}>{(tag) => <Tag text={tag} />}</For>
          <Show when={props.contact.tags.length > TAGS_SHOWN}>
            <span class="text-12 leading-6 text-ink-3" data-tip={props.contact.tags.slice(TAGS_SHOWN).join(", ")}>
              +{props.contact.tags.length - TAGS_SHOWN}
            </span>
          </Show>
        </div>
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        <RelativeTime at={props.contact.createdAt} />
      </Cell>
      <Show when={entries().length > 0}>
        <Cell class="pr-2 pl-0">
          <Menu
            align="end"
            entries={entries()}
            trigger={(trigger) => (
              <IconButton {...trigger} label={`Acts on ${props.contact.name}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            )}
          />
        </Cell>
      </Show>
    </tr>
  );
}
