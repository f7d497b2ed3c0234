import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { online } from "../../stores/online.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { useInbox } from "./inbox-context.tsx";

/** A blink of the line is nobody's business; from here on it is said. */
const QUIET_MS = 2_000;

/** Says when what is shown may be old: while the socket is away, and when it was ended for good. */
export default function ConnectionBar() {
  const { inbox } = useInbox();
  const [late, setLate] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  createEffect(
    on(inbox.status, (status) => {
      clearTimeout(timer);
      setLate(false);
      if (status !== "live") timer = setTimeout(() => setLate(true), QUIET_MS);
    }),
  );
  onCleanup(() => clearTimeout(timer));

  return (
    <div role="status">
      <Switch>
        <Match when={inbox.status() === "ended"}>
          <Bar>
            Your session has ended. What you wrote is kept on this device.
            <ButtonLink href={`/sign-in?${new URLSearchParams({ return: location.pathname })}`} size="sm">
              Sign in
            </ButtonLink>
          </Bar>
        </Match>
        <Match when={inbox.status() === "forbidden"}>
          <Bar>
            You no longer have access to this account.
            <ButtonLink href="/" size="sm">
              Your accounts
            </ButtonLink>
          </Bar>
        </Match>
        {/* Without any connection the frame's own bar says so. */}
        <Match when={late() && online() && inbox.status() !== "live"}>
          <Bar>
            <Show
              when={inbox.status() === "connecting"}
              fallback="Reconnecting… What you write is sent as soon as the connection is back."
            >
              Connecting…
            </Show>
            <button
              type="button"
              class="font-medium text-accent-ink hover:underline max-narrow:min-h-11"
              onClick={() => inbox.reconnect()}
            >
              Try now
            </button>
          </Bar>
        </Match>
      </Switch>
    </div>
  );
}

function Bar(props: { children: JSX.Element }) {
  return (
    <p class="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-1.5 text-center text-13 text-ink-2">
      {props.children}
    </p>
  );
}
