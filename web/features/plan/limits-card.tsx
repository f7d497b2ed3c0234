import { For, Show } from "solid-js";
import type { LimitUse } from "../../../schema/contracts/plans.ts";
import { Card } from "../../ui/card.tsx";
import { LIMIT_LABELS } from "./plan-words.ts";

/** The plan's limits, each with how much of it is taken. */
export function LimitsCard(props: { limits: readonly LimitUse[] }) {
  return (
    <Card title="Limits">
      <ul class="flex flex-col gap-4">
        <For each={props.limits}>
          {(use) => (
            <li>
              <LimitMeter use={use} />
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

function LimitMeter(props: { use: LimitUse }) {
  const label = () => LIMIT_LABELS[props.use.limit];
  const used = () => props.use.used.toLocaleString();
  return (
    <div class="flex flex-col gap-1.5 text-13">
      <div class="flex flex-wrap justify-between gap-x-3">
        <span class="font-medium">{label()}</span>
        <span class="text-ink-2 tabular-nums">
          {used()} {props.use.max === null ? "(no limit)" : `of ${props.use.max.toLocaleString()}`}
        </span>
      </div>
      <Show when={props.use.max}>
        {(max) => (
          <div
            role="meter"
            aria-label={label()}
            aria-valuemin={0}
            aria-valuemax={max()}
            aria-valuenow={Math.min(props.use.used, max())}
            aria-valuetext={`${used()} of ${max().toLocaleString()}`}
            class="h-2 overflow-hidden rounded-full bg-sunken"
          >
            <div
              class={`h-full rounded-full ${FILLS[props.use.level ?? 0]}`}
              style={{ width: `${Math.min(100, (props.use.used / max()) * 100)}%` }}
            />
          </div>
        )}
      </Show>
      <Show when={props.use.level === 100}>
        <p class="text-danger">{FULL[props.use.limit]}</p>
      </Show>
    </div>
  );
}

const FILLS = { 0: "bg-accent", 80: "bg-warning", 100: "bg-danger-fill" } as const;

const FULL = {
  contacts: "Full. Customers who write in are still let in; your team adds no more.",
  users: "Full. Nobody more can be invited.",
} as const satisfies Record<LimitUse["limit"], string>;
