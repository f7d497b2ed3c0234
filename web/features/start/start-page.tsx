import { Navigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { FrameSkeleton } from "../../frame/frame-skeleton.tsx";
import { lastTenant, tenantHome, useMe } from "../../stores/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";

/** `/`: the account last open in this browser, else the person's own. */
export default function StartPage() {
  const me = useMe();
  const target = () => {
    if (!me.data) return undefined;
    if (lastTenant() !== "") return `/a/${lastTenant()}`;
    const home = me.data.tenants.find((tenant) => tenant.id === me.data?.user.homeTenant) ?? me.data.tenants[0];
    return home ? tenantHome(home) : `/a/${me.data.user.homeTenant}`;
  };
  return (
    <Switch fallback={<FrameSkeleton />}>
      <Match when={me.error}>{(error) => <ErrorState whole error={error()} onRetry={() => void me.refetch()} />}</Match>
      <Match when={target()}>{(href) => <Navigate href={href()} />}</Match>
    </Switch>
  );
}
