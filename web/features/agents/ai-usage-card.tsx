import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { AiCallKind, AiUsage, AssistUsage } from "../../../schema/contracts/assists.ts";
import { Card } from "../../ui/card.tsx";
import { costWords, tokenWords } from "../../ui/cost-words.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useAiUsage } from "./use-agents.ts";

const KINDS: Record<AiCallKind, string> = {
  draft: "Drafts",
  rewrite: "Rewrites",
  summary: "Summaries",
  playground: "Agents tried out",
  concierge: "Setting up",
};

/** What a month of AI has come to: in all, by what it was asked for, and how much of the cap is used. */
export function AiUsageCard() {
  const thisMonth = monthOf(new Date());
  const [month, setMonth] = createSignal(thisMonth);
  const usage = useAiUsage(month);
  return (
    <Card
      title={`Use in ${NAME.format(new Date(`${month()}-15T00:00:00Z`))}`}
      actions={
        <div class="-my-2 -mr-2 flex">
          <IconButton label="The month before" onClick={() => setMonth(shifted(month(), -1))}>
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <IconButton
            label="The month after"
            disabled={month() === thisMonth}
            onClick={() => setMonth(shifted(month(), 1))}
          >
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </div>
      }
    >
      <Switch fallback={<UsageSkeleton />}>
        <Match when={usage.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void usage.refetch()} retrying={usage.isFetching} />}
        </Match>
        <Match when={usage.data?.total.count === 0}>
          <p class="text-13 text-ink-2">AI was not asked for anything in this month.</p>
        </Match>
        <Match when={usage.data}>{(shown) => <Totals usage={shown()} />}</Match>
      </Switch>
    </Card>
  );
}

function Totals(props: { usage: AiUsage }) {
  return (
    <div class="flex flex-col gap-4">
      <div class="flex flex-wrap items-baseline gap-x-3">
        <span class="text-28 font-semibold tracking-tight tabular-nums">
          {costWords(props.usage.total.cost.micros)}
        </span>
        <span class="text-13 text-ink-2">for {tokenWords(tokens(props.usage.total.usage))}</span>
      </div>
      <Show when={props.usage.cap}>
        {(cap) => (
          <div>
            <progress
              aria-label="Part of the month's cap that is used"
              max={cap().micros}
              value={Math.min(ownMicros(props.usage), cap().micros)}
              class="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
            />
            <p class="mt-1 text-12 text-ink-3">
              of {costWords(cap().micros)} that this account allows a month
              {ownMicros(props.usage) >= cap().micros ? ": AI rests until the next one" : ""}.
            </p>
          </div>
        )}
      </Show>
      <table class="w-full border-collapse text-left text-13" aria-label="Use by kind">
        <thead class="text-12 text-ink-3">
          <tr class="border-b border-line">
            <th scope="col" class="h-8 font-medium">
              Asked for
            </th>
            <th scope="col" class="h-8 pl-3 text-right font-medium">
              Times
            </th>
            <th scope="col" class="h-8 pl-3 text-right font-medium max-narrow:hidden">
              Tokens
            </th>
            <th scope="col" class="h-8 pl-3 text-right font-medium">
              Cost
            </th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line tabular-nums">
          <For each={props.usage.byKind}>
            {(row) => (
              <tr>
                <th scope="row" class="h-9 font-normal">
                  {KINDS[row.kind]}
                </th>
                <td class="h-9 pl-3 text-right">{row.count}</td>
                <td class="h-9 pl-3 text-right text-ink-2 max-narrow:hidden">{tokens(row.usage).toLocaleString()}</td>
                <td class="h-9 pl-3 text-right">{costWords(row.cost.micros)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="text-12 text-ink-3">
        Counted at the provider's list prices, by months of UTC.
        <Show when={props.usage.paidByPlatform.micros > 0}>
          {" "}
          {costWords(props.usage.paidByPlatform.micros)} of it were on the house: setting up with Claude before the
          account had a key.
        </Show>
      </p>
    </div>
  );
}

function UsageSkeleton() {
  return (
    <div class="flex flex-col gap-3" aria-busy="true">
      <Skeleton class="h-8 w-32" />
      <Skeleton class="h-4 w-full" />
      <Skeleton class="h-4 w-full" />
      <Skeleton class="h-4 w-2/3" />
    </div>
  );
}

const NAME = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });

const tokens = ({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: AssistUsage): number =>
  inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;

/** What counts towards the cap: what the platform paid does not. */
const ownMicros = ({ total, paidByPlatform }: AiUsage): number => total.cost.micros - paidByPlatform.micros;

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

function shifted(month: string, by: number): string {
  const [year = 0, index = 1] = month.split("-").map(Number);
  return monthOf(new Date(Date.UTC(year, index - 1 + by, 15)));
}
