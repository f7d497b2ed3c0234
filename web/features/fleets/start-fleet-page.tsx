import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import type { Fleet } from "../../../schema/contracts/fleets.ts";
import { listFleets, startFleet } from "../../rest/fleets.ts";
import { createSubmission } from "../../stores/submission.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Page } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ChooseClients, type Chosen } from "../deployments/choose-clients.tsx";
import { useModules } from "../modules/use-modules.ts";

/** Which clients to set up at once, and with what; and those set-ups there were. */
export default function StartFleetPage() {
  const account = useAccount();
  const navigate = useNavigate();
  const modules = useModules();
  const [whom, setWhom] = createSignal<"all" | "selected">("selected");
  const [chosen, setChosen] = createSignal<readonly Chosen[]>([]);
  const [slugs, setSlugs] = createSignal<readonly string[]>([]);
  const form = createSubmission();
  const fleets = useRead(() => ({
    queryKey: [account.id, "fleets"],
    queryFn: ({ signal }) => listFleets(signal),
    staleTime: 0,
  }));
  const toggle = (slug: string) =>
    setSlugs((now) => (now.includes(slug) ? now.filter((one) => one !== slug) : [...now, slug]));
  const start = () =>
    form.submit(async () => {
      const clients = whom() === "all" ? ("all" as const) : chosen().map(({ id }) => id);
      const fleet = await startFleet({ clients, ...(slugs().length === 0 ? {} : { modules: [...slugs()] }) });
      navigate(`/a/${account.id}/welcome/${fleet.id}`);
    });
  return (
    <Page
      narrow
      title="Set up several clients"
      text="Each client gets a set-up of its own that goes forward by itself. You come back to those that need somebody."
    >
      <div class="flex flex-col gap-6">
        <Card title="Clients">
          <div class="flex flex-col gap-4">
            <Segmented
              label="Which clients"
              class="self-start"
              value={whom()}
              options={[
                { value: "selected", label: "Chosen ones" },
                { value: "all", label: "All clients" },
              ]}
              onChange={setWhom}
            />
            <Show when={whom() === "selected"}>
              <ChooseClients chosen={chosen()} onChange={setChosen} />
            </Show>
          </div>
        </Card>
        <Card title="Modules" text="None chosen: whatever each client may have and that is not connected yet.">
          <Show when={modules.data} fallback={<Skeleton class="h-24" />}>
            {(known) => (
              <fieldset class="flex flex-wrap gap-2">
                <legend class="sr-only">Modules</legend>
                <For each={known().docs}>
                  {(module) => (
                    <label class="relative flex min-h-9 cursor-pointer items-center gap-2 rounded-full border border-line px-3 text-13 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink max-narrow:min-h-11">
                      <input
                        type="checkbox"
                        class="size-4 accent-accent after:absolute after:inset-0"
                        checked={slugs().includes(module.slug)}
                        onChange={() => toggle(module.slug)}
                      />
                      {module.name}
                    </label>
                  )}
                </For>
              </fieldset>
            )}
          </Show>
        </Card>
        <FormError error={form.error()} fields={[]} />
        <Button
          variant="primary"
          class="self-start max-narrow:self-stretch"
          busy={form.busy()}
          disabled={(whom() === "selected" && chosen().length === 0) || form.wait.seconds() > 0}
          onClick={() => void start()}
        >
          {whom() === "all"
            ? "Set all clients up"
            : `Set up ${chosen().length || ""} ${chosen().length === 1 ? "client" : "clients"}`}
        </Button>
        <Switch>
          <Match when={fleets.error}>
            {(error) => <ErrorState error={error()} onRetry={() => void fleets.refetch()} />}
          </Match>
          <Match when={(fleets.data?.docs.length ?? 0) > 0 && fleets.data}>
            {(page) => (
              <Card title="Running and earlier set-ups">
                <ul class="-my-1 divide-y divide-line text-13">
                  <For each={page().docs}>
                    {(fleet) => (
                      <li class="flex min-h-11 items-center gap-3">
                        <A
                          href={`/a/${account.id}/welcome/${fleet.id}`}
                          class="min-w-0 flex-1 py-2 font-medium hover:underline"
                        >
                          {fleet.counts.live} of {fleet.counts.total} live
                          <span class="font-normal text-ink-2">
                            {" "}
                            by {fleet.startedBy.name}, <RelativeTime at={fleet.createdAt} />
                          </span>
                        </A>
                        <Show when={fleet.counts.blocked > 0 && fleet.state === "active"}>
                          <Badge tone="danger">{fleet.counts.blocked} blocked</Badge>
                        </Show>
                        <Show when={standingOf(fleet)}>
                          {(standing) => <Badge tone={standing().tone}>{standing().label}</Badge>}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Card>
            )}
          </Match>
        </Switch>
      </div>
    </Page>
  );
}

/** Whether it still goes forward; nothing where all that is left waits for somebody. */
function standingOf({ state, counts }: Fleet): { label: string; tone: "neutral" | "accent" | "success" } | undefined {
  if (state === "stopped") return { label: "Stopped", tone: "neutral" };
  if (counts.waiting + counts.working > 0) return { label: "Running", tone: "accent" };
  return counts.live === counts.total ? { label: "Done", tone: "success" } : undefined;
}
