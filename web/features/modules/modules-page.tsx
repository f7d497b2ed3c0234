import { A } from "@solidjs/router";
import { createMemo, For, Index, Match, Show, Switch } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ModuleMark } from "./module-mark.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useIntegrations, useModules } from "./use-modules.ts";

const CATEGORY: Record<string, string> = { channels: "Channels", ai: "AI" };

/** The marketplace: every module of the catalog by category, and how each stands in this account. */
export default function ModulesPage() {
  const modules = useModules();
  const integrations = useIntegrations();
  const categories = createMemo(() => [...Map.groupBy(modules.data?.docs ?? [], (module) => module.category)]);
  const installed = (slug: string) => integrations.data?.docs.find((integration) => integration.module === slug);
  return (
    <Page
      title="Modules"
      text="What this account can do. Connect a module once; Trellis checks that it works and watches it."
    >
      <Switch fallback={<ModulesSkeleton />}>
        <Match when={modules.error ?? integrations.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void Promise.all([modules.refetch(), integrations.refetch()])} />
          )}
        </Match>
        <Match when={modules.data?.docs.length === 0}>
          <EmptyState title="No modules here" text="This installation offers none yet." />
        </Match>
        <Match when={modules.data && integrations.data}>
          <div class="flex flex-col gap-8">
            <For each={categories()}>
              {([category, docs]) => (
                <section>
                  <h2 class="mb-3 text-13 font-semibold text-ink-2">{CATEGORY[category] ?? category}</h2>
                  <ul class="grid grid-cols-[repeat(auto-fill,minmax(18rem,1fr))] gap-3">
                    <For each={docs}>
                      {(module) => <ModuleCard module={module} integration={installed(module.slug)} />}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          </div>
        </Match>
      </Switch>
    </Page>
  );
}

function ModuleCard(props: { module: Module; integration: Integration | undefined }) {
  const account = useAccount();
  return (
    <li class="relative flex gap-3.5 rounded-card border border-line bg-surface p-4 shadow-raised transition-colors duration-100 hover:border-field-line">
      <ModuleMark icon={props.module.icon} name={props.module.name} />
      <div class="min-w-0 flex-1">
        <A
          href={`/a/${account.id}/modules/${props.module.slug}`}
          class="text-14 font-semibold after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-ink"
        >
          {props.module.name}
        </A>
        <p class="mt-0.5 text-13 text-ink-2">{props.module.summary}</p>
        <div class="mt-3 flex flex-wrap items-center gap-2">
          <Show
            when={props.integration}
            fallback={
              <span class="text-13 font-medium text-accent-ink">
                {account.can("manageModules") ? "Connect" : "Not connected"}
              </span>
            }
          >
            {(integration) => (
              <>
                <StateBadge state={integration().state} />
                <Show when={integration().sandbox}>
                  <SandboxTag />
                </Show>
              </>
            )}
          </Show>
        </div>
      </div>
    </li>
  );
}

function ModulesSkeleton() {
  return (
    <div aria-busy="true">
      <span class="sr-only" role="status">
        Loading the modules
      </span>
      <Skeleton class="mb-3 h-4 w-20" />
      <div class="grid grid-cols-[repeat(auto-fill,minmax(18rem,1fr))] gap-3">
        <Index each={[1, 2, 3]}>
          {() => (
            <div class="flex gap-3.5 rounded-card border border-line bg-surface p-4 shadow-raised">
              <Skeleton class="size-10" />
              <div class="flex-1">
                <Skeleton class="mb-2 h-4 w-24" />
                <Skeleton class="mb-1.5 h-3.5 w-full" />
                <Skeleton class="mb-4 h-3.5 w-2/3" />
                <Skeleton class="h-5 w-20 rounded-full" />
              </div>
            </div>
          )}
        </Index>
      </div>
    </div>
  );
}
