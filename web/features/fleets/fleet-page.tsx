import { A } from "@solidjs/router";
import { createEffect, createMemo, createSignal, lazy, Match, onCleanup, Show, Suspense, Switch } from "solid-js";
import type { FleetRow } from "../../../schema/contracts/fleets.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { getFleet, listFleetRows, retryFleet, stopFleet } from "../../rest/fleets.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useModules } from "../modules/use-modules.ts";
import { FleetClients, type Shown } from "./fleet-clients.tsx";
import { GiveValues } from "./give-values.tsx";

const SendLink = lazy(() => import("../relay/send-link.tsx"));
/** How often is asked how far it is, while something moves, and while nothing does, ms. */
const LOOK_MS = { moving: 2_000, still: 15_000 } as const;
const ROWS = 50;

/** One set-up of many clients: how far each is, what is given to all of them, and those that need somebody. */
export default function FleetPage(props: { id: string }) {
  const account = useAccount();
  const modules = useModules();
  const [shown, setShown] = createSignal<Shown>({ state: "", page: 1 });
  const [stopping, setStopping] = createSignal(false);
  const [linking, setLinking] = createSignal<FleetRow>();
  const [giving, setGiving] = createSignal<FleetRow>();
  const fleet = useRead(() => ({
    queryKey: [account.id, "fleets", props.id],
    queryFn: ({ signal }) => getFleet(props.id, signal),
    staleTime: 0,
  }));
  const rows = useRead(() => ({
    queryKey: [account.id, "fleets", props.id, "clients", shown().state, shown().page],
    queryFn: ({ signal }) => {
      const { state, page } = shown();
      return listFleetRows(props.id, { limit: ROWS, page, ...(state === "" ? {} : { state }) }, signal);
    },
    staleTime: 0,
  }));
  const moving = createMemo(() => {
    const known = fleet.data;
    return known === undefined || (known.state === "active" && known.counts.working + known.counts.waiting > 0);
  });
  const again = () => void Promise.all([fleet.refetch(), rows.refetch()]);
  createEffect(() => {
    const timer = setInterval(() => again(), moving() ? LOOK_MS.moving : LOOK_MS.still);
    onCleanup(() => clearInterval(timer));
  });
  const retrying = createSubmission();
  const retry = async (): Promise<void> => {
    const done = await retrying.submit(() => retryFleet(props.id));
    if (!done) toastError("They were not tried again.", retrying.error());
    again();
  };
  /** Modules that some client of those in sight lacks, or all that were named. */
  const slugs = createMemo(
    () =>
      fleet.data?.modules ?? [
        ...new Set(
          (rows.data?.docs ?? []).flatMap((row) =>
            row.modules.filter(({ state }) => state !== "live" && state !== "skipped").map(({ slug }) => slug),
          ),
        ),
      ],
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const offered = createMemo(() => (modules.data?.docs ?? []).filter(({ slug }) => slugs().includes(slug)));

  return (
    <Page
      title={fleet.data ? `Setting up ${fleet.data.counts.total.toLocaleString()} clients` : "Setting up clients"}
      text={
        <A href={`/a/${account.id}/welcome/clients`} class="underline underline-offset-2">
          All set-ups of several clients
        </A>
      }
      actions={
        <Show when={fleet.data?.state === "active" && (fleet.data?.counts.live ?? 0) < (fleet.data?.counts.total ?? 0)}>
          <Button onClick={() => setStopping(true)}>Stop</Button>
        </Show>
      }
    >
      <Switch fallback={<FleetSkeleton />}>
        <Match when={fleet.data === undefined && fleet.error}>
          {(error) => <ErrorState error={error()} onRetry={again} retrying={fleet.isFetching} />}
        </Match>
        <Match when={fleet.data}>
          {(known) => (
            <div class="flex flex-col gap-6">
              <section aria-label="How far it is">
                <p role="status" class="text-20 font-semibold tracking-tight tabular-nums">
                  {known().counts.live} of {known().counts.total} live
                  <Show when={known().counts.blocked > 0}>
                    <span class="text-danger">, {known().counts.blocked} blocked</span>
                  </Show>
                </p>
                <progress
                  aria-label="Clients that are live"
                  max={known().counts.total || 1}
                  value={known().counts.live}
                  class="mt-2 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-success [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-success"
                />
                <Show when={known().state === "active" && rows.data?.docs.some(({ reason }) => reason !== null)}>
                  <p class="mt-2 flex flex-wrap items-center gap-3 text-13 text-ink-2">
                    Some could not begin: their rows say why.
                    <Button size="sm" busy={retrying.busy()} onClick={() => void retry()}>
                      Try those again
                    </Button>
                  </p>
                </Show>
                <Show when={known().state === "stopped"}>
                  <p class="mt-2 text-13 text-ink-2">Stopped. What is live stays live.</p>
                </Show>
              </section>
              <Show when={known().state === "active" && offered().length > 0}>
                <GiveValues
                  fleet={known()}
                  names={new Map((rows.data?.docs ?? []).map(({ client }) => [client.id, client.name]))}
                  modules={offered()}
                  onGiven={again}
                />
              </Show>
              <FleetClients
                fleet={known()}
                rows={rows.data}
                error={rows.data === undefined ? rows.error : null}
                modules={modules.data?.docs ?? []}
                shown={shown()}
                onShow={setShown}
                onRetry={again}
                onLink={setLinking}
                onGive={setGiving}
              />
            </div>
          )}
        </Match>
      </Switch>
      <Show when={linking()}>
        {(row) => (
          <Suspense>
            <SendLink
              tenant={row().client.id}
              name={row().client.name}
              session={row().session ?? ""}
              onClose={() => setLinking(undefined)}
            />
          </Suspense>
        )}
      </Show>
      <Show when={giving()} keyed>
        {(row) => (
          <GiveValues
            fleet={{ id: props.id }}
            client={row.client}
            modules={(modules.data?.docs ?? []).filter(({ slug }) =>
              row.modules.some((module) => module.slug === slug && module.state !== "live"),
            )}
            onGiven={again}
            onClose={() => setGiving(undefined)}
          />
        )}
      </Show>
      <ConfirmDialog
        open={stopping()}
        onClose={() => setStopping(false)}
        title="Stop setting these clients up?"
        text="What is live stays live. Values that were given and not used yet are deleted."
        act="Stop"
        danger
        onConfirm={async () => {
          await stopFleet(props.id);
          toast("Stopped.");
          again();
        }}
      />
    </Page>
  );
}

function FleetSkeleton() {
  return (
    <div class="flex flex-col gap-4" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the set-up
      </span>
      <Skeleton class="h-8 w-56" />
      <Skeleton class="h-40" />
      <Skeleton class="h-64" />
    </div>
  );
}
