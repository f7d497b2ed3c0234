import { For, Show } from "solid-js";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { deploymentHistory } from "../../rest/deployments.ts";
import { useRead } from "../../stores/use-read.ts";
import { Card } from "../../ui/card.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const ACTS: Record<string, string> = {
  "deployment.started": "started it",
  "deployment.changed": "changed what is deployed",
  "deployment.credentials_rotated": "replaced the shared credentials",
  "deployment.paused": "paused it",
  "deployment.resumed": "went on with it",
  "deployment.cancelled": "cancelled it",
  "deployment.retried": "had those tried again that failed",
  "deployment.repaired": "had what differs repaired",
  "deployment.taken_back": "took it back",
};

/** Who did what with a deployment, newest first. */
export function HistoryCard(props: { deployment: Deployment }) {
  const account = useAccount();
  const history = useRead(() => ({
    queryKey: [account.id, "deployments", "history", props.deployment.id],
    queryFn: ({ signal }) => deploymentHistory(props.deployment.id, signal),
    staleTime: 0,
  }));
  return (
    <Card title="History">
      <Show when={history.data} fallback={<Skeleton class="h-10 w-full" />}>
        {(found) => (
          <ul class="flex flex-col gap-1.5 text-13">
            <For each={found().docs}>
              {(event) => (
                <li class="flex flex-wrap justify-between gap-x-4">
                  <span>
                    <span class="font-medium">{event.by}</span> {ACTS[event.action] ?? event.action}
                  </span>
                  <span class="text-12 text-ink-3">
                    <RelativeTime at={event.at} />
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </Card>
  );
}
