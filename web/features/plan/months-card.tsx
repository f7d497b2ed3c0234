import { For, Show } from "solid-js";
import type { MonthUsed } from "../../../schema/contracts/plans.ts";
import { Card } from "../../ui/card.tsx";
import { costWords, tokenWords } from "../../ui/cost-words.ts";
import { fileSize } from "../../ui/file-words.ts";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { monthWords } from "./plan-words.ts";

/** This month in figures, and the months before it. What passes through an agency itself are requests and AI alone. */
export function MonthsCard(props: { months: readonly MonthUsed[]; ofMessages: boolean }) {
  const latest = () => props.months[0];
  return (
    <>
      <Show when={latest()}>
        {(month) => (
          <Card title={monthWords(month().month)} text="Counted in UTC, each message once.">
            <dl class="grid grid-cols-4 gap-x-6 gap-y-4 max-narrow:grid-cols-2">
              <For each={figures(month(), props.ofMessages)}>
                {([label, value]) => (
                  <div>
                    <dt class="text-12 text-ink-3">{label}</dt>
                    <dd class="text-16 font-semibold tabular-nums">{value}</dd>
                  </div>
                )}
              </For>
            </dl>
          </Card>
        )}
      </Show>
      <Show when={props.months.length > 1}>
        <Table
          label="Months before"
          head={
            <>
              <HeadCell>Month</HeadCell>
              <For each={labels(props.ofMessages)}>{(label, n) => <HeadCell wideOnly={n() > 1}>{label}</HeadCell>}</For>
            </>
          }
        >
          <For each={props.months.slice(1)}>
            {(month) => (
              <tr>
                <Cell class="font-medium whitespace-nowrap">{monthWords(month.month)}</Cell>
                <For each={figures(month, props.ofMessages)}>
                  {([, value], n) => (
                    <Cell wideOnly={n() > 1} class="tabular-nums">
                      {value}
                    </Cell>
                  )}
                </For>
              </tr>
            )}
          </For>
        </Table>
      </Show>
    </>
  );
}

type Figure = readonly [label: string, value: string];

function figures(month: MonthUsed, ofMessages: boolean): Figure[] {
  const messages: Figure[] = [
    ["Messages received", month.messagesIn.toLocaleString()],
    ["Messages sent", month.messagesOut.toLocaleString()],
    ["New contacts", month.contactsAdded.toLocaleString()],
    ["Files", fileSize(month.storageBytes)],
  ];
  return [
    ...(ofMessages ? messages : []),
    ["API requests", month.apiRequests.toLocaleString()],
    ["AI", tokenWords(month.aiTokens)],
    ["AI cost", costWords(month.aiCostMicros)],
  ];
}

function labels(ofMessages: boolean): string[] {
  return figures(NOTHING, ofMessages).map(([label]) => label);
}

const NOTHING: MonthUsed = {
  month: "2026-01",
  messagesIn: 0,
  messagesOut: 0,
  contactsAdded: 0,
  contacts: 0,
  storageBytes: 0,
  apiRequests: 0,
  aiTokens: 0,
  aiCostMicros: 0,
};
