import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";
import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ExternalLink from "lucide-solid/icons/external-link";
import { For, Match, Show, Switch } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ApiError } from "../../rest/client.ts";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useModules } from "./use-modules.ts";

/** A module's own page of documentation, all of it from its manifest. */
export default function ModuleDocsPage() {
  const params = useParams<{ slug: string }>();
  const account = useAccount();
  const modules = useModules();
  const module = () => modules.data?.docs.find((candidate) => candidate.slug === params.slug);
  useDocumentTitle(() => (module() ? `${module()?.name}: how to set it up` : "Documentation"));
  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto w-full max-w-300 px-8 pt-5 pb-16 max-narrow:px-4 max-narrow:pt-2 [&>*]:max-w-180">
        <A
          href={`/a/${account.id}/modules/${params.slug}`}
          class="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-inner px-2 text-13 text-ink-2 hover:bg-sunken hover:text-ink max-narrow:h-11 [&_svg]:size-4"
        >
          <ArrowLeft aria-hidden="true" />
          {module()?.name ?? "Back"}
        </A>
        <Switch
          fallback={
            <div aria-busy="true" class="mt-3 flex flex-col gap-3">
              <span class="sr-only" role="status">
                Loading the documentation
              </span>
              <Skeleton class="h-7 w-60" />
              <Skeleton class="h-40 w-full" />
            </div>
          }
        >
          <Match when={modules.error}>
            {(error) => <ErrorState error={error()} onRetry={() => void modules.refetch()} />}
          </Match>
          <Match when={module()}>{(found) => <Docs module={found()} />}</Match>
          <Match when={modules.data}>
            <ErrorState
              whole
              error={new ApiError({ status: 404, code: "not_found", message: "There is no such module." })}
            />
          </Match>
        </Switch>
      </div>
    </div>
  );
}

const HEADING = "mt-8 mb-2 text-16 font-semibold";

function Docs(props: { module: Module }) {
  return (
    <article class="mt-3">
      <h1 class="text-20 font-semibold tracking-tight">{props.module.name}: how to set it up</h1>
      <p class="mt-1 text-ink-2">{props.module.summary}</p>
      <For each={props.module.docs}>
        {(section) => (
          <section>
            <h2 class={HEADING}>{section.title}</h2>
            <For each={section.text}>{(text) => <p class="mb-2">{text}</p>}</For>
            <Show when={section.steps}>
              {(steps) => (
                <ol class="list-decimal pl-5 [&>li]:mb-1.5 [&>li]:pl-1">
                  <For each={steps()}>{(step) => <li>{step}</li>}</For>
                </ol>
              )}
            </Show>
          </section>
        )}
      </For>
      <Show when={props.module.requirements.length > 0}>
        <h2 class={HEADING}>What it asks for</h2>
        <dl class="divide-y divide-line rounded-card border border-line bg-surface">
          <For each={props.module.requirements}>
            {(requirement) => (
              <div class="px-4 py-3">
                <dt class="flex flex-wrap items-baseline gap-x-2 font-medium">
                  {requirement.label}
                  <span class="text-12 font-normal text-ink-3">
                    {requirement.required ? "needed" : "optional"}
                    {isSecret(requirement) ? ", secret" : ""}
                    {requirement.sharing === "perAccount" ? ", each account its own" : ""}
                  </span>
                </dt>
                <dd class="mt-0.5 text-13 text-ink-2">
                  {requirement.help}
                  <Show when={requirement.whereToFind}>
                    {(where) => (
                      <p class="mt-1">
                        <Outside href={where().url}>{where().text}</Outside>
                      </p>
                    )}
                  </Show>
                  <p class="mt-1 text-12 text-ink-3">
                    In the API: <code class="font-mono">{requirement.name}</code>
                  </p>
                </dd>
              </div>
            )}
          </For>
        </dl>
        <For each={props.module.rules}>
          {(rule) => rule.kind !== "takes" && <p class="mt-2 text-13 text-ink-2">{rule.message}</p>}
        </For>
      </Show>
      <Show when={props.module.capabilities.length > 0}>
        <h2 class={HEADING}>What it may do here</h2>
        <ul class="list-disc pl-5">
          <For each={props.module.capabilities}>{(capability) => <li>{CAPABILITY_WORDS[capability].label}</li>}</For>
        </ul>
      </Show>
      <h2 class={HEADING}>What changed</h2>
      <For each={props.module.changeNotes}>
        {({ version, notes }) => (
          <div class="mb-2">
            <h3 class="text-13 font-semibold">Version {version}</h3>
            <For each={notes}>{(note) => <p class="text-13 text-ink-2">{note}</p>}</For>
          </div>
        )}
      </For>
      <p class="mt-6 text-13">
        <Outside href={props.module.docsUrl}>The provider's own documentation</Outside>
      </p>
    </article>
  );
}

function Outside(props: { href: string; children: string }) {
  return (
    <a
      href={props.href}
      target="_blank"
      rel="noreferrer"
      class="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2 [&_svg]:ml-0.5 [&_svg]:inline [&_svg]:size-3"
    >
      {props.children}
      <ExternalLink aria-hidden="true" />
      <span class="sr-only"> (opens a new tab)</span>
    </a>
  );
}
