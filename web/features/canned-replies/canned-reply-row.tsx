import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { Show } from "solid-js";
import type { CannedReply } from "../../../schema/contracts/canned-replies.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Cell } from "../../ui/table.tsx";
import { TemplateText } from "./template-text.tsx";

/** One canned reply in the table. Its title opens it, to be read where it may not be changed. */
export function CannedReplyRow(props: {
  reply: CannedReply;
  writer: string | undefined;
  onOpen: () => void;
  onDelete: () => void;
}) {
  const account = useAccount();
  return (
    <tr class="transition-colors duration-100 hover:bg-sunken" onPointerEnter={preloadDialog}>
      <Cell class="relative max-w-64">
        <div class="min-w-0 py-1.5">
          <button
            type="button"
            class="block max-w-full truncate rounded-inner text-left font-medium hover:underline max-narrow:after:absolute max-narrow:after:inset-0"
            onClick={() => props.onOpen()}
          >
            {props.reply.title}
          </button>
          <span class="block truncate text-12 text-ink-2">/{props.reply.shortcut}</span>
        </div>
      </Cell>
      <Cell wideOnly class="max-w-96 text-ink-2">
        <p class="line-clamp-2">
          <TemplateText text={props.reply.text} />
        </p>
      </Cell>
      <Cell class="text-right text-ink-2 tabular-nums">{props.reply.uses.toLocaleString()}</Cell>
      <Cell wideOnly class="max-w-40 truncate text-ink-2">
        {props.writer ?? "Someone who left"}
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        <RelativeTime at={props.reply.updatedAt} />
      </Cell>
      <Show when={account.can("manageSettings")}>
        <Cell class="pr-2 pl-0">
          <Menu
            align="end"
            entries={[
              { label: "Edit", icon: () => <Pencil aria-hidden="true" />, onSelect: props.onOpen },
              { label: "Delete", icon: () => <Trash aria-hidden="true" />, danger: true, onSelect: props.onDelete },
            ]}
            trigger={(trigger) => (
              <IconButton {...trigger} label={`Acts on ${props.reply.title}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            )}
          />
        </Cell>
      </Show>
    </tr>
  );
}
