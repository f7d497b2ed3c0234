import { type RouteSectionProps, useParams } from "@solidjs/router";
import { useRead } from "../stores/use-read.ts";
import { createEffect, ErrorBoundary, Match, Show, Suspense, Switch } from "solid-js";
import type { MeResponse } from "../../schema/contracts/users.ts";
import type { TenantAccess } from "../../schema/contracts/tenants.ts";
import { ApiError } from "../rest/client.ts";
import { getAccess } from "../rest/tenants.ts";
import { keepSession } from "../stores/keep-session.ts";
import { narrow } from "../stores/narrow.ts";
import { rememberAccount } from "../stores/recent-accounts.ts";
import { lastTenant, rememberTenant, useMe } from "../stores/session.ts";
import { ButtonLink } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { type Account, AccountProvider } from "./account-context.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { FrameSkeleton } from "./frame-skeleton.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

/** Everything around a page of an account: rail, top bar, and the account itself for the pages inside. */
export default function AccountFrame(props: RouteSectionProps) {
  const params = useParams<{ tenantId: string }>();
  const me = useMe();
  keepSession();
  const access = useRead(() => ({
    queryKey: [params.tenantId, "access"],
    queryFn: ({ signal }) => getAccess(params.tenantId, signal),
  }));
  const loaded = () => (access.data && me.data && access.data.tenant.id === params.tenantId ? { access: access.data, me: me.data } : undefined);

  createEffect(() => {
    const tenant = access.data?.tenant;
    if (!tenant || tenant.id !== params.tenantId) return;
    rememberTenant(tenant.id);
    rememberAccount(tenant);
    document.documentElement.dataset["accent"] = tenant.type === "subaccount" ? "client" : "admin";
  });
  createEffect(() => {
    // A remembered account that is gone must not be where "/" leads for ever.
    if (access.error instanceof ApiError && access.error.status === 404 && lastTenant() === params.tenantId) rememberTenant("");
  });

  return (
    <Switch fallback={<FrameSkeleton />}>
      <Match when={access.error ?? me.error}>{(error) => <AccountError error={error()} onRetry={() => void Promise.all([access.refetch(), me.refetch()])} />}</Match>
      <Match when={loaded()?.access.tenant.id} keyed>
        <Show when={loaded()}>
          {(data) => (
            <AccountProvider value={accountOf(() => data())}>
              <Frame>{props.children}</Frame>
            </AccountProvider>
          )}
        </Show>
      </Match>
    </Switch>
  );
}

function Frame(props: { children: RouteSectionProps["children"] }) {
  return (
    <div class="flex h-dvh flex-col">
      <a
        href="#main"
        class="sr-only rounded-inner bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        Skip to content
      </a>
      <OfflineBar />
      <div class="flex min-h-0 flex-1">
        <Show when={!narrow()}>
          <Rail />
        </Show>
        <div class="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <main id="main" tabindex="-1" class="relative min-h-0 flex-1 overflow-hidden">
            <ErrorBoundary fallback={(error, reset) => <ErrorState error={error} onRetry={reset} />}>
              <Suspense>{props.children}</Suspense>
            </ErrorBoundary>
          </main>
          <Show when={narrow()}>
            <BottomBar />
          </Show>
        </div>
      </div>
    </div>
  );
}

function AccountError(props: { error: unknown; onRetry: () => void }) {
  const missing = () => props.error instanceof ApiError && props.error.status === 404;
  return (
    <main class="flex h-dvh items-center justify-center">
      <div class="text-center">
        <ErrorState error={props.error} title={missing() ? "This account cannot be opened." : undefined} onRetry={missing() ? undefined : props.onRetry} />
        <Show when={missing()}>
          <ButtonLink href="/" variant="primary" class="-mt-8">
            Go to your accounts
          </ButtonLink>
        </Show>
      </div>
    </main>
  );
}

function accountOf(data: () => { access: TenantAccess; me: MeResponse }): Account {
  return {
    id: data().access.tenant.id,
    get tenant() {
      return data().access.tenant;
    },
    get path() {
      return data().access.path;
    },
    get role() {
      return data().access.role;
    },
    get sandbox() {
      return data().me.sandbox;
    },
    can: (capability) => data().access.capabilities.includes(capability),
  };
}
