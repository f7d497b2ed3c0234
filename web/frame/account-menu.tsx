import { useNavigate } from "@solidjs/router";
import { keepPreviousData } from "@tanstack/solid-query";
import { useRead } from "../stores/use-read.ts";
import Building from "lucide-solid/icons/building";
import Layers from "lucide-solid/icons/layers";
import Search from "lucide-solid/icons/search";
import Store from "lucide-solid/icons/store";
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import type { TenantType } from "../../schema/capabilities.ts";
import type { BADGES_MAX } from "../../schema/contracts/accounts.ts";
import { type RecentAccount, recentAccounts } from "../stores/recent-accounts.ts";
import { tenantHome, useMe } from "../stores/session.ts";
import { askBadges } from "../stores/account-badges.ts";
import { listenToAccounts } from "../stores/listen-to-accounts.ts";
import { explain } from "../ui/error-state.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { placeBeside } from "../ui/menu.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AccountBadge } from "./account-badge.tsx";
import { accountsOfLevel, type Level, searchAccounts } from "./find-accounts.ts";

export interface AccountMenuProps {
  /** The segment it hangs under. */
  anchor: HTMLElement | undefined;
  /** Listed before anything is typed. */
  lists: Level;
  /** The way up from the open account, for a narrow screen that shows only the last segment. */
  above: readonly RecentAccount[];
  current: string;
  onClose: () => void;
}

interface Group {
  heading: string;
  accounts: RecentAccount[];
  /** All of one kind, which the heading says. */
  plain?: boolean;
}

const TYPING_PAUSE_MS = 120;
const BADGES_ASKED: typeof BADGES_MAX = 60;
const LEVEL: Record<TenantType, string> = { platform: "Platform", agency: "Agencies", subaccount: "Clients" };
const KIND: Record<TenantType, string> = { platform: "Platform", agency: "Agency", subaccount: "Client" };
const ICON = { platform: Layers, agency: Building, subaccount: Store } as const;

