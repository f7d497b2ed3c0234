import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { actOnDeployment, type DeploymentAct, getDeployment } from "../../rest/deployments.ts";
import { toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useModules } from "../modules/use-modules.ts";
import { HistoryCard } from "./history-card.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { SharedCard } from "./shared-card.tsx";
import { STATE, STATUS } from "./status-words.ts";
import { TargetsCard } from "./targets-card.tsx";
import { refreshDeployments, useLiveDeployments } from "./use-deployments.ts";

/** One deployment as it moves: how far it is, every client with its reason, and what can be done about it. */
export default function DeploymentPage() {
  const params = useParams<{ deploymentId: string }>();
  const account = useAccount();
  const modules = useModules();
  const deployment = useRead(() => ({
    queryKey: [account.id, "deployments", "one", params.deploymentId],
    queryFn: ({ signal }) => getDeployment(params.deploymentId, signal),
    staleTime: 0,
  }));
  const module = () => modules.data?.docs.find(({ slug }) => slug === deployment.data?.module);
  useLiveDeployments();
  return (
    <Page title={module()?.name ?? "Deployment"}>
      <A
        href={`/a/${account.id}/deployments`}
        class="mb-4 -ml-2 inline-flex h-8 items-center gap-1.5 rounded-inner px-2 text-13 text-ink-2 hover:bg-sunken hover:text-ink max-narrow:h-11 [&_svg]:size-4"
      >
        <ArrowLeft aria-hidden="true" />
        All deployments
      </A>
      <Switch fallback={<Skeleton class="h-64 w-full rounded-card" />}>
        <Match when={deployment.error}>
          {(error) => <ErrorState whole error={error()} onRetry={() => void deployment.refetch()} />}
        </Match>
        <Match when={deployment.data}>
          {(shown) => (
            <div class="flex flex-col gap-4">
              <StandCard deployment={shown()} />
              <TargetsCard deployment={shown()} />
              <Show when={shown().credentialMode === "shared" && !shown().sandbox && module()}>
                {(known) => <SharedCard deployment={shown()} module={known()} />}
              </Show>
              <Show when={module()}>{(known) => <SettingsCard deployment={shown()} module={known()} />}</Show>
              <HistoryCard deployment={shown()} />
            </div>
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function StandCard(props: { deployment: Deployment }) {
  const account = useAccount();
  const [busy, setBusy] = createSignal<DeploymentAct>();
  const [asking, setAsking] = createSignal<"cancel" | "remove">();
  const status = () => props.deployment.status;
  const act = async (which: DeploymentAct) => {
    setBusy(which);
    try {
      await actOnDeployment(props.deployment.id, which);
      await refreshDeployments(account.id);
    } catch (error) {
      toastError("That did not work.", error);
    } finally {
      setBusy(undefined);
    }
  };
  const counted = () => Object.entries(props.deployment.counts).filter(([, count]) => count > 0);
  const goesOn = () => status() === "running" || status() === "paused" || status() === "done";
  return (
    <Card>
      <div class="flex flex-wrap items-center gap-2">
        <Badge tone={STATUS[status()].tone} dot>
          {STATUS[status()].label}
        </Badge>
        <Show when={props.deployment.sandbox}>
          <SandboxTag />
        </Show>
        <Badge>{props.deployment.allowCustomize ? "Clients may customise" : "Settings are yours alone"}</Badge>
        <Show when={props.deployment.includeFuture}>
          <Badge>Future clients too</Badge>
        </Show>
      </div>
      <div class="mt-4">
        <ProgressBar deployment={props.deployment} label="Progress" />
      </div>
      <dl class="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-13" aria-live="polite">
        <For each={counted()}>
          {([state, count]) => (
            <div class="flex gap-1.5">
              <dt class="text-ink-2">{STATE[state as keyof typeof STATE].label}</dt>
              <dd class="font-semibold tabular-nums">{count.toLocaleString()}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={account.can("deploy")}>
        <div class="mt-4 flex flex-wrap gap-2">
          <Show when={props.deployment.failed > 0 && (goesOn() || status() === "removing")}>
            <Button variant="primary" busy={busy() === "retry"} onClick={() => void act("retry")}>
              Retry failed
            </Button>
          </Show>
          <Show when={status() === "running"}>
            <Button busy={busy() === "pause"} onClick={() => void act("pause")}>
              Pause
            </Button>
          </Show>
          <Show when={status() === "paused"}>
            <Button variant="primary" busy={busy() === "resume"} onClick={() => void act("resume")}>
              Go on
            </Button>
          </Show>
          <Show when={goesOn()}>
            <Button busy={busy() === "repair"} onClick={() => void act("repair")}>
              Repair what differs
            </Button>
            <Button onClick={() => setAsking("cancel")}>Cancel</Button>
          </Show>
          <Show when={goesOn() || status() === "cancelled"}>
            <Button variant="quietDanger" onClick={() => setAsking("remove")}>
              Take back from clients
            </Button>
          </Show>
        </div>
      </Show>
      <ConfirmDialog
        open={asking() === "cancel"}
        onClose={() => setAsking(undefined)}
        title="Cancel this deployment?"
        text="Whoever waits does not get it, nor does anybody who comes later. What clients have, they keep."
        act="Cancel the deployment"
        onConfirm={() => act("cancel")}
      />
      <ConfirmDialog
        open={asking() === "remove"}
        onClose={() => setAsking(undefined)}
        title="Take it back from every client?"
        text="The module is uninstalled wherever this deployment looks after it, and what you share is deleted. Conversations stay."
        act="Take back"
        danger
        onConfirm={() => act("remove")}
      />
    </Card>
  );
}
