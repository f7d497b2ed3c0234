import { A, Navigate, useParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Lock from "lucide-solid/icons/lock";
import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { SettingsList } from "./settings-list.tsx";
import { opensPage, SETTINGS_PAGES } from "./settings-pages.ts";

const ChooseClient = lazy(() => import("../../frame/choose-client.tsx"));
const NotFoundPage = lazy(() => import("../not-found/not-found-page.tsx"));

/** Settings of an account: its pages at the left, the open one beside them. A phone shows the list, then the page. */
export default function SettingsPage() {
  const params = useParams<{ page?: string }>();
  return (
    <Show when={narrow()} fallback={<Wide path={params.page} />}>
      <Show
        when={params.page}
        fallback={
          <Page title="Settings">
            <SettingsList />
          </Page>
        }
      >
        {(path) => <OnPhone path={path()} />}
      </Show>
    </Show>
  );
}

function Wide(props: { path: string | undefined }) {
  return (
    <div class="flex h-full">
      <div class="w-56 shrink-0 overflow-y-auto border-r border-line bg-bg px-3 py-6">
        <SettingsList />
      </div>
      <div class="min-w-0 flex-1">
        <OpenPage path={props.path} />
      </div>
    </div>
  );
}

function OnPhone(props: { path: string }) {
  const account = useAccount();
  return (
    <div class="flex h-full flex-col">
      <A
        href={`/a/${account.id}/settings`}
        class="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 text-13 font-medium text-ink-2 focus-visible:-outline-offset-2"
      >
        <ChevronLeft class="size-4" aria-hidden="true" />
        Settings
      </A>
      <div class="min-h-0 flex-1">
        <OpenPage path={props.path} />
      </div>
    </div>
  );
}

function OpenPage(props: { path: string | undefined }) {
  const account = useAccount();
  const page = () => SETTINGS_PAGES.find(({ path }) => path === props.path);
  const first = () => SETTINGS_PAGES.find((one) => opensPage(account, one));
  return (
    <Suspense>
      <Switch fallback={<NotFoundPage />}>
        <Match when={props.path === undefined && first()}>
          {(to) => <Navigate href={`/a/${account.id}/settings/${to().path}`} />}
        </Match>
        <Match when={page() && !page()?.tiers.includes(account.tenant.type) && account.tenant.type !== "subaccount"}>
          <ChooseClient />
        </Match>
        <Match when={page()?.tiers.includes(account.tenant.type) && page()}>
          {(known) => (
            <Show when={opensPage(account, known())} fallback={<NotYours label={known().label} />}>
              <Dynamic component={known().component} />
            </Show>
          )}
        </Match>
      </Switch>
    </Suspense>
  );
}

function NotYours(props: { label: string }) {
  return (
    <EmptyState
      whole
      icon={<Lock aria-hidden="true" />}
      title={`${props.label} is not yours to open`}
      text="Your role in this account does not include it. An administrator of the account can change that."
    />
  );
}
