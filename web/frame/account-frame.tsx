import { type RouteSectionProps, useParams } from "@solidjs/router";
import { createEffect, createMemo, ErrorBoundary, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { ApiError, onAskedForMore } from "../rest/client.ts";
import { currentView, viewOf } from "../rest/view.ts";
import { setViewIsOver, viewIsOver } from "../stores/view-over.ts";
import { viewRequest } from "../stores/view-request.ts";
import { wearBrand } from "../stores/brand.ts";
import { keepSession } from "../stores/keep-session.ts";
import { narrow } from "../stores/narrow.ts";
import { rememberAccount } from "../stores/recent-accounts.ts";
import { accessChanged, lastTenant, rememberTenant, useAccess, useMe } from "../stores/session.ts";
import { AccountProvider, useAccount } from "./account-context.tsx";
import { accountOf } from "./account-of.ts";
import { FrameSkeleton } from "./frame-skeleton.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

const AccountError = lazy(() => import("./account-error.tsx"));
const SecondFactorGate = lazy(() => import("./second-factor-gate.tsx"));
const SuspendedBar = lazy(() => import("./suspended-bar.tsx"));
const PlanBar = lazy(() => import("./plan-bar.tsx"));
const ViewBar = lazy(() => import("./view-bar.tsx"));
const ViewOver = lazy(() => import("./view-over.tsx"));
const WatchedBar = lazy(() => import("./watched-bar.tsx"));
const ViewAsDialog = lazy(() => import("../features/view-as/view-as-dialog.tsx"));
const BottomBar = lazy(() => import("./bottom-bar.tsx"));
const PageError = lazy(() => import("./page-error.tsx"));

/** Everything around a page of an account: rail, top bar, and the account itself for the pages inside. */
export default function AccountFrame(props: RouteSectionProps) {
  const params = useParams<{ tenantId: string }>();
  const me = useMe();
  keepSession();
  const access = createMemo(() => useAccess(params.tenantId));
  onAskedForMore(() => void access().refetch());
  const loaded = () => {
    const [known, person] = [access().data, me.data];
    return known && person ? { access: known, me: person } : undefined;
  };
  // An account that is known stays usable while reading it again fails.
  const failure = () => (loaded() ? undefined : (access().error ?? me.error));

  createEffect(() => {
    const known = access().data;
    if (!known) return;
    const { tenant } = known;
    rememberTenant(tenant.id);
    rememberAccount(tenant);
    wearBrand(known.brand, tenant.type === "subaccount" ? "client" : "admin");
  });
  createEffect(() => {
    // A remembered account that is gone must not be where "/" leads for ever.
    const { error } = access();
    if (error instanceof ApiError && error.status === 404 && lastTenant() === params.tenantId) rememberTenant("");
  });

  createEffect(() => {
    // The session of this view may be gone, or either person's right to be here.
    const { error } = access();
    const lost = error instanceof ApiError && (error.status === 404 || error.code === "forbidden");
    if (lost && viewOf(params.tenantId)) setViewIsOver(true);
  });

  return (
    <>
      <Show when={viewIsOver() && currentView()}>
        <Suspense>
          <ViewOver />
        </Suspense>
      </Show>
      <Switch fallback={<FrameSkeleton />}>
        <Match when={asksForMore(access().error)}>
          <SecondFactorGate onShown={() => accessChanged(params.tenantId)} />
        </Match>
        <Match when={failure()}>
          {(error) => (
            <AccountError error={error()} onRetry={() => void Promise.all([access().refetch(), me.refetch()])} />
          )}
        </Match>
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
    </>
  );
}

/** An account that was open and now asks for more than a password is closed like one that did so from the start. */
function asksForMore(error: unknown): boolean {
  return error instanceof ApiError && error.code === "second_factor_required";
}

function Frame(props: { children: RouteSectionProps["children"] }) {
  const account = useAccount();
  const stopped = () => account.standing.status !== "live";
  return (
    <div class="flex h-dvh flex-col">
      <a
        href="#main"
        class="sr-only rounded-inner bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-4 focus:py-2"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        Skip to content
      </a>
      <OfflineBar />
      <Suspense>
        <Show when={currentView()} fallback={<WatchedBar />}>
          <ViewBar />
        </Show>
      </Suspense>
      <div class="flex min-h-0 flex-1">
        <Show when={!narrow()}>
          <Rail />
        </Show>
        <div class="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <Show when={!stopped() && (account.limits.length > 0 || account.tenant.trialEndsAt !== undefined)}>
            <Suspense>
              <PlanBar />
            </Suspense>
          </Show>
          <Show when={stopped()}>
            <Suspense>
              <SuspendedBar />
            </Suspense>
          </Show>
          <main id="main" tabindex="-1" class="relative min-h-0 flex-1 overflow-hidden">
            <ErrorBoundary fallback={(error, reset) => <PageError error={error} onRetry={reset} />}>
              <Suspense>{props.children}</Suspense>
            </ErrorBoundary>
          </main>
          <Show when={narrow()}>
            <Suspense fallback={<div class="h-14 shrink-0 border-t border-line bg-surface" />}>
              <BottomBar />
            </Suspense>
          </Show>
        </div>
      </div>
      <Show when={viewRequest()} keyed>
        {(asked) => (
          <Suspense>
            <ViewAsDialog asked={asked} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
