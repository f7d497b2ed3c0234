import { A } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { ClientUsage, LimitUse } from "../../../schema/contracts/plans.ts";
import { PLAN_NAMES } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listClientUsage } from "../../rest/plans.ts";
import { now } from "../../stores/clock.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { fileSize } from "../../ui/file-words.ts";
import { Pager } from "../../ui/pager.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { STATUS_WORDS, TRIAL_OVER } from "../tenant-life/status-words.ts";
import { daysLeft } from "./plan-words.ts";

/** Plan and usage of each account below this one; each leads to the account's own page. */
export function ClientUsageCard() {
  const account = useAccount();
  const [q, setQ] = createSignal("");
  const [page, setPage] = createSignal(1);
  const list = useRead(() => ({
    queryKey: [account.id, "client-usage", q(), page()],
    queryFn: ({ signal }) => listClientUsage(account.id, { q: q(), page: page() }, signal),
    placeholderData: (before) => before,
  }));
  const noun = (): [string, string] =>
    account.tenant.type === "platform" ? ["account", "accounts"] : ["client", "clients"];
  const search = (text: string) => {
    setQ(text);
    setPage(1);
  };
  return (
    <section class="flex flex-col gap-3" aria-labelledby="client-usage">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h2 id="client-usage" class="text-16 font-semibold">
          {account.tenant.type === "platform" ? "Accounts" : "Clients"}
        </h2>
        <SearchField label={`Search ${noun()[1]}`} onSearch={search} class="w-72 max-narrow:w-full" />
      </div>
      <Switch fallback={<Skeleton class="h-52 w-full" />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={list.data?.docs.length === 0}>
          <p class="rounded-card border border-line bg-surface px-5 py-8 text-center text-ink-2">
            {q() === "" ? `There are no ${noun()[1]} yet.` : `No ${noun()[0]} has this name or address.`}
          </p>
        </Match>
        <Match when={list.data}>
          {(known) => (
            <>
              <Table
                label="Plan and usage by account"
                busy={list.isPlaceholderData}
                head={
                  <>
                    <HeadCell>Name</HeadCell>
                    <HeadCell>Plan</HeadCell>
                    <HeadCell wideOnly>Contacts</HeadCell>
                    <HeadCell wideOnly>People</HeadCell>
                    <HeadCell wideOnly>Messages</HeadCell>
                    <HeadCell wideOnly>Files</HeadCell>
                    <HeadCell wideOnly>API requests</HeadCell>
                  </>
                }
              >
                <For each={known().docs}>{(doc) => <ClientRow doc={doc} />}</For>
              </Table>
              <Pager page={known()} noun={noun()} onPage={setPage} />
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function ClientRow(props: { doc: ClientUsage }) {
  const status = () => {
    const { status: own, trialEndsAt } = props.doc;
    const over = trialEndsAt !== null && daysLeft(Date.parse(trialEndsAt), Math.max(now(), Date.now())) === 0;
    return over ? TRIAL_OVER : STATUS_WORDS[own];
  };
  const limit = (name: LimitUse["limit"]) => props.doc.limits.find((one) => one.limit === name);
  return (
    <tr>
      <Cell>
        <A
          href={`/a/${props.doc.id}/settings/plan`}
          class="inline-flex min-h-6 items-center font-medium text-accent-ink hover:underline max-narrow:min-h-11"
        >
          {props.doc.name}
        </A>
      </Cell>
      <Cell>
        <span class="inline-flex flex-wrap items-center gap-2">
          {PLAN_NAMES[props.doc.plan]}
          <Show when={props.doc.status !== "active"}>
            <Badge tone={status().tone}>{status().label}</Badge>
          </Show>
        </span>
      </Cell>
      <Cell wideOnly>
        <Taken use={limit("contacts")} />
      </Cell>
      <Cell wideOnly>
        <Taken use={limit("users")} />
      </Cell>
      <Cell wideOnly class="tabular-nums">
        {(props.doc.messagesIn + props.doc.messagesOut).toLocaleString()}
      </Cell>
      <Cell wideOnly class="tabular-nums">
        {fileSize(props.doc.storageBytes)}
      </Cell>
      <Cell wideOnly class="tabular-nums">
        {props.doc.apiRequests.toLocaleString()}
      </Cell>
    </tr>
  );
}

function Taken(props: { use: LimitUse | undefined }) {
  return (
    <Show when={props.use} fallback={<span class="text-ink-3">–</span>}>
      {(use) => (
        <span
          class={`tabular-nums ${use().level === null ? "" : use().level === 100 ? "font-medium text-danger" : "font-medium text-warning"}`}
        >
          {use().used.toLocaleString()}
          {use().max === null ? "" : ` of ${use().max?.toLocaleString()}`}
        </span>
      )}
    </Show>
  );
}
