import { useNavigate } from "@solidjs/router";
import Sparkles from "lucide-solid/icons/sparkles";
import { createEffect, createMemo, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { declineOffer, startSession } from "../../rest/concierge.ts";
import { tenantHome } from "../../stores/session.ts";
import { createSubmission } from "../../stores/submission.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ModuleMark } from "../modules/module-mark.tsx";
import { useIntegrations, useModules } from "../modules/use-modules.ts";
import { EarlierSessions } from "./earlier-sessions.tsx";
import { asksFor, asksWords, splitModules, toggled } from "./module-choice.ts";

/** "Set everything up for you, or do it yourself?": which modules, and then it begins. `offered`: those that are new, where there are any. */
export function BeginPage(props: { firstRun: boolean; offered: readonly string[] }) {
  const account = useAccount();
  const navigate = useNavigate();
  const modules = useModules();
  const integrations = useIntegrations();
  const form = createSubmission();
  useDocumentTitle(() => "Set up");
  const split = createMemo(() => {
    const [all, installed] = [modules.data, integrations.data];
    return all && installed ? splitModules(all.docs, installed.docs) : undefined;
  });
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(
    on(
      () => split() !== undefined,
      (known) => {
        const open = split()?.open ?? [];
        // What is new is offered; without anything new, everything.
        const offered = open.filter(({ slug }) => props.offered.includes(slug));
        if (known) setChosen(new Set((offered.length > 0 && !props.firstRun ? offered : open).map(({ slug }) => slug)));
      },
    ),
  );
  const picked = () => split()?.open.filter(({ slug }) => chosen().has(slug)) ?? [];
  const questions = () => picked().reduce((sum, module) => sum + asksFor(module), 0);

  const begin = () =>
    form.submit(async () => {
      const { id } = await startSession({
        modules: picked().map(({ slug }) => slug),
        occasion: props.firstRun ? "first_run" : "asked",
      });
      navigate(`/a/${account.id}/welcome/${id}`, { replace: true });
    });
  const leave = () => {
    // Not being asked again is a convenience: whether it is kept changes nothing now.
    void declineOffer().catch(() => undefined);
    navigate(`/a/${account.id}/modules`);
  };

  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto flex min-h-full w-full max-w-184 flex-col px-6 pt-10 max-narrow:px-4 max-narrow:pt-6">
        <header>
          <span
            aria-hidden="true"
            class="mb-4 flex size-10 items-center justify-center rounded-full bg-accent text-on-accent [&_svg]:size-5"
          >
            <Sparkles />
          </span>
          <h1 class="text-28 font-semibold tracking-tight max-narrow:text-20">
            <Show when={account.can("manageModules")} fallback={<>{account.tenant.name} is not set up yet</>}>
              Set everything up for you, or do it yourself?
            </Show>
          </h1>
          <p class="mt-2 max-w-140 text-16 text-ink-2 max-narrow:text-14">
            <Show
              when={account.can("manageModules")}
              fallback="An administrator of this account can have everything connected, one module after the other."
            >
              The concierge connects one module after the other, asks only for what each needs, and checks with the
              provider until it is live. Secrets go to the vault; neither the concierge nor any AI sees them.
            </Show>
          </p>
        </header>
        <Switch fallback={<ChoiceSkeleton />}>
          <Match when={modules.error ?? integrations.error}>
            {(error) => (
              <ErrorState
                error={error()}
                onRetry={() => void Promise.all([modules.refetch(), integrations.refetch()])}
              />
            )}
          </Match>
          <Match when={split()?.open.length === 0}>
            <AllLive live={split()?.live.length ?? 0} />
          </Match>
          <Match when={split() !== undefined && !account.can("manageModules")}>
            <p class="mt-6 text-13 text-ink-3">{split()?.live.length} of its modules are live.</p>
          </Match>
          <Match when={split()}>
            {(known) => (
              <form
                class="flex flex-1 flex-col"
                onSubmit={(event) => {
                  event.preventDefault();
                  void begin();
                }}
              >
                <fieldset class="mt-8 max-narrow:mt-6">
                  <legend class="sr-only">Modules to set up</legend>
                  <div class="mb-2 flex items-center justify-between gap-3">
                    <p class="text-13 font-semibold text-ink-2" aria-hidden="true">
                      Modules to set up
                    </p>
                    <Button
                      variant="ghost"
                      size="sm"
                      onClick={() =>
                        setChosen(
                          new Set(picked().length < known().open.length ? known().open.map(({ slug }) => slug) : []),
                        )
                      }
                    >
                      {picked().length < known().open.length ? "Choose all" : "Choose none"}
                    </Button>
                  </div>
                  <div class="overflow-hidden rounded-card border border-line bg-surface shadow-raised">
                    <For each={known().open}>
                      {(module) => (
                        <ModuleChoice
                          module={module}
                          chosen={chosen().has(module.slug)}
                          onToggle={() => setChosen(toggled(chosen(), known().open, module.slug))}
                        />
                      )}
                    </For>
                  </div>
                </fieldset>
                <Show when={known().live.length > 0}>
                  <p class="mt-3 text-13 text-ink-3">
                    Live already:{" "}
                    {known()
                      .live.map(({ name }) => name)
                      .join(", ")}
                    .
                  </p>
                </Show>
                <div class="mt-6">
                  <EarlierSessions />
                </div>
                <div class="sticky bottom-0 -mx-6 mt-auto border-t border-line bg-bg px-6 py-4 max-narrow:-mx-4 max-narrow:px-4 max-narrow:py-3">
                  <FormError error={form.error()} fields={[]} class="mb-3" />
                  <div class="flex flex-wrap items-center gap-3 max-narrow:gap-2">
                    <Button
                      type="submit"
                      variant="primary"
                      busy={form.busy()}
                      disabled={picked().length === 0}
                      class="h-10! px-4! max-narrow:h-11! max-narrow:flex-1"
                    >
                      {picked().length === 1 ? "Set up 1 module" : `Set up ${picked().length} modules`}
                    </Button>
                    <Button class="h-10! px-4! max-narrow:h-11! max-narrow:flex-1" onClick={leave}>
                      I'll do it myself
                    </Button>
                    <p class="text-13 text-ink-2 max-narrow:order-first max-narrow:w-full" role="status">
                      <Show when={picked().length > 0} fallback="Choose what is to be set up.">
                        {questions() === 0
                          ? "It asks you for nothing."
                          : `It asks you for ${questions() === 1 ? "one thing" : `${questions()} things`} in all.`}
                      </Show>
                    </p>
                  </div>
                </div>
              </form>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  );

  function AllLive(own: { live: number }) {
    return (
      <div class="mt-8">
        <p class="text-ink-2">
          {own.live === 0
            ? "There is nothing to set up: no module is offered to this account."
            : "There is nothing to set up: every module this account has is live."}
        </p>
        <div class="mt-4 flex gap-2">
          <ButtonLink href={tenantHome(account.tenant)} variant="primary">
            Go to the workspace
          </ButtonLink>
          <ButtonLink href={`/a/${account.id}/modules`}>See the modules</ButtonLink>
        </div>
        <div class="mt-8">
          <EarlierSessions />
        </div>
      </div>
    );
  }
}

function ModuleChoice(props: { module: Module; chosen: boolean; onToggle: () => void }) {
  return (
    <label class="relative flex cursor-pointer items-center gap-3.5 border-b border-line px-4 py-3 last:border-0 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-ink">
      <input
        type="checkbox"
        class="size-4 shrink-0 accent-accent outline-none after:absolute after:inset-0 max-narrow:size-5"
        checked={props.chosen}
        onChange={() => props.onToggle()}
      />
      <ModuleMark icon={props.module.icon} name={props.module.name} />
      <span class="min-w-0 flex-1">
        <span class="flex flex-wrap items-baseline gap-x-2">
          <span class="text-14 font-medium">{props.module.name}</span>
          <span class="text-12 text-ink-3">{asksWords(asksFor(props.module))}</span>
        </span>
        <span class="mt-0.5 block text-13 text-ink-2">{props.module.summary}</span>
      </span>
    </label>
  );
}

function ChoiceSkeleton() {
  return (
    <div class="mt-8" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the modules
      </span>
      <div class="rounded-card border border-line bg-surface shadow-raised">
        <For each={[1, 2, 3, 4]}>
          {() => (
            <div class="flex items-center gap-3.5 border-b border-line px-4 py-3 last:border-0">
              <Skeleton class="size-4" />
              <Skeleton class="size-10" />
              <div class="flex-1">
                <Skeleton class="mb-1.5 h-4 w-32" />
                <Skeleton class="h-3.5 w-2/3" />
              </div>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
