import { A } from "@solidjs/router";
import { For } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useAccount } from "./account-context.tsx";
import { railItemsFor } from "./rail-items.ts";

/** The places of the account, at the foot of a narrow screen. */
export function BottomBar() {
  const account = useAccount();
  return (
    <nav aria-label="Account" class="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]">
      <For each={railItemsFor(account)}>
        {(item) => (
          <A
            href={item.href}
            class="flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12 font-medium focus-visible:-outline-offset-2"
            activeClass="text-accent-ink"
            inactiveClass="text-ink-2"
          >
            <Dynamic component={item.icon} class="size-5" aria-hidden="true" />
            <span class="truncate">{item.label}</span>
          </A>
        )}
      </For>
    </nav>
  );
}
