import { Match, Switch } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { useSession } from "./session-context.tsx";

/** Says that what is shown may be old, and why. What is typed meanwhile is kept. */
export function LineState() {
  const screen = useSession();
  return (
    <div role="status">
      <Switch>
        <Match when={screen.session.status() === "reconnecting"}>
          <p class="flex items-center justify-center gap-3 bg-warning-soft px-4 py-1.5 text-13 text-warning">
            Reconnecting. What happens meanwhile is shown as soon as you are back.
            <Button size="sm" onClick={() => screen.session.retry()}>
              Try now
            </Button>
          </p>
        </Match>
        <Match when={screen.session.status() === "forbidden"}>
          <p class="bg-warning-soft px-4 py-1.5 text-center text-13 text-warning">
            You may no longer follow this here. Load the page again, or ask an administrator of this account.
          </p>
        </Match>
      </Switch>
    </div>
  );
}
