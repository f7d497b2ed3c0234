import { A } from "@solidjs/router";
import PanelLeftClose from "lucide-solid/icons/panel-left-close";
import PanelLeftOpen from "lucide-solid/icons/panel-left-open";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { brand } from "../stores/brand.ts";
import { remembered } from "../stores/remembered.ts";
import { useAccount } from "./account-context.tsx";
import { Mark } from "./mark.tsx";
import { railItemsFor } from "./rail-items.ts";

const [collapsed, setCollapsed] = remembered(
  "rail-collapsed",
  false,
  (value): value is boolean => typeof value === "boolean",
);

/** The places of the account, at the left of a wide screen. */
export function Rail() {
  const account = useAccount();
  return (
    <nav
      aria-label="Account"
      class={`flex shrink-0 flex-col gap-0.5 border-r border-line bg-bg p-2 transition-[width] duration-100 ${collapsed() ? "w-13" : "w-48"}`}
    >
      <A
        href={`/a/${account.id}`}
        class="mb-2 flex h-9 items-center gap-2.5 rounded-inner px-1.5"
        aria-label={`${brand().name}, start of this account`}
      >
        <Mark />
        <Show when={!collapsed()}>
          <span class="truncate text-14 font-semibold tracking-tight">{brand().name}</span>
        </Show>
      </A>
      <For each={railItemsFor(account)}>
        {(item) => (
          <A
            href={item.href}
            class="flex h-8 items-center gap-2.5 rounded-inner px-2.5 text-13 font-medium transition-colors duration-100"
            activeClass="bg-accent-soft text-accent-ink"
            inactiveClass="text-ink-2 hover:bg-sunken hover:text-ink"
            aria-label={collapsed() ? item.label : undefined}
            data-tip={collapsed() ? item.label : undefined}
          >
            <Dynamic component={item.icon} class="size-4 shrink-0" aria-hidden="true" />
            <Show when={!collapsed()}>
              <span class="truncate">{item.label}</span>
            </Show>
          </A>
        )}
      </For>
      <button
        type="button"
        class="mt-auto flex h-8 items-center gap-2.5 rounded-inner px-2.5 text-13 text-ink-3 transition-colors duration-100 hover:bg-sunken hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0"
        aria-expanded={!collapsed()}
        aria-label={collapsed() ? "Expand the side bar" : undefined}
        data-tip={collapsed() ? "Expand" : undefined}
        onClick={() => setCollapsed(!collapsed())}
      >
        <Show when={collapsed()} fallback={<PanelLeftClose aria-hidden="true" />}>
          <PanelLeftOpen aria-hidden="true" />
        </Show>
        <Show when={!collapsed()}>Collapse</Show>
      </button>
    </nav>
  );
}
