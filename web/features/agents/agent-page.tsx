import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AgentForm } from "./agent-form.tsx";
import { AgentReadOnly } from "./agent-read-only.tsx";
import { useAgent, useAgentModels } from "./use-agents.ts";

const AgentVersions = lazy(() => import("./agent-versions.tsx"));

/** One agent: made, changed, or only read. */
export default function AgentPage() {
  const account = useAccount();
  const params = useParams<{ agentId?: string }>();
  const known = () => (params.agentId === "new" ? undefined : params.agentId);
  const isNew = () => known() === undefined;
  const agent = useAgent(known);
  const models = useAgentModels();
  /** What was restored stands in a form of its own. */
  const [restored, setRestored] = createSignal(0);
  const may = () => account.can("manageModules");
  const title = () => (isNew() ? "New agent" : (agent.data?.name ?? "Agent"));
  useDocumentTitle(title);

  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto w-full max-w-300 px-8 pt-5 pb-16 max-narrow:px-4 max-narrow:pt-2 max-narrow:pb-8">
        <A
          href={`/a/${account.id}/agents`}
          class="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-inner px-2 text-13 text-ink-2 hover:bg-sunken hover:text-ink max-narrow:h-11 [&_svg]:size-4"
        >
          <ArrowLeft aria-hidden="true" />
          All agents
        </A>
        <Switch fallback={<AgentSkeleton />}>
          <Match when={isNew() && !may()}>
            <EmptyState whole title="Agents are made by administrators" text="Ask one of this account for a new one." />
          </Match>
          <Match when={agent.error ?? models.error}>
            {(error) => (
              <ErrorState
                whole
                error={error()}
                onRetry={() => void Promise.all([isNew() ? undefined : agent.refetch(), models.refetch()])}
                retrying={agent.isFetching || models.isFetching}
              />
            )}
          </Match>
          <Match when={models.data && (isNew() || (agent.data && `${agent.data.id} ${restored()}`))} keyed>
            <header class="mt-2 mb-5 flex flex-wrap items-center gap-x-3">
              <h1 class="text-20 font-semibold tracking-tight break-words">{title()}</h1>
              <Show when={agent.data?.isDefault}>
                <Badge tone="accent">Default</Badge>
              </Show>
            </header>
            <Show
              when={may()}
              fallback={
                <Show when={shown()}>
                  {(read) => <AgentReadOnly agent={read()} models={models.data?.docs ?? []} />}
                </Show>
              }
            >
              <AgentForm agent={shown()} models={models.data?.docs ?? []} />
            </Show>
            <Show when={shown()}>
              {(known) => (
                <Suspense>
                  <div class="mt-6 max-wide:max-w-196 wide:mr-94">
                    <AgentVersions
                      agent={known()}
                      models={models.data?.docs ?? []}
                      onRestored={() => setRestored((times) => times + 1)}
                    />
                  </div>
                </Suspense>
              )}
            </Show>
          </Match>
        </Switch>
      </div>
    </div>
  );

  function shown(): Agent | undefined {
    return isNew() ? undefined : agent.data;
  }
}

function AgentSkeleton() {
  return (
    <div aria-busy="true">
      <span class="sr-only" role="status">
        Loading the agent
      </span>
      <Skeleton class="mt-2 mb-5 h-7 w-48" />
      <div class="grid grid-cols-[minmax(0,1fr)_22rem] gap-6 max-wide:grid-cols-1">
        <Skeleton class="h-120 w-full rounded-card" />
        <Skeleton class="h-72 w-full rounded-card" />
      </div>
    </div>
  );
}
