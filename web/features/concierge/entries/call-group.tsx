import ChevronRight from "lucide-solid/icons/chevron-right";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleX from "lucide-solid/icons/circle-x";
import { For, Match, Show, Switch } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import type { ToolName } from "../../../../schema/concierge/tools.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { callWords, durationWords } from "../tool-words.ts";

type Call = EntryOf<"call">;

/** What was done between two things that were said, folded: open it to see what was called, why, with what, and what came of it. */
export function CallGroup(props: { calls: readonly Call[] }) {
  const newest = () => props.calls.at(-1)!;
  return (
    <details class="group ml-10 min-w-0 text-13 @max-[36rem]:ml-0">
      <summary class="inline-flex max-w-full cursor-pointer list-none items-center gap-2 rounded-inner py-1 pr-2 text-ink-2 hover:text-ink max-narrow:min-h-11 [&::-webkit-details-marker]:hidden [&_svg]:size-4 [&_svg]:shrink-0">
        <CallMark call={newest()} />
        <span class="min-w-0 truncate">
          {callWords(newest())}
          {newest().state === "pending" && !WAITS.has(newest().tool) ? "…" : ""}
        </span>
        <Show when={props.calls.length > 1}>
          <span class="shrink-0 text-12 text-ink-3 tabular-nums">{props.calls.length} steps</span>
        </Show>
        <ChevronRight
          class="text-ink-3 transition-transform duration-100 group-open:rotate-90"
          aria-label="What was done"
        />
      </summary>
      <ol class="mt-1 flex flex-col gap-3 border-l border-line pl-4">
        <For each={props.calls}>{(call) => <CallTrace call={call} />}</For>
      </ol>
    </details>
  );
}

function CallTrace(props: { call: Call }) {
  const args = () => Object.entries(props.call.args).filter(([name]) => name !== "why");
  return (
    <li class="min-w-0">
      <p class="flex items-center gap-2 [&_svg]:size-3.5 [&_svg]:shrink-0">
        <CallMark call={props.call} />
        <span class="min-w-0 font-medium">{callWords(props.call)}</span>
      </p>
      <dl class="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-12 text-ink-2 [&_dt]:text-ink-3">
        <Show when={props.call.why}>
          <dt>Why</dt>
          <dd class="min-w-0 break-words">{props.call.why}</dd>
        </Show>
        <dt>Called</dt>
        <dd class="min-w-0 font-mono break-words">{props.call.tool}</dd>
        <Show when={args().length > 0}>
          <dt>With</dt>
          <dd class="min-w-0">
            <Arguments args={args()} />
          </dd>
        </Show>
        <Show when={props.call.outcome}>
          <dt>Result</dt>
          <dd class={`min-w-0 break-words ${props.call.state === "failed" ? "text-danger" : ""}`}>
            {props.call.outcome}
          </dd>
        </Show>
        <dt>By</dt>
        <dd>
          {props.call.driver === "claude" ? "Claude" : "the fixed order"}
          <Show when={props.call.ms !== null}>, in {durationWords(props.call.ms ?? 0)}</Show>
        </dd>
      </dl>
    </li>
  );
}

/** Names and values exactly as they were given. */
export function Arguments(props: { args: readonly (readonly [string, unknown])[] }) {
  return (
    <ul class="flex flex-col gap-0.5 font-mono text-12">
      <For each={props.args}>
        {([name, value]) => (
          <li class="break-words whitespace-pre-wrap">
            {name}: {typeof value === "string" ? value : JSON.stringify(value, undefined, 2)}
          </li>
        )}
      </For>
    </ul>
  );
}

/** These wait for people, and do nothing meanwhile. */
const WAITS: ReadonlySet<ToolName> = new Set<ToolName>(["requestCredentials", "askPerson"]);

function CallMark(props: { call: Call }) {
  return (
    <Switch>
      <Match when={props.call.state === "pending" && WAITS.has(props.call.tool)}>
        <CircleDot class="text-accent-ink" aria-label="Waits for somebody" />
      </Match>
      <Match when={props.call.state === "pending"}>
        <span class="text-accent-ink">
          <Spinner />
        </span>
      </Match>
      <Match when={props.call.state === "done"}>
        <CircleCheck class="text-success" aria-label="Done" />
      </Match>
      <Match when={props.call.state === "failed"}>
        <CircleX class="text-danger" aria-label="Failed" />
      </Match>
    </Switch>
  );
}
