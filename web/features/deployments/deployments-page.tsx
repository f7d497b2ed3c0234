import { A } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import Plus from "lucide-solid/icons/plus";
import Rocket from "lucide-solid/icons/rocket";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listDeployments } from "../../rest/deployments.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Pager } from "../../ui/pager.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useModules } from "../modules/use-modules.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { STATUS } from "./status-words.ts";
import { useLiveDeployments } from "./use-deployments.ts";

/** What an agency deploys to its clients, newest first, each as far as it is at this moment. */
export default function DeploymentsPage() {
  const account = useAccount();
  const [page, setPage] = createSignal(1);
  const allowed = () => account.tenant.type === "agency" && account.holds("deploy");
  const deployments = useRead(() => ({
    queryKey: [account.id, "deployments", "list", page()],
    queryFn: ({ signal }) => listDeployments(page(), signal),
    enabled: allowed(),
    staleTime: 0,
  }));
  const modules = useModules();
  const nameOf = (slug: string) => modules.data?.docs.find((module) => module.slug === slug)?.name ?? slug;
  useLiveDeployments();
  const begin = () => (
    <ButtonLink href={`/a/${account.id}/deployments/new`} variant="primary">
      <Plus aria-hidden="true" />
      Deploy a module
    </ButtonLink>
  );
  return (
    <Page
      title="Deployments"
      text="Set a module up once and give it to many clients. Each gets it once, and you see how every one stands."
      actions={
        <Show when={allowed() && account.can("deploy") && (deployments.data?.totalDocs ?? 0) > 0}>{begin()}</Show>
      }
    >
      <Switch>
        <Match when={!allowed()}>
          <EmptyState
            icon={<Lock aria-hidden="true" />}
            title="Not part of your role"
            text="An administrator of the agency deploys modules to its clients."
          />
        </Match>
        <Match when={deployments.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void deployments.refetch()} />}
        </Match>
        <Match when={deployments.data?.totalDocs === 0}>
          <EmptyState
            icon={<Rocket aria-hidden="true" />}
            title="Nothing deployed yet"
            text="Choose a module, share your credentials or let each client bring its own, and see what changes before you start."
            action={<Show when={account.can("deploy")}>{begin()}</Show>}
          />
        </Match>
        <Match when={deployments.data}>
          {(found) => (
            <>
              <ul class="flex flex-col gap-3">
                <For each={found().docs}>
                  {(deployment) => (
                    <li>
                      <A
                        href={`/a/${account.id}/deployments/${deployment.id}`}
                        class="block rounded-card border border-line bg-surface px-5 py-4 shadow-raised hover:border-field-line max-narrow:px-4"
                      >
                        <span class="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
                          <span class="font-semibold">{nameOf(deployment.module)}</span>
                          <Badge tone={STATUS[deployment.status].tone} dot>
                            {STATUS[deployment.status].label}
                          </Badge>
                          <Show when={deployment.sandbox}>
                            <SandboxTag />
                          </Show>
                          <Show when={deployment.includeFuture}>
                            <Badge>Future clients too</Badge>
                          </Show>
                          <span class="ml-auto text-12 text-ink-3">
                            {deployment.createdBy}, <RelativeTime at={deployment.createdAt} />
                          </span>
                        </span>
                        <ProgressBar deployment={deployment} label={`Progress of ${nameOf(deployment.module)}`} />
                      </A>
                    </li>
                  )}
                </For>
              </ul>
              <Pager page={found()} noun={["deployment", "deployments"]} onPage={setPage} />
            </>
          )}
        </Match>
        <Match when={true}>
          <div aria-busy="true" class="flex flex-col gap-3">
            <span class="sr-only" role="status">
              Loading deployments
            </span>
            <Skeleton class="h-24 w-full rounded-card" />
            <Skeleton class="h-24 w-full rounded-card" />
          </div>
        </Match>
      </Switch>
    </Page>
  );
}
