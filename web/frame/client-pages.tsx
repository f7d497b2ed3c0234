import type { RouteSectionProps } from "@solidjs/router";
import { lazy, Show } from "solid-js";
import { useAccount } from "./account-context.tsx";

const ChooseClient = lazy(() => import("./choose-client.tsx"));

/** Pages that work on one client. Opened for an agency or the platform, they say so and show the way. */
export function ClientPages(props: RouteSectionProps) {
  const account = useAccount();
  return (
    <Show when={account.tenant.type === "subaccount"} fallback={<ChooseClient />}>
      {props.children}
    </Show>
  );
}
