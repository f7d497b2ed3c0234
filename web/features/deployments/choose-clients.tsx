import { createSignal, For, Show } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listAccounts } from "../../rest/accounts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tag } from "../../ui/tag.tsx";

/** A client that was chosen. */
export interface Chosen {
  id: string;
  name: string;
}

const FOUND_MAX = 50;

/** Clients found by typing, each with a box to tick; what is chosen stays in sight. */
export function ChooseClients(props: { chosen: readonly Chosen[]; onChange: (chosen: Chosen[]) => void }) {
  const account = useAccount();
  const [search, setSearch] = createSignal("");
  const found = useRead(() => ({
    queryKey: [account.id, "deployments", "clients", search()],
    queryFn: ({ signal }) => listAccounts({ q: search(), limit: FOUND_MAX, sort: "name" }, account.id, signal),
  }));
  const has = (id: string) => props.chosen.some((one) => one.id === id);
  const toggle = ({ id, name }: Chosen) =>
    props.onChange(has(id) ? props.chosen.filter((one) => one.id !== id) : [...props.chosen, { id, name }]);
  const addAll = () => props.onChange([...props.chosen, ...(found.data?.docs ?? []).filter(({ id }) => !has(id))]);
  return (
    <div class="flex flex-col gap-3">
      <SearchField label="Find clients" placeholder="Name or address" onSearch={setSearch} />
      <Show when={found.error}>{(error) => <ErrorState error={error()} onRetry={() => void found.refetch()} />}</Show>
      <Show when={found.data} fallback={<Skeleton class="h-40 w-full" />}>
        {(page) => (
          <fieldset class="max-h-72 overflow-y-auto rounded-inner border border-line">
            <legend class="sr-only">Clients</legend>
            <For each={page().docs} fallback={<p class="px-3 py-4 text-13 text-ink-3">No client matches.</p>}>
              {(client) => (
                <label class="relative flex min-h-10 cursor-pointer items-center gap-3 border-b border-line px-3 text-13 last:border-0 hover:bg-sunken max-narrow:min-h-12">
                  <input
                    type="checkbox"
                    class="size-4 shrink-0 accent-accent after:absolute after:inset-0"
                    checked={has(client.id)}
                    onChange={() => toggle(client)}
                  />
                  <span class="min-w-0 truncate">{client.name}</span>
                  <span class="ml-auto text-12 text-ink-3 capitalize">{client.plan}</span>
                </label>
              )}
            </For>
          </fieldset>
        )}
      </Show>
      <div class="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={addAll} disabled={(found.data?.docs.length ?? 0) === 0}>
          Choose all that are shown
        </Button>
        <span class="text-12 text-ink-3" role="status">
          {props.chosen.length.toLocaleString()} chosen
          {(found.data?.totalDocs ?? 0) > FOUND_MAX ? `, the first ${FOUND_MAX} of ${found.data?.totalDocs} shown` : ""}
        </span>
      </div>
      <Show when={props.chosen.length > 0}>
        <ul class="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto" aria-label="Chosen clients">
          <For each={props.chosen}>
            {(one) => (
              <li>
                <Tag text={one.name} onRemove={() => toggle(one)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
