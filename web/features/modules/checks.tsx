import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listChecks } from "../../rest/integrations.ts";
import { useRead } from "../../stores/use-read.ts";
import { explain } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** What the provider answered before, once someone asks to see it. */
export function Checks(props: { integration: Integration }) {
  const [open, setOpen] = createSignal(false);
  return (
    <details class="mt-1 text-12" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="inline-flex cursor-pointer items-center text-accent-ink hover:underline max-narrow:min-h-11">
        Earlier checks
      </summary>
      <Show when={open()}>
        <CheckList id={props.integration.id} />
      </Show>
    </details>
  );
}

function CheckList(props: { id: string }) {
  const account = useAccount();
  const checks = useRead(() => ({
    queryKey: [account.id, "integrations", props.id, "checks"],
    queryFn: ({ signal }) => listChecks(props.id, signal),
  }));
  return (
    <Switch fallback={<Skeleton class="mt-1 h-4 w-60" />}>
      <Match when={checks.error}>{(error) => <p class="mt-1 text-danger">{explain(error()).what}</p>}</Match>
      <Match when={checks.data}>
        {(data) => (
          <ul class="mt-1 flex flex-col gap-1.5 text-ink-2" aria-label="Earlier checks">
            <For each={data().docs} fallback={<li>Nothing is kept from before.</li>}>
              {(check) => (
                <li class="flex flex-wrap gap-x-2">
                  <span class={check.ok ? "text-success" : "text-danger"}>{check.ok ? "Works" : "Does not work"}</span>
                  <RelativeTime at={check.checkedAt} />
                  <span class="text-ink-3">asked by {check.by}</span>
                  <Show when={check.reason}>
                    <span class="w-full">{check.reason}</span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Match>
    </Switch>
  );
}
