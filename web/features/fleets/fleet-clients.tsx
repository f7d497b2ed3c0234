import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import type { Page } from "../../../schema/contracts/common.ts";
import { type Fleet, FLEET_ROW_STATES, type FleetRow, type FleetRowState } from "../../../schema/contracts/fleets.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MODULE_STATE_WORDS, ModuleStateMark } from "../concierge/module-state-mark.tsx";
import { ROW_WORDS } from "./row-words.ts";

/** Which of the clients are in sight. */
export interface Shown {
  state: FleetRowState | "";
  page: number;
}

/** The clients of a fleet: each with its modules, why one is blocked, and the ways to finish it. */
export function FleetClients(props: {
  fleet: Fleet;
  rows: Page<FleetRow> | undefined;
  error: Error | null;
  modules: readonly Module[];
  shown: Shown;
  onShow: (shown: Shown) => void;
  onRetry: () => void;
  onLink: (row: FleetRow) => void;
  onGive: (row: FleetRow) => void;
}) {
  const options = () => [
    { value: "" as const, label: "All clients" },
    ...FLEET_ROW_STATES.filter((state) => props.fleet.counts[state] > 0 || state === props.shown.state).map(
      (state) => ({
        value: state,
        label: `${ROW_WORDS[state].label} (${props.fleet.counts[state]})`,
      }),
    ),
  ];
  return (
    <Card
      title="Clients"
      actions={
        <Select
          label="Show"
          hideLabel
          value={props.shown.state}
          options={options()}
          onChange={(state) => props.onShow({ state, page: 1 })}
        />
      }
    >
      <Switch fallback={<Skeleton class="h-40 w-full" />}>
        <Match when={props.error}>{(error) => <ErrorState error={error()} onRetry={() => props.onRetry()} />}</Match>
        <Match when={props.rows}>
          {(page) => (
            <>
              <ul class="divide-y divide-line text-13" aria-label="Clients of this set-up">
                <For each={page().docs} fallback={<li class="py-4 text-ink-3">No client here.</li>}>
                  {(row) => (
                    <FleetLine
                      row={row}
                      active={props.fleet.state === "active"}
                      nameOf={(slug) => props.modules.find((module) => module.slug === slug)?.name ?? slug}
                      onLink={() => props.onLink(row)}
                      onGive={() => props.onGive(row)}
                    />
                  )}
                </For>
              </ul>
              <Pager
                page={page()}
                noun={["client", "clients"]}
                onPage={(at) => props.onShow({ ...props.shown, page: at })}
              />
            </>
          )}
        </Match>
      </Switch>
    </Card>
  );
}

function FleetLine(props: {
  row: FleetRow;
  active: boolean;
  nameOf: (slug: string) => string;
  onLink: () => void;
  onGive: () => void;
}) {
  const needs = () =>
    props.active && props.row.session !== null && (props.row.state === "blocked" || props.row.state === "waiting");
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div class="min-w-0 flex-1 basis-56">
        <div class="flex flex-wrap items-center gap-2">
          <A
            href={`/a/${props.row.client.id}/welcome${props.row.session === null ? "" : `/${props.row.session}`}`}
            class="font-medium break-words hover:underline max-narrow:py-2"
          >
            {props.row.client.name}
          </A>
          <Badge tone={ROW_WORDS[props.row.state].tone}>{ROW_WORDS[props.row.state].label}</Badge>
        </div>
        <Show when={props.row.reason}>{(reason) => <p class="mt-1 text-danger">{reason()}</p>}</Show>
        <ul class="mt-1.5 flex flex-col gap-1">
          <For each={props.row.modules}>
            {(module) => (
              <li class="flex items-start gap-1.5 text-ink-2">
                <ModuleStateMark state={module.state} />
                <span class="min-w-0 break-words">
                  {props.nameOf(module.slug)}
                  <span class="text-ink-3"> · {MODULE_STATE_WORDS[module.state].label}</span>
                  <Show when={module.state === "blocked" && module.reason}>
                    {(reason) => (
                      <span class="block text-danger">
                        {reason()} {module.fix}
                      </span>
                    )}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </div>
      <Show when={needs()}>
        <div class="flex flex-wrap gap-2">
          <Button
            size="sm"
            aria-label={`Give values to ${props.row.client.name}`}
            onPointerEnter={preloadDialog}
            onClick={() => props.onGive()}
          >
            Give values
          </Button>
          <Button
            size="sm"
            aria-label={`Send a link for ${props.row.client.name}`}
            onPointerEnter={preloadDialog}
            onClick={() => props.onLink()}
          >
            Send a link
          </Button>
        </div>
      </Show>
    </li>
  );
}
