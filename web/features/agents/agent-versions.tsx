import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Agent, AgentModel, AgentVersion } from "../../../schema/contracts/agents.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useAgentVersions } from "./use-agents.ts";
import { VersionDialog } from "./version-dialog.tsx";
import { versionWords } from "./version-words.ts";

/** What the agent was before, newest first. Each is compared with what it is now, and may be taken up again. */
export default function AgentVersions(props: { agent: Agent; models: readonly AgentModel[]; onRestored: () => void }) {
  const versions = useAgentVersions(() => props.agent.id);
  const [open, setOpen] = createSignal<AgentVersion | undefined>();
  return (
    <Card title="Versions" text="Each time it is saved, what it was stays here: the newest fifty.">
      <Switch fallback={<VersionsSkeleton />}>
        <Match when={versions.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void versions.refetch()} retrying={versions.isFetching} />
          )}
        </Match>
        <Match when={versions.data}>
          {(page) => (
            <ol class="-my-1 divide-y divide-line" aria-label="Versions">
              <For each={page().docs}>
                {(version) => (
                  <li class="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2 text-13">
                    <span class="w-22 shrink-0 font-medium tabular-nums">Version {version.version}</span>
                    <span class="min-w-40 flex-1 text-ink-2">
                      {versionWords(version)}
                      <span class="text-ink-3">
                        {" "}
                        by {version.by}, <RelativeTime at={version.at} />
                      </span>
                    </span>
                    <Show when={version.version !== props.agent.version} fallback={<Badge tone="accent">Now</Badge>}>
                      <Button
                        size="sm"
                        aria-label={`Compare version ${version.version}`}
                        onPointerEnter={preloadDialog}
                        onClick={() => setOpen(version)}
                      >
                        Compare
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ol>
          )}
        </Match>
      </Switch>
      <Show when={open()} keyed>
        {(version) => (
          <VersionDialog
            agent={props.agent}
            version={version}
            models={props.models}
            onClose={() => setOpen(undefined)}
            onRestored={() => {
              setOpen(undefined);
              props.onRestored();
            }}
          />
        )}
      </Show>
    </Card>
  );
}

function VersionsSkeleton() {
  return (
    <div class="flex flex-col gap-3" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the versions
      </span>
      <Skeleton class="h-5 w-full" />
      <Skeleton class="h-5 w-2/3" />
    </div>
  );
}
