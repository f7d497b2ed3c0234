import { keepPreviousData } from "@tanstack/solid-query";
import { createEffect, createSignal, For, Match, on, Switch } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { PLAN_NAMES } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listTenants } from "../../rest/tenants.ts";
import { useRead } from "../../stores/use-read.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { LifeAct } from "../tenant-life/life-acts.ts";
import { LifeMenu } from "../tenant-life/life-menu.tsx";
import { ClientsSkeleton } from "./clients-skeleton.tsx";
import type { Kind } from "./clients-url.ts";

const PAGE_SIZE = 50;

/** The accounts that were deleted and can be restored, or erased for good. */
export function DeletedAccounts(props: {
  kind: Kind;
  search: string;
  noun: [one: string, many: string];
  onChoose: (tenant: Tenant, act: LifeAct) => void;
}) {
  const account = useAccount();
  const [page, setPage] = createSignal(1);
  createEffect(on([() => props.kind, () => props.search], () => setPage(1), { defer: true }));
  const query = () => ({
    type: props.kind,
    // A platform's clients are two levels down: no parent narrows them.
    parent: account.tenant.type === "platform" && props.kind === "subaccount" ? undefined : account.id,
    q: props.search,
    deleted: "true" as const,
    page: page(),
    limit: PAGE_SIZE,
  });
  const list = useRead(() => ({
    queryKey: [account.id, "tenants", query()],
    queryFn: ({ signal }) => listTenants(query(), { tenant: account.id, signal }),
    placeholderData: keepPreviousData,
  }));
  return (
    <Switch fallback={<ClientsSkeleton />}>
      <Match when={list.error}>
        {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
      </Match>
      <Match when={list.data?.docs.length === 0 && props.search !== ""}>
        <EmptyState
          title={`No ${props.noun[0]} matches “${props.search}”`}
          text="Search looks at the name and the address."
        />
      </Match>
      <Match when={list.data?.docs.length === 0}>
        <EmptyState
          title="Nothing is deleted"
          text="What you delete can be restored from here for 30 days, and erased for good."
        />
      </Match>
      <Match when={list.data}>
        {(data) => (
          <div class="px-8 pt-4 max-narrow:px-4">
            <Table
              label={props.noun[1]}
              busy={list.isPlaceholderData}
              head={
                <>
                  <HeadCell>Name</HeadCell>
                  <HeadCell wideOnly>Address</HeadCell>
                  <HeadCell>Deleted</HeadCell>
                  <HeadCell wideOnly>Plan</HeadCell>
                  <HeadCell>
                    <span class="sr-only">Acts</span>
                  </HeadCell>
                </>
              }
            >
              <For each={data().docs}>
                {(tenant) => <Row tenant={tenant} onChoose={(act) => props.onChoose(tenant, act)} />}
              </For>
            </Table>
            <Pager page={data()} noun={props.noun} onPage={setPage} />
          </div>
        )}
      </Match>
    </Switch>
  );
}

function Row(props: { tenant: Tenant; onChoose: (act: LifeAct) => void }) {
  return (
    <tr>
      <Cell class="max-w-80">
        <span class="block truncate font-medium">{props.tenant.name}</span>
        <span class="block truncate text-12 text-ink-3 narrow:hidden">{props.tenant.slug}</span>
      </Cell>
      <Cell wideOnly class="text-ink-2">
        {props.tenant.slug}
      </Cell>
      <Cell class="text-ink-2">
        Deleted <RelativeTime at={props.tenant.deletedAt ?? props.tenant.createdAt} />
      </Cell>
      <Cell wideOnly class="text-ink-2">
        {PLAN_NAMES[props.tenant.plan]}
      </Cell>
      <Cell class="w-12 text-right">
        <LifeMenu tenant={props.tenant} onChoose={(act) => props.onChoose(act)} />
      </Cell>
    </tr>
  );
}
