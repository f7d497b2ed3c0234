import ScrollText from "lucide-solid/icons/scroll-text";
import { createMemo, Index, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FixedRows } from "../../ui/fixed-rows.tsx";
import { rootFontPx } from "../../ui/root-font-px.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuditFilterBar } from "./audit-filters.tsx";
import { type AuditRows, createAuditRows } from "./audit-list.ts";
import { AuditRow } from "./audit-row.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { RowPanel } from "./row-panel.tsx";
import { apiFilters, useUrlFilters } from "./url-filters.ts";
import { VerificationBadge } from "./verification-badge.tsx";

const ROW_HEIGHT_REM = 3.25;
/** This many rows before the end the next page is asked for. */
const AHEAD = 40;
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** What was done in this account, by whom and why; and whether anybody has touched the record of it. */
export default function AuditPage() {
  useDocumentTitle(() => "Audit log");
  const account = useAccount();
  const url = useUrlFilters();
  const filters = createMemo(() => apiFilters(url.filters()), undefined, { equals: same });
  const rows = createAuditRows(account.id, filters);
  const panel = (id: string) => (
    <RowPanel
      id={id}
      onClose={() => url.open(undefined)}
      onOpen={url.open}
      onFilter={(changes) => {
        url.clear();
        url.set(changes);
      }}
    />
  );
  return (
    <div class="flex h-full">
      <div class="flex min-w-0 flex-1 flex-col" classList={{ hidden: narrow() && url.row() !== undefined }}>
        <header class="flex flex-col gap-3 border-b border-line px-8 pt-7 pb-4 max-narrow:px-4 max-narrow:pt-4 max-narrow:pb-3">
          <div class="flex items-start justify-between gap-4">
            <div class="min-w-0">
              <h1 class="text-20 font-semibold tracking-tight">Audit log</h1>
              <VerificationBadge />
            </div>
            <ExportMenu filters={filters()} />
          </div>
          <AuditFilterBar filters={url.filters()} onChange={url.set} onClear={url.clear} />
        </header>
        <div class="min-h-0 flex-1 bg-surface">
          <Rows
            rows={rows}
            open={url.row()}
            onOpen={url.open}
            filtered={Object.keys(url.filters()).length > 0}
            onClear={url.clear}
          />
        </div>
      </div>
      <Show when={url.row()} keyed>
        {(id) => (
          <div class="w-104 shrink-0 border-l border-line max-narrow:w-full max-narrow:border-0">{panel(id)}</div>
        )}
      </Show>
    </div>
  );
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function Rows(props: {
  rows: AuditRows;
  open: string | undefined;
  filtered: boolean;
  onOpen: (id: string) => void;
  onClear: () => void;
}) {
  const rowHeight = ROW_HEIGHT_REM * rootFontPx();
  const none = () => props.rows.ids().length === 0;
  return (
    <Switch>
      <Match when={none() && props.rows.error()}>
        {(error) => <ErrorState error={error()} onRetry={() => props.rows.restart()} />}
      </Match>
      <Match when={none() && props.rows.loading()}>
        <RowsSkeleton />
      </Match>
      <Match when={none() && props.rows.complete() && props.filtered}>
        <EmptyState
          title="Nothing matches"
          text="Nothing that was done here is like that. Try fewer words, or other days."
          action={<Button onClick={() => props.onClear()}>Show everything</Button>}
        />
      </Match>
      <Match when={none() && props.rows.complete()}>
        <EmptyState
          icon={<ScrollText aria-hidden="true" />}
          title="Nothing was done here yet"
          text="Whatever is changed from now on appears here, with who did it and why."
        />
      </Match>
      <Match when={true}>
        <FixedRows
          ids={props.rows.ids()}
          rowHeight={rowHeight}
          total={props.rows.complete() ? props.rows.ids().length : -1}
          onLast={(last) => {
            if (last >= props.rows.ids().length - AHEAD && !none()) void props.rows.more();
          }}
          after={<Foot rows={props.rows} />}
        >
          {(id) => (
            <Show when={props.rows.row(id)}>
              {(row) => (
                <AuditRow
                  row={row()}
                  open={props.open === id}
                  tight={props.open !== undefined}
                  onOpen={() => props.onOpen(id)}
                />
              )}
            </Show>
          )}
        </FixedRows>
      </Match>
    </Switch>
  );
}

/** What stands under the last row: that more is coming, that reading failed, or how far it was looked. */
function Foot(props: { rows: AuditRows }) {
  return (
    <Switch>
      <Match when={props.rows.loading()}>
        <p class="px-4 py-3 text-13 text-ink-3" role="status">
          Reading on…
        </p>
      </Match>
      <Match when={props.rows.error()}>
        {(error) => <ErrorState error={error()} onRetry={() => props.rows.restart()} />}
      </Match>
      <Match when={!props.rows.complete()}>
        <div class="flex items-center gap-3 px-4 py-3 text-13 text-ink-2">
          <Show when={props.rows.searchedTo()}>
            {(at) => <span>Looked back to {DAY.format(new Date(at()))}.</span>}
          </Show>
          <Button size="sm" onClick={() => void props.rows.more()}>
            Look further back
          </Button>
        </div>
      </Match>
      <Match when={props.rows.ids().length > 0}>
        <p class="px-4 py-3 text-12 text-ink-3">The beginning of the log.</p>
      </Match>
    </Switch>
  );
}

function RowsSkeleton() {
  return (
    <div aria-busy="true">
      <span class="sr-only" role="status">
        Loading the log
      </span>
      <Index each={Array.from({ length: 9 })}>
        {() => (
          <div class="flex h-13 items-center gap-3 border-b border-line px-4">
            <Skeleton class="size-6 rounded-full" />
            <Skeleton class="h-4 w-32" />
            <Skeleton class="ml-auto h-4 w-40 max-narrow:w-16" />
          </div>
        )}
      </Index>
    </div>
  );
}
