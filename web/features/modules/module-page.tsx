import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ExternalLink from "lucide-solid/icons/external-link";
import { Match, Show, Switch } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { ApiError } from "../../rest/client.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AboutCard } from "./about-card.tsx";
import { ForClientsCard } from "./for-clients-card.tsx";
import { GrantedCard } from "./granted-card.tsx";
import { InstallForm } from "./install-form.tsx";
import { InstalledModule } from "./installed-module.tsx";
import { ModuleMark } from "./module-mark.tsx";
import { StateBadge } from "./state-badge.tsx";
import { UpsellCard } from "./upsell-card.tsx";
import { useIntegrations, useModules } from "./use-modules.ts";

/** One module: connect it, or see how it stands and look after it. All of it comes from the module's manifest. */
export default function ModulePage() {
  const params = useParams<{ slug: string }>();
  const account = useAccount();
  const modules = useModules();
  const integrations = useIntegrations();
  const module = () => modules.data?.docs.find((candidate) => candidate.slug === params.slug);
  const integration = () => integrations.data?.docs.find((candidate) => candidate.module === params.slug);
  useDocumentTitle(() => module()?.name ?? "Module");

  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto w-full max-w-300 px-8 pt-5 pb-16 max-narrow:px-4 max-narrow:pt-2 [&>*]:max-w-196">
        <A
          href={`/a/${account.id}/modules`}
          class="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-inner px-2 text-13 text-ink-2 hover:bg-sunken hover:text-ink max-narrow:h-11 [&_svg]:size-4"
        >
          <ArrowLeft aria-hidden="true" />
          All modules
        </A>
        <Switch fallback={<ModuleSkeleton />}>
          <Match when={modules.error ?? integrations.error}>
            {(error) => (
              <ErrorState
                error={error()}
                onRetry={() => void Promise.all([modules.refetch(), integrations.refetch()])}
              />
            )}
          </Match>
          <Match when={modules.data && !module()}>
            <ErrorState
              whole
              error={new ApiError({ status: 404, code: "not_found", message: "There is no such module." })}
            />
          </Match>
          <Match when={integrations.data && module()}>
            {(found) => (
              <>
                <ModuleHeader module={found()} integration={integration()} />
                <Switch>
                  <Match when={integration()}>
                    {(installed) => <InstalledModule module={found()} integration={installed()} />}
                  </Match>
                  <Match when={found().entitlement === "upsell" || found().entitlement === "requested"}>
                    <UpsellCard module={found()} />
                  </Match>
                  <Match when={account.tenant.type !== "subaccount"}>
                    <ForClientsCard module={found()} />
                  </Match>
                  <Match when={account.can("manageModules")}>
                    <InstallForm module={found()} />
                  </Match>
                  <Match when={true}>
                    <EmptyState
                      title={`${found().name} is not connected`}
                      text="An administrator of this account can connect it."
                    />
                  </Match>
                </Switch>
                <div class="mt-4 flex flex-col gap-4">
                  <GrantedCard module={found()} />
                  <AboutCard module={found()} />
                </div>
              </>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  );
}

function ModuleHeader(props: { module: Module; integration: Integration | undefined }) {
  return (
    <header class="mt-3 mb-6 flex items-start gap-4">
      <ModuleMark icon={props.module.icon} name={props.module.name} />
      <div class="min-w-0 flex-1">
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 class="text-20 font-semibold tracking-tight">{props.module.name}</h1>
          <Show when={props.integration}>{(integration) => <StateBadge state={integration().state} />}</Show>
          <Show when={props.integration?.sandbox}>
            <SandboxTag />
          </Show>
          <Show when={props.module.works.state === "connectsOnly"}>
            <Badge>Connects only</Badge>
          </Show>
          <Show when={props.module.entitlement === "withdrawn"}>
            <Badge tone="warning">No longer offered</Badge>
          </Show>
        </div>
        <p class="mt-1 text-ink-2">{props.module.summary}</p>
        <p class="mt-2 flex flex-wrap items-center gap-x-4 text-12 text-ink-3">
          <span>Version {props.integration?.version ?? props.module.version}</span>
          <a
            href={props.module.docsUrl}
            target="_blank"
            rel="noreferrer"
            class="inline-flex items-center gap-1 text-accent-ink hover:underline max-narrow:-my-3.5 max-narrow:py-3.5 [&_svg]:size-3"
          >
            Provider's documentation
            <ExternalLink aria-hidden="true" />
            <span class="sr-only">(opens a new tab)</span>
          </a>
        </p>
      </div>
    </header>
  );
}

function ModuleSkeleton() {
  return (
    <div aria-busy="true">
      <span class="sr-only" role="status">
        Loading the module
      </span>
      <div class="mt-3 mb-6 flex gap-4">
        <Skeleton class="size-10" />
        <div class="flex-1">
          <Skeleton class="mb-2 h-6 w-40" />
          <Skeleton class="h-4 w-full max-w-120" />
        </div>
      </div>
      <Skeleton class="h-64 w-full rounded-card" />
    </div>
  );
}
