import { type JSX, Show } from "solid-js";
import type { AccountFigures, AccountLine, AccountSort } from "../../../schema/contracts/accounts.ts";
import { levelReached, PLAN_NAMES, PLAN_TERMS } from "../../../schema/plans.ts";
import { brokenWords } from "../../frame/account-badge.tsx";
import { Badge } from "../../ui/badge.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { STATUS_WORDS } from "../tenant-life/status-words.ts";

/** One column beside the name. */
export interface AccountColumn {
  sort: AccountSort;
  label: string;
  /** Its width, and from which screen on it is there. */
  class: string;
  /** Sorted downwards at the first press: the most is what one looks for. */
  down?: true;
  /** Made of how the account does, which not everybody may see. */
  figures?: true;
  cell: (line: AccountLine) => JSX.Element;
}

const NUMBER = "w-24 shrink-0 justify-end tabular-nums";

/** The columns of a list of agencies or of clients, in order. On a narrow screen the last alone stands beside the name. */
export function columnsOf(kind: "agency" | "subaccount", isNarrow: boolean): readonly AccountColumn[] {
  const [status, plan, ...figures] = COLUMNS;
  if (isNarrow) return figures.slice(-1);
  return kind === "agency" ? [status, plan, CLIENTS, ...figures] : [status, plan, ...figures];
}

/** A cell of figures: nothing for whoever may not see them. Each report brings new ones, and the cell is drawn anew. */
function figure(show: (figures: AccountFigures, line: AccountLine) => JSX.Element): AccountColumn["cell"] {
  return (line) => (
    <Show when={line.figures} keyed>
      {(figures) => show(figures, line)}
    </Show>
  );
}

const CLIENTS: AccountColumn = {
  sort: "clients",
  label: "Clients",
  class: `${NUMBER}`,
  down: true,
  figures: true,
  cell: figure(({ clients }) => clients.toLocaleString()),
};

const COLUMNS: readonly [AccountColumn, AccountColumn, ...AccountColumn[]] = [
  {
    sort: "status",
    label: "Status",
    class: "w-28 shrink-0",
    cell: (line) => <StatusBadge line={line} />,
  },
  {
    sort: "plan",
    label: "Plan",
    class: "hidden w-28 shrink-0 wide:flex",
    cell: (line) => <span class="text-ink-2">{PLAN_NAMES[line.plan]}</span>,
  },
  {
    sort: "contacts",
    label: "Contacts",
    class: `${NUMBER} w-32`,
    down: true,
    figures: true,
    cell: figure(({ contacts }, { plan, type }) => (
      <Usage used={contacts} limit={type === "subaccount" ? PLAN_TERMS[plan].contacts : null} />
    )),
  },
  {
    sort: "messages",
    label: "Messages",
    class: `hidden ${NUMBER} wide:flex`,
    down: true,
    figures: true,
    cell: figure(({ messages }) => messages.toLocaleString()),
  },
  {
    sort: "broken",
    label: "Health",
    class: "w-28 shrink-0 pl-4",
    down: true,
    figures: true,
    cell: figure(({ broken }) => (
      <Show when={broken > 0} fallback={<span class="text-ink-2">Working</span>}>
        <Badge tone="danger" dot data-tip={brokenWords(broken)}>
          {broken.toLocaleString()} broken
        </Badge>
      </Show>
    )),
  },
  {
    sort: "lastActivityAt",
    label: "Last activity",
    class: "w-32 shrink-0",
    down: true,
    figures: true,
    cell: figure(({ lastActivityAt }) => (
      <Show when={lastActivityAt} fallback={<span class="text-ink-3">None yet</span>}>
        {(at) => <RelativeTime at={at()} class="relative z-10 text-ink-2" />}
      </Show>
    )),
  },
  {
    sort: "unread",
    label: "Unread",
    class: "w-20 shrink-0 justify-end tabular-nums",
    down: true,
    figures: true,
    cell: figure(({ unread }) => (
      <Show when={unread > 0} fallback={<span class="text-ink-3">0</span>}>
        <span class="rounded-full bg-accent-soft px-2 text-12 leading-5 font-medium text-accent-ink">
          {unread.toLocaleString()}
          <span class="sr-only"> unread</span>
        </span>
      </Show>
    )),
  },
];

export function StatusBadge(props: { line: Pick<AccountLine, "status"> }) {
  return (
    <Badge tone={STATUS_WORDS[props.line.status].tone} dot>
      {STATUS_WORDS[props.line.status].label}
    </Badge>
  );
}

/** How much of a limit is used: coloured where it is near. */
function Usage(props: { used: number; limit: number | null }) {
  const level = () => levelReached(props.used, props.limit);
  return (
    <span class={level() === 100 ? "text-danger" : level() === 80 ? "text-warning" : ""}>
      {props.used.toLocaleString()}
      <Show when={props.limit}>{(limit) => <span class="text-ink-3"> of {limit().toLocaleString()}</span>}</Show>
    </span>
  );
}