/** Accounts to go to: recent ones and those of one level at first, any that match once something is typed. */
export default function AccountMenu(props: AccountMenuProps) {
  const navigate = useNavigate();
  const id = createUniqueId();
  const [typed, setTyped] = createSignal("");
  const [query, setQuery] = createSignal("");
  const [active, setActive] = createSignal(0);
  let panel: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;

  createEffect(
    on(typed, (text) => {
      const timer = setTimeout(() => setQuery(text.trim()), text === "" ? 0 : TYPING_PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const me = useMe();
  const granted = () => me.data?.tenants ?? [];
  const found = useRead(() => ({
    queryKey: ["me", "accounts", query() === "" ? props.lists : query()],
    queryFn: ({ signal }) =>
      query() === "" ? accountsOfLevel(props.lists, granted(), signal) : searchAccounts(query(), granted(), signal),
    placeholderData: keepPreviousData,
  }));

  const groups = createMemo((): Group[] => {
    const docs = found.data?.docs ?? [];
    if (query() !== "") return [{ heading: "Matches", accounts: docs }];
    const recent = recentAccounts().filter((account) => account.id !== props.current);
    const seen = new Set(recent.map((account) => account.id));
    const above = props.above.filter((account) => !seen.has(account.id));
    for (const account of above) seen.add(account.id);
    return [
      { heading: "Recent", accounts: recent },
      {
        heading: props.lists.granted ? "Your accounts" : LEVEL[props.lists.type],
        accounts: docs.filter((account) => !seen.has(account.id)),
        plain: !props.lists.granted,
      },
      { heading: "Above this account", accounts: above },
    ].filter((group) => group.accounts.length > 0);
  });
  const options = createMemo(() => groups().flatMap((group) => group.accounts));
  const optionId = (account: RecentAccount) => `${id}-${account.id}`;
  const activeOption = () => options()[Math.min(active(), options().length - 1)];

  createEffect(
    on(
      () => me.data?.tenants,
      (tenants) => {
        if (!tenants) return;
        // Lists bring their own; recent accounts, those above and those given singly are asked for.
        const named = [...recentAccounts(), ...props.above, ...tenants].map(({ id }) => id);
        const ask = () => void askBadges([...new Set(named)].slice(0, BADGES_ASKED));
        ask();
        onCleanup(listenToAccounts(tenants, { again: ask }));
      },
    ),
  );
  createEffect(on(query, () => setActive(0), { defer: true }));
  createEffect(() => {
    const option = activeOption();
    if (option) document.getElementById(optionId(option))?.scrollIntoView?.({ block: "nearest" });
  });

  const go = (account: RecentAccount) => {
    props.onClose();
    if (account.id !== props.current) navigate(tenantHome(account));
  };
  const onKey = (event: KeyboardEvent) => {
    const last = options().length - 1;
    const acts: Record<string, () => void> = {
      ArrowDown: () => setActive((at) => (at >= last ? 0 : at + 1)),
      ArrowUp: () => setActive((at) => (at <= 0 ? last : at - 1)),
      PageDown: () => setActive((at) => Math.min(at + 8, last)),
      PageUp: () => setActive((at) => Math.max(at - 8, 0)),
      Enter: () => {
        const option = activeOption();
        if (option) go(option);
      },
      Escape: () => props.onClose(),
      Tab: () => props.onClose(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  onMount(() => {
    panel?.showPopover?.();
    if (panel && props.anchor) placeBeside(panel, props.anchor.getBoundingClientRect(), "start");
    input?.focus();
    const outside = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || panel?.contains(event.target) || props.anchor?.contains(event.target))
        return;
      props.onClose();
    };
    document.addEventListener("pointerdown", outside);
    onCleanup(() => document.removeEventListener("pointerdown", outside));
  });

  return (
    <div
      ref={panel}
      popover="manual"
      role="dialog"
      aria-label="Choose an account"
      class="fixed z-40 w-88 max-w-[calc(100vw-1rem)] animate-[settle_100ms_ease-out] overflow-hidden rounded-card border border-line bg-surface text-ink shadow-overlay"
      onKeyDown={onKey}
    >
      <div class="flex items-center gap-2 border-b border-line px-3">
        <Search class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Search accounts"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={activeOption() && optionId(activeOption()!)}
          autocomplete="off"
          spellcheck={false}
          placeholder="Search accounts"
          class="h-11 min-w-0 flex-1 bg-transparent text-14 outline-none max-narrow:text-16"
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Accounts"
        class="max-h-[min(26rem,60dvh)] overflow-y-auto p-1"
        aria-busy={found.isFetching}
      >
        <For each={groups()}>
          {(group) => (
            <div role="group" aria-label={group.heading}>
              <div class="px-2 pt-2 pb-1 text-12 font-medium text-ink-3" aria-hidden="true">
                {group.heading}
              </div>
              <For each={group.accounts}>
                {(account) => (
                  <div
                    id={optionId(account)}
                    role="option"
                    aria-selected={activeOption()?.id === account.id}
                    class="flex h-9 cursor-pointer items-center gap-2.5 rounded-inner px-2 text-13 aria-selected:bg-sunken max-narrow:h-11"
                    onPointerMove={() => setActive(options().indexOf(account))}
                    onClick={() => go(account)}
                  >
                    <Dynamic component={ICON[account.type]} class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                    <span class="min-w-0 flex-1 truncate">{account.name}</span>
                    <AccountBadge id={account.id} />
                    <Show
                      when={account.id === props.current}
                      fallback={<span class="text-12 text-ink-3">{group.plain ? "" : KIND[account.type]}</span>}
                    >
                      <span class="text-12 text-accent-ink">Open now</span>
                    </Show>
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
        <Show when={found.isPending}>
          <div class="flex flex-col gap-2 p-2" aria-hidden="true">
            <Skeleton class="h-5 w-2/3" />
            <Skeleton class="h-5 w-1/2" />
            <Skeleton class="h-5 w-3/5" />
          </div>
        </Show>
      </div>
      <div role="status" class="empty:hidden">
        <Switch>
          <Match when={found.error}>
            {(error) => <p class="px-3 pb-3 text-13 text-danger">{explain(error()).what}</p>}
          </Match>
          <Match when={query() !== "" && !found.isFetching && options().length === 0}>
            <p class="px-3 pb-3 text-13 text-ink-2">No account matches “{query()}”.</p>
          </Match>
          <Match when={(found.data?.total ?? 0) > (found.data?.docs.length ?? 0)}>
            <p class="border-t border-line px-3 py-2 text-12 text-ink-3">
              {found.data?.docs.length} of {found.data?.total.toLocaleString()} accounts. Type{" "}
              {query() === "" ? "" : "more "}to find one.
            </p>
          </Match>
        </Switch>
      </div>
      <div
        class="flex items-center gap-3 border-t border-line px-3 py-2 text-12 text-ink-3 max-narrow:hidden"
        aria-hidden="true"
      >
        <span class="flex items-center gap-1.5">
          <Kbd keys="↑+↓" /> move
        </span>
        <span class="flex items-center gap-1.5">
          <Kbd keys="Enter" /> open
        </span>
        <span class="flex items-center gap-1.5">
          <Kbd keys="Esc" /> close
        </span>
      </div>
    </div>
  );
}
