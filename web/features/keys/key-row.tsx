import Ban from "lucide-solid/icons/ban";
import Ellipsis from "lucide-solid/icons/ellipsis";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { Show } from "solid-js";
import type { ApiKey, KeyState } from "../../../schema/contracts/keys.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Cell } from "../../ui/table.tsx";
import { scopesInShort, scopeWords } from "./scope-words.ts";

const STATES: Record<KeyState, { words: string; tone: Tone }> = {
  active: { words: "Works", tone: "success" },
  expiring: { words: "Ends soon", tone: "warning" },
  replaced: { words: "Replaced", tone: "warning" },
  expired: { words: "Ended", tone: "neutral" },
  revoked: { words: "Revoked", tone: "neutral" },
};

/** One key in the table, with what can be done to it here. */
export function KeyRow(props: {
  apiKey: ApiKey;
  onRotate: (() => void) | undefined;
  onRevoke: (() => void) | undefined;
}) {
  const state = () => STATES[props.apiKey.state];
  const over = () => props.apiKey.state === "revoked" || props.apiKey.state === "expired";
  const entries = (): MenuEntry[] => [
    ...(props.onRotate && props.apiKey.state !== "replaced"
      ? [{ label: "Replace", icon: () => <RefreshCw aria-hidden="true" />, onSelect: props.onRotate }]
      : []),
    ...(props.onRevoke
      ? [{ label: "Revoke", icon: () => <Ban aria-hidden="true" />, danger: true, onSelect: props.onRevoke }]
      : []),
  ];
  return (
    <tr
      class={`transition-colors duration-100 hover:bg-sunken ${over() ? "text-ink-3" : ""}`}
      onPointerEnter={preloadDialog}
    >
      <Cell class="max-w-64 max-narrow:py-2">
        <p class="truncate font-medium">{props.apiKey.name}</p>
        <p class="truncate font-mono text-12 text-ink-3">{props.apiKey.prefix}…</p>
        <p class="truncate text-12 text-ink-3 narrow:hidden">{scopesInShort(props.apiKey.scopes)}</p>
      </Cell>
      <Cell wideOnly class="max-w-64">
        <span class="block truncate" data-tip={scopeWords(props.apiKey.scopes).join("; ")}>
          {scopesInShort(props.apiKey.scopes)}
        </span>
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        <Show when={props.apiKey.lastUsedAt} fallback="Never">
          {(at) => <RelativeTime at={at()} />}
        </Show>
      </Cell>
      <Cell wideOnly class="whitespace-nowrap text-ink-2">
        <Show when={props.apiKey.expiresAt} fallback="Never">
          {(at) => <RelativeTime at={at()} />}
        </Show>
      </Cell>
      <Cell wideOnly class="max-w-40 truncate text-ink-2">
        {props.apiKey.createdBy.name}
      </Cell>
      <Cell class="w-px whitespace-nowrap">
        <Badge tone={state().tone}>{state().words}</Badge>
      </Cell>
      <Show when={props.onRevoke}>
        <Cell class="w-px pr-2 pl-0">
          <Show when={!over()}>
            <Menu
              align="end"
              entries={entries()}
              trigger={(trigger) => (
                <IconButton {...trigger} label={`Acts on ${props.apiKey.name}`}>
                  <Ellipsis aria-hidden="true" />
                </IconButton>
              )}
            />
          </Show>
        </Cell>
      </Show>
    </tr>
  );
}
