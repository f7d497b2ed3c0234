import { A } from "@solidjs/router";
import Bot from "lucide-solid/icons/bot";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Agent } from "../../../schema/contracts/agents.ts";
import { deleteAgent } from "../../rest/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { useIntegrations } from "../modules/use-modules.ts";
import { AgentRow } from "./agent-row.tsx";
import { AgentsSkeleton } from "./agents-skeleton.tsx";
import { AiConnection, ConnectAi } from "./ai-connection.tsx";
import { AiUsageCard } from "./ai-usage-card.tsx";
import { refreshAgents, useAgentModels, useAgents } from "./use-agents.ts";

/** Who writes when AI is asked for a draft, a rewrite or a summary, and what that has cost. */
export default function AgentsPage() {
  const account = useAccount();
  const agents = useAgents();
  const models = useAgentModels();
  const integrations = useIntegrations();
  const [deleting, setDeleting] = createSignal<Agent | undefined>();
  const may = () => account.can("manageModules");
  const ai = () => integrations.data?.docs.find(({ module }) => module === "ai");
  const empty = () => agents.data?.docs.length === 0;
  const newAgent = (label: string) => (
    <ButtonLink href={`/a/${account.id}/agents/new`} variant="primary" icon={<Plus aria-hidden="true" />}>
      {label}
    </ButtonLink>
  );

  return (
    <Page
      title="AI agents"
      text={
        <>
          Who writes your drafts, rewrites and summaries: what it knows, and how it sounds. All of them are told your{" "}
          <A href={`/a/${account.id}/settings/brand-voice`} class="underline underline-offset-2">
            brand voice
          </A>
          .
        </>
      }
      actions={<Show when={may() && agents.data && !empty()}>{newAgent("New agent")}</Show>}
    >
      <Switch fallback={<AgentsSkeleton />}>
        <Match when={agents.error ?? integrations.error}>
          {(error) => (
            <ErrorState
              error={error()}
              onRetry={() => void Promise.all([agents.refetch(), integrations.refetch()])}
              retrying={agents.isFetching || integrations.isFetching}
            />
          )}
        </Match>
        <Match when={empty() && integrations.data && !ai()}>
          <ConnectAi />
        </Match>
        <Match when={empty() && integrations.data}>
          <div class="flex flex-col gap-6">
            <AiConnection integration={ai()} />
            <EmptyState
              icon={<Bot aria-hidden="true" />}
              title="No agents yet"
              text={
                may()
                  ? "AI already works in the inbox. An agent makes it yours: tell it once who you are, what you offer and how you sound."
                  : "AI already works in the inbox. An administrator of this account can add agents that know the business."
              }
              action={<Show when={may()}>{newAgent("Create the first agent")}</Show>}
            />
            <AiUsageCard />
          </div>
        </Match>
        <Match when={integrations.data && agents.data}>
          {(page) => (
            <div class="flex flex-col gap-6">
              <AiConnection integration={ai()} />
              <Table
                label="Agents"
                head={
                  <>
                    <HeadCell>Name</HeadCell>
                    <HeadCell wideOnly>Model</HeadCell>
                    <HeadCell wideOnly>Writes for</HeadCell>
                    <HeadCell wideOnly>Changed</HeadCell>
                    <Show when={may()}>
                      <HeadCell class="w-px">
                        <span class="sr-only">Acts</span>
                      </HeadCell>
                    </Show>
                  </>
                }
              >
                <For each={page().docs}>
                  {(agent) => (
                    <AgentRow
                      agent={agent}
                      model={models.data?.docs.find(({ id }) => id === agent.model)?.name ?? agent.model}
                      only={page().docs.length === 1}
                      onDelete={() => setDeleting(agent)}
                    />
                  )}
                </For>
              </Table>
              <AiUsageCard />
            </div>
          )}
        </Match>
      </Switch>
      <ConfirmDialog
        open={deleting() !== undefined}
        onClose={() => setDeleting(undefined)}
        title={`Delete ${deleting()?.name}?`}
        text="Nobody can have it write any more. What it has written stays, and what it has cost stays counted."
        act="Delete agent"
        danger
        onConfirm={async () => {
          const agent = deleting();
          if (!agent) return;
          await deleteAgent(agent.id);
          toast(`${agent.name} is deleted.`);
          await refreshAgents(account.id);
        }}
      />
    </Page>
  );
}
