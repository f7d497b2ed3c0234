import { useParams } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import DeployPage from "./deploy-page.tsx";
import DeploymentPage from "./deployment-page.tsx";
import DeploymentsPage from "./deployments-page.tsx";

/** The deployments of an agency, one of them, or a new one: loaded together, as one leads to the other. */
export default function DeploymentsPages() {
  const params = useParams<{ deploymentId?: string }>();
  return (
    <Switch fallback={<DeploymentPage />}>
      <Match when={params.deploymentId === undefined}>
        <DeploymentsPage />
      </Match>
      <Match when={params.deploymentId === "new"}>
        <DeployPage />
      </Match>
    </Switch>
  );
}
