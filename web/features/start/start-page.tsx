import { Navigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { FrameSkeleton } from "../../frame/frame-skeleton.tsx";
import { getVisitor } from "../../rest/users.ts";
import { createKeptRead } from "../../stores/kept-read.ts";
import { lastTenant } from "../../stores/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";

/** `/`: the account last open in this browser, else the person's own. Whoever is not signed in is asked to be, which is no fault. */
export default function StartPage() {
  const asked = createKeptRead(getVisitor);
  void asked.refetch();
  const target = () => {
    if (asked.data === undefined) return undefined;
    if (asked.data === null) return "/sign-in?return=%2F";
    const { user, tenants } = asked.data;
    if (lastTenant() !== "") return `/a/${lastTenant()}`;
    const home = tenants.find((tenant) => tenant.id === user.homeTenant) ?? tenants[0];
    return `/a/${home?.id ?? user.homeTenant}`;
  };
  return (
    <Switch fallback={<FrameSkeleton />}>
      <Match when={asked.error}>
        {(error) => <ErrorState whole error={error()} onRetry={() => void asked.refetch()} />}
      </Match>
      <Match when={target()}>{(href) => <Navigate href={href()} />}</Match>
    </Switch>
  );
}
