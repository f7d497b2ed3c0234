import { createSignal, Match, Switch } from "solid-js";
import type { ModuleProgress, ModuleStep } from "../../../schema/contracts/concierge.ts";
import { stepModule } from "../../rest/concierge.ts";
import { Button } from "../../ui/button.tsx";
import { focusHome } from "./focus-home.ts";
import { useSession } from "./session-context.tsx";

/** What one can do about a module as it stands: try it again or leave it out; take it in again. */
export function ModuleActs(props: { module: Pick<ModuleProgress, "slug" | "name" | "state"> }) {
  const screen = useSession();
  const [busy, setBusy] = createSignal<ModuleStep["action"]>();
  const step = async (action: ModuleStep["action"]) => {
    if (busy()) return;
    setBusy(action);
    await screen.ask("That was not taken.", () => stepModule(screen.session.id, props.module.slug, action));
    setBusy(undefined);
  };
  const button = (action: ModuleStep["action"], label: string) => (
    <Button
      ref={focusHome}
      size="sm"
      busy={busy() === action}
      aria-label={`${label}: ${props.module.name}`}
      onClick={() => void step(action)}
    >
      {label}
    </Button>
  );
  return (
    <Switch>
      <Match when={!screen.mayAct()}>{undefined}</Match>
      <Match when={props.module.state === "blocked"}>
        <div class="flex flex-wrap gap-2">
          {button("retry", "Try again")}
          {button("skip", "Leave it out")}
        </div>
      </Match>
      <Match when={props.module.state === "skipped"}>{button("resume", "Take it in again")}</Match>
      <Match when={props.module.state === "waiting" || props.module.state === "asking"}>
        {button("skip", "Leave it out")}
      </Match>
    </Switch>
  );
}
