import { useParams } from "@solidjs/router";
import { Show } from "solid-js";
import AgentPage from "./agent-page.tsx";
import AgentsPage from "./agents-page.tsx";

/** The agents of an account, or one of them ("new": the next): loaded together, as one leads to the other. */
export default function AgentsPages() {
  const params = useParams<{ agentId?: string }>();
  return (
    <Show when={params.agentId} keyed fallback={<AgentsPage />}>
      <AgentPage />
    </Show>
  );
}
