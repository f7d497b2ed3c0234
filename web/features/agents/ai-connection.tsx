import TriangleAlert from "lucide-solid/icons/triangle-alert";
import Unplug from "lucide-solid/icons/unplug";
import { Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** In place of the agents, where there are none and the AI module is missing too. */
export function ConnectAi() {
  const account = useAccount();
  const may = () => account.can("manageModules");
  return (
    <EmptyState
      icon={<Unplug aria-hidden="true" />}
      title="AI is not connected"
      text={
        may()
          ? "Connect Claude with a key of your own, or try it in test mode. Then agents can draft, rewrite and summarise in the inbox."
          : "An administrator of this account can connect it. Then AI can draft, rewrite and summarise in the inbox."
      }
      action={
        <Show when={may()}>
          <ButtonLink href={`/a/${account.id}/modules/ai`} variant="primary">
            Connect Claude
          </ButtonLink>
        </Show>
      }
    />
  );
}

/** Over the agents: why none of them can write now. Nothing while they can. */
export function AiConnection(props: { integration: Integration | undefined }) {
  const account = useAccount();
  const problem = () => {
    const { integration } = props;
    if (!integration) return "AI is not connected. Agents keep their settings until it is.";
    if (integration.state === "connected") return undefined;
    if (integration.state === "disabled") return "AI is switched off. Agents keep their settings.";
    return integration.health.reason ?? "AI needs attention.";
  };
  return (
    <Show when={problem()}>
      {(words) => (
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-warning-soft px-4 py-3 text-13 text-warning">
          <TriangleAlert class="size-4 shrink-0" aria-hidden="true" />
          <p class="min-w-48 flex-1">
            <span class="font-semibold">No agent can write now.</span> {words()}
          </p>
          <ButtonLink href={`/a/${account.id}/modules/ai`} size="sm">
            Open the AI module
          </ButtonLink>
        </div>
      )}
    </Show>
  );
}
