import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import X from "lucide-solid/icons/x";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { AuditReason, AuditRow } from "../../../schema/contracts/audit.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { explainAudit } from "../../rest/audit.ts";
import { narrow } from "../../stores/narrow.ts";
import { useRead } from "../../stores/use-read.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { costWords } from "../../ui/cost-words.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { actionWords, doorWords, kindWords, recordHref } from "./audit-words.ts";
import { DiffTable } from "./diff-table.tsx";
import type { UrlFilters } from "./url-filters.ts";

/** One row in full: what changed, and why. */
export function RowPanel(props: {
  id: string;
  onClose: () => void;
  onOpen: (id: string) => void;
  onFilter: (filters: UrlFilters) => void;
}) {
  const account = useAccount();
  const reason = useRead(() => ({
    queryKey: [account.id, "audit", props.id],
    queryFn: ({ signal }) => explainAudit(props.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  }));
  return (
    <section aria-label="One act" class="flex h-full flex-col bg-surface">
      <header class="flex min-h-13 shrink-0 items-center gap-2 border-b border-line px-4 max-narrow:px-2">
        <Show when={narrow()}>
          <h1 class="sr-only">Audit log</h1>
          <IconButton label="Back to the log" onClick={() => props.onClose()}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        </Show>
        <h2 class="min-w-0 flex-1 truncate text-14 font-semibold">
          {reason.data ? actionWords(reason.data.doc.action) : "Loading"}
        </h2>
        <Show when={!narrow()}>
          <IconButton label="Close" onClick={() => props.onClose()}>
            <X aria-hidden="true" />
          </IconButton>
        </Show>
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto" tabindex="-1">
        <Switch fallback={<PanelSkeleton />}>
          <Match when={reason.error}>
            {(error) => (
              <ErrorState error={error()} onRetry={() => void reason.refetch()} retrying={reason.isFetching} />
            )}
          </Match>
          <Match when={reason.data}>
            {(told) => (
              <div class="flex flex-col gap-5 px-4 py-4 text-13">
                <Why told={told()} onOpen={props.onOpen} onFilter={props.onFilter} />
                <DiffTable row={told().doc} />
                <Record row={told().doc} onFilter={props.onFilter} />
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </section>
  );
}

function Why(props: { told: AuditReason; onOpen: (id: string) => void; onFilter: (filters: UrlFilters) => void }) {
  const account = useAccount();
  const row = () => props.told.doc;
  return (
    <div>
      <h3 class="mb-2 text-13 font-semibold">Why</h3>
      <dl class="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2">
        <Fact name="Who">
          <p class="font-medium">{row().actor.name}</p>
          <p class="text-12 text-ink-3">{kindWords(row().actor.type)}</p>
          <More onClick={() => props.onFilter({ actor: row().actor.id })}>All they did</More>
        </Fact>
        <Show when={row().impersonator}>
          {(impersonator) => (
            <Fact name="In truth">
              <p class="font-medium">{impersonator().name}</p>
              <p class="text-12 text-ink-3">looked through their eyes</p>
            </Fact>
          )}
        </Show>
        <Fact name="When">
          <RelativeTime at={row().at} />
          <p class="text-12 text-ink-3">{EXACT.format(new Date(row().at))}</p>
        </Fact>
        <Show when={row().via}>{(via) => <Fact name="Door">{doorWords(via())}</Fact>}</Show>
        <Show when={props.told.assist}>
          {(assist) => (
            <Fact name="Model's turn">
              <p>
                AI wrote a {assist().kind} in this conversation <RelativeTime at={assist().at} />, before the message
                went out.
              </p>
              <p class="text-12 text-ink-3">
                {assist().model}, {costWords(assist().costMicros)}, {assist().outcome}
              </p>
              <A href={`/a/${account.id}/agents`} class="text-accent-ink underline">
                What AI was used for
              </A>
            </Fact>
          )}
        </Show>
        <Show when={row().requestId}>
          {(id) => (
            <Fact name="Request">
              <p class="flex items-center gap-1">
                <code class="min-w-0 truncate font-mono text-12">{id()}</code>
                <CopyButton text={id()} label="Copy request id" />
              </p>
              <Show when={props.told.request.length > 0}>
                <p class="text-12 text-ink-3">It also did:</p>
                <ul>
                  <For each={props.told.request}>
                    {(other) => (
                      <li>
                        <More onClick={() => props.onOpen(other.id)}>{actionWords(other.action)}</More>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </Fact>
          )}
        </Show>
      </dl>
    </div>
  );
}

function Record(props: { row: AuditRow; onFilter: (filters: UrlFilters) => void }) {
  const account = useAccount();
  return (
    <div>
      <h3 class="mb-2 text-13 font-semibold">Record</h3>
      <dl class="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2">
        <Fact name="About">
          <code class="block truncate font-mono text-12">{props.row.entityId}</code>
          <Show when={recordHref(account.id, props.row)}>
            {(href) => (
              <A href={href()} class="mr-3 text-accent-ink underline max-narrow:py-3">
                Open it
              </A>
            )}
          </Show>
          <More onClick={() => props.onFilter({ entityId: props.row.entityId })}>All that was done to it</More>
        </Fact>
        <Fact name="Number">
          <Show when={props.row.seq} fallback="From before the chain">
            {(seq) => `${seq()} in the chain of ${props.row.store === "control" ? "settings" : "the account"}`}
          </Show>
        </Fact>
      </dl>
    </div>
  );
}

function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <>
      <dt class="text-ink-3">{props.name}</dt>
      <dd class="min-w-0">{props.children}</dd>
    </>
  );
}

function More(props: { children: JSX.Element; onClick: () => void }) {
  return (
    <button
      type="button"
      class="text-left text-accent-ink underline max-narrow:min-h-11"
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

function PanelSkeleton() {
  return (
    <div class="flex flex-col gap-3 p-4" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the row
      </span>
      <Skeleton class="h-4 w-24" />
      <Skeleton class="h-4 w-56" />
      <Skeleton class="h-4 w-48" />
      <Skeleton class="h-24 w-full" />
    </div>
  );
}
