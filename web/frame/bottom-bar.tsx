import { A } from "@solidjs/router";
import { For, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useAccount } from "./account-context.tsx";
import { railItemsFor } from "./rail-items.ts";

const MorePlaces = lazy(() => import("./more-places.tsx"));

/** As many as a thumb can tell apart on the narrowest phone. */
const MAX_ENTRIES = 5;

/** The places of the account, at the foot of a narrow screen: the first four, and the rest under "More". */
export default function BottomBar() {
  const account = useAccount();
  const places = () => railItemsFor(account);
  const shown = () => (places().length > MAX_ENTRIES ? places().slice(0, MAX_ENTRIES - 1) : places());
  return (
    <nav aria-label="Account" class="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]">
      <For each={shown()}>
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
      <Show when={places().length > shown().length}>
        <Suspense fallback={<span class="flex-1" />}>
          <MorePlaces items={places().slice(shown().length)} />
        </Suspense>
      </Show>
    </nav>
  );
}
