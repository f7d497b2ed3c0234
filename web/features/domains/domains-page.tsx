import Globe from "lucide-solid/icons/globe";
import { For, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listDomains } from "../../rest/domains.ts";
import { queryClient } from "../../stores/queries.ts";
import { useRead } from "../../stores/use-read.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AddDomainCard } from "./add-domain-card.tsx";
import { DomainCard } from "./domain-card.tsx";

/** Where the account is reached, the domains it says are its own, and who joins by them. */
export default function DomainsPage() {
  const account = useAccount();
  const key = [account.id, "domains"];
  const domains = useRead(() => ({ queryKey: key, queryFn: ({ signal }) => listDomains(account.id, signal) }));
  const refresh = () => void queryClient.invalidateQueries({ queryKey: key });
  return (
    <Page
      title="Domains"
      text="Where people open this account, in your name, and which e-mail domains let people join it."
      narrow
    >
      <Switch fallback={<DomainsSkeleton />}>
        <Match when={domains.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void domains.refetch()} retrying={domains.isFetching} />
          )}
        </Match>
        <Match when={domains.data}>
          {(list) => (
            <div class="flex flex-col gap-4">
              <Card title="Address" text="Always yours. It changes with the account's address part, under Account.">
                <div class="flex items-center justify-between gap-2 rounded-inner bg-sunken py-0.5 pl-3">
                  <a
                    href={list().address}
                    class="flex min-w-0 items-center text-13 font-medium text-accent-ink underline max-narrow:min-h-11"
                  >
                    <span class="truncate">{list().address}</span>
                  </a>
                  <CopyButton text={list().address} label="Copy the address" />
                </div>
              </Card>
              <Show when={account.can("manageSettings")}>
                <AddDomainCard onAdded={refresh} />
              </Show>
              <For
                each={list().docs}
                fallback={
                  <EmptyState
                    icon={<Globe aria-hidden="true" />}
                    title="No domains of your own yet"
                    text="Add one to be reached at it, or to let people with an address of it join."
                  />
                }
              >
                {(domain) => <DomainCard domain={domain} target={list().target} onChanged={refresh} />}
              </For>
            </div>
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function DomainsSkeleton() {
  return (
    <div aria-busy="true" class="flex flex-col gap-4">
      <span class="sr-only" role="status">
        Loading the domains
      </span>
      <Skeleton class="h-28" />
      <Skeleton class="h-40" />
    </div>
  );
}
