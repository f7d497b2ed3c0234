import { A } from "@solidjs/router";
import { createEffect, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { Deployment, DeploymentTarget } from "../../../schema/contracts/deployments.ts";
import type { TargetState } from "../../../schema/deployments.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listTargets } from "../../rest/deployments.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DRIFT, STATE } from "./status-words.ts";

const EVERY = "";

/** The clients of a deployment, each as it stands and why. */
export function TargetsCard(props: { deployment: Deployment }) {
  const account = useAccount();
  const [state, setState] = createSignal<TargetState | typeof EVERY>(EVERY);
  const [page, setPage] = createSignal(1);
  createEffect(on(state, () => setPage(1), { defer: true }));
  const targets = useRead(() => ({
    queryKey: [account.id, "deployments", "targets", props.deployment.id, state(), page()],
    queryFn: ({ signal }) => {
      const wanted = state();
      return listTargets(props.deployment.id, { page: page(), ...(wanted === EVERY ? {} : { state: wanted }) }, signal);
    },
    staleTime: 0,
  }));
  const options = () => [
    { value: EVERY, label: "All clients" },
    ...(Object.keys(STATE) as TargetState[])
      .filter((one) => props.deployment.counts[one] > 0 || one === state())
      .map((value) => ({ value, label: `${STATE[value].label} (${props.deployment.counts[value]})` })),
  ];
  return (
    <Card
      title="Clients"
      actions={<Select label="Show" hideLabel value={state()} options={options()} onChange={setState} />}
    >
      <Switch fallback={<Skeleton class="h-40 w-full" />}>
        <Match when={targets.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void targets.refetch()} />}
        </Match>
        <Match when={targets.data}>
          {(found) => (
            <>
              <ul class="divide-y divide-line text-13" aria-label="Clients of this deployment">
                <For each={found().docs} fallback={<li class="py-4 text-ink-3">No client here.</li>}>
                  {(target) => <TargetRow target={target} module={props.deployment.module} />}
                </For>
              </ul>
              <Pager page={found()} noun={["client", "clients"]} onPage={setPage} />
            </>
          )}
        </Match>
      </Switch>
    </Card>
  );
}

function TargetRow(props: { target: DeploymentTarget; module: string }) {
  return (
    <li class="flex flex-col gap-1 py-2.5">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <A
          href={`/a/${props.target.account.id}/modules/${props.module}`}
          class="min-w-0 font-medium text-accent-ink hover:underline max-narrow:-my-3 max-narrow:py-3"
        >
          {props.target.account.name}
        </A>
        <Badge tone={STATE[props.target.state].tone} dot>
          {STATE[props.target.state].label}
        </Badge>
        <Show when={props.target.drift}>{(drift) => <Badge tone="warning">{DRIFT[drift()]}</Badge>}</Show>
        <span class="ml-auto text-12 text-ink-3">
          <RelativeTime at={props.target.updatedAt} />
        </span>
      </div>
      <Show when={props.target.reason}>
        {(reason) => (
          <p class="text-12 text-ink-2">
            {reason()} <Show when={props.target.fix}>{(fix) => <span class="text-ink-3">{fix()}</span>}</Show>
          </p>
        )}
      </Show>
    </li>
  );
}
