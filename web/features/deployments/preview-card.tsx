import { For, Show } from "solid-js";
import type { DeploymentPreview, TargetEffect } from "../../../schema/contracts/deployments.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { EFFECT } from "./status-words.ts";

const ORIGIN = { own: "the client's own", agency: "yours", module: "the module's default" } as const;

/** What starting it would do, to all clients in numbers and to the first of them in full. */
export function PreviewCard(props: { preview: DeploymentPreview }) {
  const said = () => {
    const { install, change, keep, blocked } = props.preview.effects;
    return [
      [install, "get it"],
      [change, "are changed"],
      [keep, "are left alone"],
      [blocked, "cannot get it"],
    ].filter(([count]) => count !== 0);
  };
  return (
    <Card title="What changes" text="Nothing has been done yet.">
      <p class="text-13" role="status">
        <span class="font-semibold">
          {props.preview.total.toLocaleString()} {props.preview.total === 1 ? "client" : "clients"}
        </span>
        {said().length > 0
          ? `: ${said()
              .map(([count, words]) => `${count} ${words}`)
              .join(", ")}.`
          : "."}
        <Show when={props.preview.asking > 0}>
          {" "}
          {props.preview.asking.toLocaleString()} will be asked for something of their own before it works.
        </Show>
      </p>
      <ul class="mt-3 divide-y divide-line text-13">
        <For each={props.preview.docs}>{(line) => <PreviewLine line={line} />}</For>
      </ul>
      <Show when={props.preview.total > props.preview.docs.length}>
        <p class="mt-2 text-12 text-ink-3">
          And {(props.preview.total - props.preview.docs.length).toLocaleString()} more.
        </p>
      </Show>
    </Card>
  );
}

function PreviewLine(props: { line: TargetEffect }) {
  return (
    <li class="flex flex-col gap-1 py-2.5">
      <span class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span class="min-w-0 font-medium">{props.line.account.name}</span>
        <Badge tone={EFFECT[props.line.effect].tone}>{EFFECT[props.line.effect].label}</Badge>
      </span>
      <Show when={props.line.reason}>{(reason) => <span class="text-12 text-ink-2">{reason()}</span>}</Show>
      <Show when={props.line.asks.length > 0}>
        <span class="text-12 text-ink-2">Is asked for: {props.line.asks.join(", ")}</span>
      </Show>
      <For each={props.line.changes}>
        {(change) => (
          <span class="text-12 text-ink-3">
            {change.setting}: {change.from === null ? "" : `${words(change.from)} → `}
            {words(change.to)} ({ORIGIN[change.origin]})
          </span>
        )}
      </For>
    </li>
  );
}

function words(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
