import Lock from "lucide-solid/icons/lock";
import { For, Index, Match, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listCuratedModules } from "../../rest/modules.ts";
import { useRead } from "../../stores/use-read.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { curatedKey } from "./curate.ts";
import { CuratedRow } from "./curated-row.tsx";

/** The marketplace as the platform curates it for every account: what is offered, in which order, in which plans, at which price. */
export default function MarketplacePage() {
  const account = useAccount();
  const allowed = () => account.tenant.type === "platform" && account.can("manageCatalog");
  const modules = useRead(() => ({
    queryKey: curatedKey(account.id),
    queryFn: ({ signal }) => listCuratedModules(signal),
    enabled: allowed(),
  }));
  return (
    <Page
      title="Marketplace"
      text="What agencies and their clients are offered. A change holds at once for every account; what is installed stays installed."
    >
      <Switch
        fallback={
          <div aria-busy="true" class="flex flex-col gap-3">
            <span class="sr-only" role="status">
              Loading the marketplace
            </span>
            <Index each={[1, 2, 3]}>{() => <Skeleton class="h-36 w-full rounded-card" />}</Index>
          </div>
        }
      >
        <Match when={!allowed()}>
          <EmptyState
            icon={<Lock aria-hidden="true" />}
            title="Curated by the platform"
            text="Only an administrator of the platform decides what the marketplace offers."
          />
        </Match>
        <Match when={modules.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void modules.refetch()} />}
        </Match>
        <Match when={modules.data?.docs.length === 0}>
          <EmptyState title="No modules yet" text="They appear here when the product next starts." />
        </Match>
        <Match when={modules.data}>
          {(data) => (
            <ol class="flex flex-col gap-3">
              {/* By slug: a row keeps its place in the page, and with it the focus, when others move. */}
              <For each={data().docs.map(({ slug }) => slug)}>
                {(slug, at) => (
                  <CuratedRow
                    module={() => data().docs.find((module) => module.slug === slug)}
                    first={at() === 0}
                    last={at() === data().docs.length - 1}
                  />
                )}
              </For>
            </ol>
          )}
        </Match>
      </Switch>
    </Page>
  );
}
