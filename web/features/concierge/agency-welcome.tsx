import { A, useNavigate } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, Index, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listAccounts } from "../../rest/accounts.ts";
import { useRead } from "../../stores/use-read.ts";
import { tenantHome } from "../../stores/session.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CreateAccountDialog } from "../clients/create-account-dialog.tsx";

const SHOWN = 20;

/** Modules live in clients' accounts: whoever stands above opens the first one here, or goes to one to set it up. */
export default function AgencyWelcome() {
  const account = useAccount();
  const navigate = useNavigate();
  const [creating, setCreating] = createSignal(false);
  const isAgency = () => account.tenant.type === "agency";
  const mayCreate = () => isAgency() && account.can("createTenants");
  const clients = useRead(() => ({
    queryKey: [account.id, "concierge", "clients"],
    queryFn: ({ signal }) => listAccounts({ limit: SHOWN, sort: "-createdAt", type: "subaccount" }, account.id, signal),
  }));
  const isFirst = () => clients.data?.totalDocs === 0;
  return (
    <Page
      narrow
      title={isFirst() && mayCreate() ? "Who is your first client?" : "Set up a client"}
      text={
        isFirst() && mayCreate()
          ? "Each client has an account of its own: its inbox, its contacts, its modules. Open one, and the concierge connects everything in it."
          : "The concierge works in one client's account at a time. Choose whose."
      }
      actions={
        <>
          <Show when={isAgency() && account.can("deploy") && (clients.data?.totalDocs ?? 0) > 1}>
            <ButtonLink href={`/a/${account.id}/welcome/clients`}>Set up several at once</ButtonLink>
          </Show>
          <Show when={mayCreate() && !isFirst()}>
            <Button variant="primary" onPointerEnter={preloadDialog} onClick={() => setCreating(true)}>
              New client
            </Button>
          </Show>
        </>
      }
    >
      <Switch fallback={<ClientsSkeleton />}>
        <Match when={clients.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void clients.refetch()} />}
        </Match>
        <Match when={isFirst()}>
          <div class="flex flex-wrap gap-3 max-narrow:flex-col">
            <Show when={mayCreate()}>
              <Button
                variant="primary"
                class="h-10! px-4! max-narrow:h-11!"
                icon={<Building aria-hidden="true" />}
                onPointerEnter={preloadDialog}
                onClick={() => setCreating(true)}
              >
                Open a client's account
              </Button>
            </Show>
            <ButtonLink href={tenantHome(account.tenant)} class="h-10! px-4! max-narrow:h-11!">
              {mayCreate() ? "Look around first" : "Go to the workspace"}
            </ButtonLink>
          </div>
        </Match>
        <Match when={clients.data}>
          {(page) => (
            <ul class="overflow-hidden rounded-card border border-line bg-surface shadow-raised">
              <For each={page().docs}>
                {(client) => (
                  <li class="border-b border-line last:border-0">
                    <A
                      href={`/a/${client.id}/welcome`}
                      class="flex min-h-12 items-center gap-3 px-4 text-14 font-medium hover:bg-sunken focus-visible:-outline-offset-2 [&_svg]:size-4"
                    >
                      <span class="min-w-0 flex-1 truncate">{client.name}</span>
                      <ChevronRight class="text-ink-3" aria-hidden="true" />
                    </A>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={(clients.data?.totalDocs ?? 0) > SHOWN}>
        <p class="mt-3 text-13 text-ink-2">
          These are the newest. The others are under{" "}
          <A href={tenantHome(account.tenant)} class="text-accent-ink underline">
            {isAgency() ? "Clients" : "Accounts"}
          </A>
          .
        </p>
      </Show>
      <CreateAccountDialog
        open={creating()}
        onClose={() => setCreating(false)}
        onCreated={(made) => navigate(`/a/${made.id}/welcome`)}
        type="subaccount"
      />
    </Page>
  );
}

function ClientsSkeleton() {
  return (
    <div class="rounded-card border border-line bg-surface shadow-raised" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the clients
      </span>
      <Index each={[1, 2, 3]}>
        {() => (
          <div class="flex h-12 items-center border-b border-line px-4 last:border-0">
            <Skeleton class="h-4 w-48" />
          </div>
        )}
      </Index>
    </div>
  );
}
