import { A } from "@solidjs/router";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Eye from "lucide-solid/icons/eye";
import { createMemo, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { AccountLine, AccountSort, ListAccounts } from "../../../schema/contracts/accounts.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { tenantHome } from "../../stores/session.ts";
import { askViewAs } from "../../stores/view-request.ts";
import { preloadDialog } from "../../ui/dialog.tsx";
import { FixedRows } from "../../ui/fixed-rows.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { rootFontPx } from "../../ui/root-font-px.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { LifeAct } from "../tenant-life/life-acts.ts";
import { LifeMenu } from "../tenant-life/life-menu.tsx";
import { type AccountColumn, columnsOf, StatusBadge } from "./account-columns.tsx";
import type { AccountRows } from "./account-rows.ts";

const ROW_REM = 2.75;
const NARROW_ROW_REM = 4;
/** Rows asked for above the last one on the screen: more than a screen holds. */
const SCREEN_ROWS = 60;

type Sort = ListAccounts["sort"];

export interface AccountsTableProps {
  label: string;
  kind: "agency" | "subaccount";
  rows: AccountRows;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onChoose: (line: AccountLine, act: LifeAct) => void;
}

/** However many accounts, of which only those near the screen are in the page. The server sorts. */
export function AccountsTable(props: AccountsTableProps) {
  const account = useAccount();
  const total = () => props.rows.total() ?? 0;
  const ids = createMemo(() => Array.from({ length: total() }, (_, at) => String(at)));
  const seesFigures = () => props.rows.row(0)?.figures !== null;
  const columns = createMemo(() => columnsOf(props.kind, narrow()).filter(({ figures }) => !figures || seesFigures()));
  const hasActs = () => account.can("impersonate") || account.can("manageTenants");
  const rowHeight = () => (narrow() ? NARROW_ROW_REM : ROW_REM) * rootFontPx();
  return (
    <div
      role="table"
      aria-label={props.label}
      aria-rowcount={total() + 1}
      aria-busy={props.rows.loading()}
      class="flex h-full flex-col text-13"
    >
      <div role="rowgroup" class="border-b border-line text-12 text-ink-3 max-narrow:sr-only">
        <div role="row" aria-rowindex={1} class="flex h-9 items-center gap-4 px-8">
          <SortHead sort="name" label="Name" class="min-w-0 flex-1" current={props.sort} onSort={props.onSort} />
          <For each={columns()}>
            {(column) => (
              <SortHead
                sort={column.sort}
                label={column.label}
                class={column.class}
                down={column.down ?? false}
                current={props.sort}
                onSort={props.onSort}
              />
            )}
          </For>
          <Show when={hasActs()}>
            <span role="columnheader" class="w-20 shrink-0">
              <span class="sr-only">Acts</span>
            </span>
          </Show>
        </div>
      </div>
      <div class="min-h-0 flex-1">
        <Show when={rowHeight()} keyed>
          {(height) => (
            <FixedRows
              table
              ids={ids()}
              rowHeight={height}
              total={total()}
              onLast={(last) => props.rows.show(last - SCREEN_ROWS, last + SCREEN_ROWS / 2)}
            >
              {(at) => (
                <Show when={props.rows.row(Number(at))} fallback={<RowSkeleton />}>
                  {(line) => (
                    <Row
                      line={line()}
                      columns={columns()}
                      hasActs={hasActs()}
                      onChoose={(act) => props.onChoose(line(), act)}
                    />
                  )}
                </Show>
              )}
            </FixedRows>
          )}
        </Show>
      </div>
    </div>
  );
}

function SortHead(props: {
  sort: AccountSort;
  label: string;
  class: string;
  down?: boolean;
  current: Sort;
  onSort: (sort: Sort) => void;
}) {
  const up = (): Sort => props.sort;
  const down = (): Sort => `-${props.sort}`;
  const state = () => (props.current === up() ? "ascending" : props.current === down() ? "descending" : "none");
  const next = (): Sort => {
    const [first, second] = props.down ? [down(), up()] : [up(), down()];
    return props.current === first ? second : first;
  };
  return (
    <span role="columnheader" aria-sort={state()} class={`flex items-center ${props.class}`}>
      <Show when={!narrow()} fallback={props.label}>
        <button
          type="button"
          class="-mx-1 flex h-7 items-center gap-1 rounded-inner px-1 font-medium whitespace-nowrap transition-colors duration-100 hover:text-ink"
          classList={{ "text-ink": state() !== "none" }}
          onClick={() => props.onSort(next())}
        >
          {props.label}
          <Show when={state() !== "none"}>
            <Dynamic component={state() === "ascending" ? ArrowUp : ArrowDown} class="size-3.5" aria-hidden="true" />
          </Show>
        </button>
      </Show>
    </span>
  );
}

function Row(props: {
  line: AccountLine;
  columns: readonly AccountColumn[];
  hasActs: boolean;
  onChoose: (act: LifeAct) => void;
}) {
  const account = useAccount();
  return (
    <div class="relative flex h-full items-center gap-4 border-b border-line px-8 transition-colors duration-100 hover:bg-sunken max-narrow:gap-2 max-narrow:px-4">
      <div role="cell" class="min-w-0 flex-1">
        <A
          href={tenantHome(props.line)}
          class="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-ink"
        >
          {props.line.name}
        </A>
        <span class="flex items-center gap-2 text-12 text-ink-3">
          <Show when={narrow()}>
            <StatusBadge line={props.line} />
          </Show>
          <span class="truncate">
            {props.line.type === "subaccount" && props.line.parentName !== null
              ? props.line.parentName
              : props.line.slug}
          </span>
          <Show when={narrow() && props.line.figures?.lastActivityAt}>
            {(at) => <RelativeTime at={at()} short class="shrink-0" />}
          </Show>
        </span>
      </div>
      <For each={props.columns}>
        {(column) => (
          <div role="cell" class={`flex items-center ${column.class}`}>
            {column.cell(props.line)}
          </div>
        )}
      </For>
      <Show when={props.hasActs}>
        <div role="cell" class="relative z-10 flex w-20 shrink-0 justify-end max-narrow:w-auto">
          <Show when={account.can("impersonate")}>
            <IconButton
              label={`View ${props.line.name} as…`}
              onPointerEnter={preloadDialog}
              onClick={() => askViewAs({ tenant: { id: props.line.id, name: props.line.name } })}
            >
              <Eye aria-hidden="true" />
            </IconButton>
          </Show>
          <Show when={account.can("manageTenants")}>
            <LifeMenu tenant={props.line} onChoose={(act) => props.onChoose(act)} />
          </Show>
        </div>
      </Show>
    </div>
  );
}

function RowSkeleton() {
  return (
    <div role="cell" class="flex h-full items-center gap-8 border-b border-line px-8 max-narrow:px-4">
      <Skeleton class="h-4 w-48" />
      <Skeleton class="ml-auto h-4 w-40 max-narrow:w-10" />
    </div>
  );
}
