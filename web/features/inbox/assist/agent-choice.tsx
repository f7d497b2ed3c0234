import Bot from "lucide-solid/icons/bot";
import { onMount, Show } from "solid-js";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { useInbox } from "../inbox-context.tsx";
import { agentsOf } from "./agents-of.ts";
import type { Assist } from "./assists.ts";

/** Where an account has several agents: let another one write it. */
export function AgentChoice(props: { assist: Assist; onChoose: (agent: string) => void }) {
  const { inbox } = useInbox();
  const agents = agentsOf(inbox);
  onMount(() => {
    if (!agents.data) void agents.refetch();
  });
  return (
    <Show when={(agents.data?.length ?? 0) > 1}>
      <Menu
        align="end"
        entries={[
          { heading: "Try again as" },
          ...(agents.data ?? []).map(({ id, name }) => ({
            label: name,
            checked: id === props.assist.agent?.id,
            onSelect: () => props.onChoose(id),
          })),
        ]}
        trigger={(trigger) => (
          <IconButton {...trigger} label="Let another agent write it">
            <Bot aria-hidden="true" />
          </IconButton>
        )}
      />
    </Show>
  );
}
