import { useParams } from "@solidjs/router";
import { createEffect, For, Match, onCleanup, Show, Switch } from "solid-js";
import type { RelayForm, RelayPage as Shown } from "../../../schema/contracts/relays.ts";
import { ApiError } from "../../rest/client.ts";
import { openRelay } from "../../rest/relays.ts";
import { queryClient } from "../../stores/queries.ts";
import { useRead } from "../../stores/use-read.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Door } from "../door/door.tsx";
import { RelayModule } from "./relay-module.tsx";

/** How often is asked how far a provider is, ms. */
const LOOK_MS = 2_000;

/** Where a link leads that an account's people sent: what they lack, to be filled in by somebody who has no account. */
export default function RelayPage() {
  const params = useParams<{ token: string }>();
  const key = ["relay", params.token];
  const page = useRead(() => ({
    queryKey: key,
    queryFn: ({ signal }) => openRelay(params.token, signal),
    staleTime: Infinity,
    retry: false,
  }));
  const over = () => page.error instanceof ApiError && page.error.code === "link_over";
  const keep = (shown: Shown) => queryClient.setQueryData<Shown>(key, shown);
  // While a provider is asked, or another module comes first, it changes without anybody's doing.
  createEffect(() => {
    if (!page.data?.forms.some(({ state }) => state === "working" || state === "waiting")) return;
    const timer = setInterval(() => void page.refetch(), LOOK_MS);
    onCleanup(() => clearInterval(timer));
  });

  return (
    <Door
      title={over() ? "This link is over" : page.data ? titleOf(page.data) : "One moment"}
      tab={page.data ? `Set up ${page.data.business}` : "Set up"}
      text={<Words shown={over() ? undefined : page.data} over={over()} />}
    >
      <Switch fallback={<Waiting />}>
        <Match when={over()}>
          <p class="text-13 text-ink-2">What you entered before is safe: it went straight to the vault.</p>
        </Match>
        <Match when={page.data === undefined && page.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void page.refetch()} retrying={page.isFetching} />}
        </Match>
        <Match when={page.data}>
          {(shown) => (
            <div class="flex flex-col gap-4">
              <p role="status" class="text-13 text-ink-2">
                {countOf(shown().forms)}
              </p>
              <For each={shown().forms.map(({ module }) => module.slug)}>
                {(slug) => (
                  <Show when={shown().forms.find(({ module }) => module.slug === slug)}>
                    {(form) => <RelayModule token={params.token} form={form()} onSent={keep} />}
                  </Show>
                )}
              </For>
            </div>
          )}
        </Match>
      </Switch>
    </Door>
  );
}

const isDone = ({ state }: Pick<RelayForm, "state">): boolean => state === "live" || state === "skipped";

function titleOf({ business, forms }: Shown): string {
  return forms.every(isDone) ? "All done, thank you" : `Finish setting up ${business}`;
}

function countOf(forms: readonly RelayForm[]): string {
  const live = forms.filter(({ state }) => state === "live").length;
  return `${live} of ${forms.length} connected`;
}

function Words(props: { shown: Shown | undefined; over: boolean }) {
  return (
    <Show
      when={props.shown}
      fallback={
        props.over ? "It was taken back or has run out. Ask whoever sent it for a new one." : "Opening your link."
      }
    >
      {(shown) =>
        shown().forms.every(isDone)
          ? `${shown().from} sees it, too. You can close this page.`
          : `${shown().from} asks you for what ${shown().business} needs and only you have. It goes straight to the vault: nobody can read it back. The link works until ${dayOf(shown().expiresAt)}.`
      }
    </Show>
  );
}

function dayOf(at: string): string {
  return new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "long", year: "numeric" });
}

function Waiting() {
  return (
    <div class="flex flex-col gap-4" aria-busy="true">
      <span class="sr-only" role="status">
        Opening your link
      </span>
      <Skeleton class="h-40" />
      <Skeleton class="h-10" />
    </div>
  );
}
