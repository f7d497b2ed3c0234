import { A } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { ModuleMark } from "./module-mark.tsx";
import { priceWords } from "./price-words.ts";
import { StateBadge } from "./state-badge.tsx";

/** A module on its shelf: what it is, and how it stands in this account. All of the card leads to its page. */
export function ModuleCard(props: { module: Module; integration: Integration | undefined }) {
  const account = useAccount();
  return (
    <li class="relative flex gap-3.5 rounded-card border border-line bg-surface p-4 shadow-raised transition-colors duration-100 hover:border-field-line">
      <ModuleMark icon={props.module.icon} name={props.module.name} />
      <div class="flex min-w-0 flex-1 flex-col">
        <A
          href={`/a/${account.id}/modules/${props.module.slug}`}
          class="text-14 font-semibold after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-ink"
        >
          {props.module.name}
        </A>
        <p class="mt-0.5 flex-1 text-13 text-ink-2">{props.module.summary}</p>
        <div class="mt-3 flex flex-wrap items-center gap-2">
          <Standing module={props.module} integration={props.integration} />
          <Show when={props.module.works.state === "connectsOnly"}>
            <Badge>Connects only</Badge>
          </Show>
        </div>
      </div>
    </li>
  );
}

function Standing(props: { module: Module; integration: Integration | undefined }) {
  const account = useAccount();
  return (
    <Switch>
      <Match when={props.integration}>
        {(integration) => (
          <>
            <StateBadge state={integration().state} />
            <Show when={integration().sandbox}>
              <SandboxTag />
            </Show>
            <Show when={integration().upgrade !== null && !integration().pinned}>
              <Badge tone="accent">Upgrade there</Badge>
            </Show>
            <Show when={props.module.entitlement === "withdrawn"}>
              <Badge tone="warning">No longer offered</Badge>
            </Show>
          </>
        )}
      </Match>
      <Match when={props.module.entitlement === "upsell"}>
        <Badge>Not in your plan</Badge>
        <Show when={props.module.price}>
          {(price) => <span class="text-13 text-ink-2">{priceWords(price())}</span>}
        </Show>
      </Match>
      <Match when={props.module.entitlement === "requested"}>
        <Badge tone="warning">Asked for</Badge>
      </Match>
      <Match when={true}>
        <span class="text-13 font-medium text-accent-ink">
          {account.tenant.type !== "subaccount"
            ? "For your clients"
            : account.can("manageModules")
              ? "Connect"
              : "Not connected"}
        </span>
        <Show when={props.module.sandbox && account.sandbox}>
          <Badge data-tip="Try it against a built-in provider: no account needed.">Sandbox available</Badge>
        </Show>
      </Match>
    </Switch>
  );
}
