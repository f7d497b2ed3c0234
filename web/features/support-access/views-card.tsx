import { createEffect, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { Impersonation } from "../../../schema/contracts/impersonations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { endImpersonation, listImpersonations } from "../../rest/impersonations.ts";
import { heardView } from "../../stores/heard-views.ts";
import { queryClient } from "../../stores/queries.ts";
import { useMe } from "../../stores/session.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const PAGE_SIZE = 20;

/** Those who look through others' eyes right now (`open`), or those who did, newest first. */
export function ViewsCard(props: { open?: boolean }) {
  const account = useAccount();
  const open = () => props.open === true;
  const [older, setOlder] = createSignal<Impersonation[]>([]);
  const [loading, setLoading] = createSignal(false);
  const [more, setMore] = createSignal(true);
  const views = useRead(() => ({
    queryKey: [account.id, "views", open()],
    queryFn: ({ signal }) => listImpersonations(account.id, { open: open(), limit: PAGE_SIZE }, signal),
  }));
  const docs = () => [...(views.data?.docs ?? []), ...older()];
  createEffect(
    on(heardView, () => void queryClient.invalidateQueries({ queryKey: [account.id, "views"] }), { defer: true }),
  );

  const loadOlder = async () => {
    const last = docs().at(-1);
    if (last === undefined) return;
    setLoading(true);
    try {
      const page = await listImpersonations(account.id, {
        open: open(),
        limit: PAGE_SIZE,
        before: last.startedAt,
        beforeId: last.id,
      });
      setOlder((all) => [...all, ...page.docs]);
      setMore(page.docs.length === PAGE_SIZE);
    } catch (error) {
      toastError("The older ones could not be read.", error);
    } finally {
      setLoading(false);
    }
  };

  return (
    <Card title={open() ? "Looking right now" : "Before"}>
      <Switch
        fallback={
          <div class="flex flex-col gap-3" aria-busy="true">
            <Skeleton class="h-4 w-2/3" />
            <Skeleton class="h-3 w-1/2" />
          </div>
        }
      >
        <Match when={views.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void views.refetch()} />}
        </Match>
        <Match when={views.data && docs().length === 0}>
          <p class="text-13 text-ink-2">
            {open()
              ? "Nobody looks at this account as somebody else."
              : "Nobody has looked at this account as somebody else."}
          </p>
        </Match>
        <Match when={views.data}>
          <ul class="-my-1 divide-y divide-line">
            <For each={docs()}>{(view) => <Row view={view} />}</For>
          </ul>
          <Show when={more() && docs().length >= PAGE_SIZE}>
            <Button size="sm" class="mt-3" busy={loading()} onClick={() => void loadOlder()}>
              Show older
            </Button>
          </Show>
        </Match>
      </Switch>
    </Card>
  );
}

function Row(props: { view: Impersonation }) {
  const account = useAccount();
  const me = useMe();
  const [ending, setEnding] = createSignal(false);
  const mayEnd = () =>
    props.view.open && (account.holds("manageUsers") || props.view.impersonator.id === me.data?.user.id);
  const end = async () => {
    setEnding(true);
    try {
      await endImpersonation(account.id, props.view.id);
      toast(`${props.view.impersonator.name} no longer views ${props.view.tenant.name}.`);
      await queryClient.invalidateQueries({ queryKey: [account.id, "views"] });
    } catch (error) {
      toastError("The view could not be ended.", error);
    } finally {
      setEnding(false);
    }
  };
  return (
    <li class="flex items-start gap-4 py-3">
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-center gap-2 text-13 font-medium">
          {props.view.impersonator.name} as {props.view.user.name}
          <Badge tone={props.view.write ? "warning" : "neutral"}>
            {props.view.write ? "Could change" : "Read-only"}
          </Badge>
        </p>
        <p class="text-13 break-words">“{props.view.reason}”</p>
        <p class="text-12 text-ink-2">
          <Show when={props.view.tenant.id !== account.id}>{props.view.tenant.name} · </Show>
          <RelativeTime at={props.view.startedAt} /> · {howItEnds(props.view)}
        </p>
      </div>
      <Show when={mayEnd()}>
        <Button
          size="sm"
          variant="danger"
          busy={ending()}
          aria-label={`End the view of ${props.view.impersonator.name}`}
          onClick={() => void end()}
        >
          End
        </Button>
      </Show>
    </li>
  );
}

/** How it ends, or ended. */
function howItEnds({ open, startedAt, endsAt, endedAt, endedBy, endReason }: Impersonation): string {
  const minutes = (until: string) => {
    const count = Math.max(1, Math.round((Date.parse(until) - Date.parse(startedAt)) / 60_000));
    return count === 1 ? "1 minute" : `${count} minutes`;
  };
  if (open) return `for ${minutes(endsAt)}`;
  if (endedAt === null) return `${minutes(endsAt)}, until its time was over`;
  switch (endReason) {
    case "signed_out":
      return `${minutes(endedAt)}, until they signed out`;
    case "consent_withdrawn":
      return `${minutes(endedAt)}, until ${endedBy?.name ?? "somebody"} closed the account to it`;
    default:
      return `${minutes(endedAt)}, ended by ${endedBy?.name ?? "somebody"}`;
  }
}
