import Sparkles from "lucide-solid/icons/sparkles";
import { createMemo, createSignal, For, Index, Match, Show, Switch } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { CATEGORIES, type Category } from "../../../schema/manifest/categories.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ModuleCard } from "./module-card.tsx";
import { useIntegrations, useModules } from "./use-modules.ts";

const SHOWN = [
  { value: "all", label: "All" },
  { value: "installed", label: "Installed" },
  { value: "available", label: "Available" },
] as const;
type Shown = (typeof SHOWN)[number]["value"];

/** The marketplace: every module this account may see, by category, and how each stands here. */
export default function ModulesPage() {
  const account = useAccount();
  const isClient = account.tenant.type === "subaccount";
  const modules = useModules();
  const integrations = useIntegrations();
  const [sought, setSought] = createSignal("");
  const [shown, setShown] = createSignal<Shown>("all");
  const installed = (slug: string) => integrations.data?.docs.find((integration) => integration.module === slug);
  const found = createMemo(() =>
    (modules.data?.docs ?? []).filter(
      (module) => matches(module, sought()) && (shown() === "all" || isInstalled(module) === (shown() === "installed")),
    ),
  );
  const isInstalled = (module: Module) => installed(module.slug) !== undefined;
  const shelves = createMemo(() =>
    (Object.keys(CATEGORIES) as Category[])
      .map((category) => [category, found().filter((module) => module.category === category)] as const)
      .filter(([, docs]) => docs.length > 0),
  );
  return (
    <Page
      title="Modules"
      text={
        isClient
          ? "What this account can do. Connect a module once; Trellis checks that it works and watches it."
          : "What your clients can do. Deploy a module to them; ask for one that your plan does not include."
      }
      actions={
        <Show when={isClient && account.can("manageModules")}>
          <ButtonLink href={`/a/${account.id}/welcome`} icon={<Sparkles aria-hidden="true" />}>
            Have them set up
          </ButtonLink>
        </Show>
      }
    >
      <Switch fallback={<ModulesSkeleton />}>
        <Match when={modules.error ?? integrations.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void Promise.all([modules.refetch(), integrations.refetch()])} />
          )}
        </Match>
        <Match when={modules.data?.docs.length === 0}>
          <EmptyState title="No modules here" text="None is offered at the moment." />
        </Match>
        <Match when={modules.data && integrations.data}>
          <div class="mb-6 flex flex-wrap items-center gap-3">
            <SearchField label="Search the modules" onSearch={setSought} class="w-72 max-narrow:w-full" />
            <Show when={isClient}>
              <Segmented
                label="Which modules"
                value={shown()}
                options={SHOWN}
                onChange={setShown}
                class="max-narrow:w-full"
              />
            </Show>
          </div>
          <div class="flex flex-col gap-8" aria-live="polite">
            <For
              each={shelves()}
              fallback={
                <EmptyState
                  title={
                    sought() === ""
                      ? shown() === "installed"
                        ? "Nothing is installed yet"
                        : "Everything is installed"
                      : `No module for “${sought()}”`
                  }
                  text="There are others in the marketplace."
                  action={
                    sought() === "" ? <Button onClick={() => setShown("all")}>See all modules</Button> : undefined
                  }
                />
              }
            >
              {([category, docs]) => (
                <section>
                  <h2 class="mb-3 text-13 font-semibold text-ink-2">{CATEGORIES[category]}</h2>
                  <ul class="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3">
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

function matches({ name, summary, category }: Module, sought: string): boolean {
  const words = `${name} ${summary} ${CATEGORIES[category]}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function ModulesSkeleton() {
  return (
    <div aria-busy="true">
      <span class="sr-only" role="status">
        Loading the modules
      </span>
      <Skeleton class="mb-6 h-9 w-72" />
      <Skeleton class="mb-3 h-4 w-20" />
      <div class="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3">
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
