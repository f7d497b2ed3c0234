import { Navigate, useParams } from "@solidjs/router";
import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { BeginPage } from "./begin-page.tsx";
import { SessionSkeleton, SessionView } from "./session-view.tsx";
import { useOffer } from "./use-offer.ts";

const AgencyWelcome = lazy(() => import("./agency-welcome.tsx"));
const StartFleetPage = lazy(() => import("../fleets/start-fleet-page.tsx"));
const FleetPage = lazy(() => import("../fleets/fleet-page.tsx"));

/** `/welcome`: a new account is met here, and whoever wants something set up. The session that is active is gone on with. An agency sets several clients up here. */
export default function WelcomePage() {
  const params = useParams<{ sessionId?: string }>();
  const account = useAccount();
  useDocumentTitle(() => "Set up");
  return (
    <Switch>
      <Match when={account.tenant.type === "agency" && params.sessionId} keyed>
        {(id) => (
          <Suspense fallback={<SessionSkeleton />}>
            <Show when={id !== "clients"} fallback={<StartFleetPage />}>
              <FleetPage id={id} />
            </Show>
          </Suspense>
        )}
      </Match>
      <Match when={params.sessionId} keyed>
        {(id) => <SessionView id={id} />}
      </Match>
      <Match when={account.tenant.type !== "subaccount"}>
        <Suspense fallback={<SessionSkeleton />}>
          <AgencyWelcome />
        </Suspense>
      </Match>
      <Match when={true}>
        <Begin />
      </Match>
    </Switch>
  );
}

function Begin() {
  const account = useAccount();
  const offer = useOffer();
  return (
    <Switch fallback={<SessionSkeleton />}>
      <Match when={offer.error}>
        {(error) => <ErrorState whole error={error()} onRetry={() => void offer.refetch()} />}
      </Match>
      <Match when={offer.data?.session}>{(id) => <Navigate href={`/a/${account.id}/welcome/${id()}`} />}</Match>
      <Match when={offer.data}>
        {(known) => (
          <BeginPage firstRun={known().occasion === "first_run"} offered={known().modules.map(({ slug }) => slug)} />
        )}
      </Match>
    </Switch>
  );
}
