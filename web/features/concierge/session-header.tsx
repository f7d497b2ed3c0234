import Ellipsis from "lucide-solid/icons/ellipsis";
import ListChecks from "lucide-solid/icons/list-checks";
import { createSignal, type JSX, lazy, Show, Suspense } from "solid-js";
import { steerSession } from "../../rest/concierge.ts";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { liveWords, ProgressBar } from "./progress-bar.tsx";
import { ProgressPanel } from "./progress-panel.tsx";
import { useSession } from "./session-context.tsx";
import { DRIVER_NAMES } from "./usage-words.ts";

const SendLink = lazy(() => import("../relay/send-link.tsx"));

/** What is set up, who leads, and what one may do with the whole. `folded`: how far it is stands here, and the rest opens from it. `end`: what one can do with it beside another page. */
export function SessionHeader(props: { folded: boolean; end: JSX.Element }) {
  const screen = useSession();
  // Read once: reading a JSX property twice makes its elements twice.
  const end = props.end;
  const [stopping, setStopping] = createSignal(false);
  const [shown, setShown] = createSignal(false);
  const [sending, setSending] = createSignal(false);
  const other = () => (screen.state().driver === "claude" ? "guided" : "claude");
  const entries = (): MenuEntry[] => [
    {
      label: other() === "claude" ? "Let Claude lead" : "Go on guided, without AI",
      onSelect: () =>
        void screen.ask("Who leads was not changed.", () =>
          steerSession(screen.session.id, { action: "drive", driver: other() }),
        ),
    },
    { label: "Let somebody else fill it in…", onSelect: () => setSending(true) },
    "separator",
    { label: "Stop setting up…", danger: true, onSelect: () => setStopping(true) },
  ];
  return (
    <header class="shrink-0 border-b border-line bg-surface">
      <div class="flex min-h-12 items-center gap-2 px-6 py-1.5 max-narrow:px-4">
        <Show
          when={end !== undefined}
          fallback={<h1 class="min-w-0 truncate text-16 font-semibold">Setting up {screen.state().account.name}</h1>}
        >
          <h2 class="min-w-0 truncate text-14 font-semibold">Setting up {screen.state().account.name}</h2>
        </Show>
        <Badge
          tone={screen.state().driver === "claude" ? "accent" : "neutral"}
          data-tip={screen.state().driverReason ?? undefined}
        >
          {DRIVER_NAMES[screen.state().driver]}
        </Badge>
        <Show when={screen.state().driver === "claude" && screen.state().usage.sandbox}>
          <SandboxTag />
        </Show>
        <span class="flex-1" />
        <Show when={screen.mayAct()}>
          <Menu
            align="end"
            entries={entries()}
            trigger={(trigger) => (
              <IconButton {...trigger} label="More">
                <Ellipsis aria-hidden="true" />
              </IconButton>
            )}
          />
        </Show>
        {end}
      </div>
      <Show when={props.folded}>
        <button
          type="button"
          class="flex w-full items-center gap-3 px-6 pt-0.5 pb-2.5 text-left text-13 hover:bg-sunken focus-visible:-outline-offset-2 max-narrow:min-h-11 max-narrow:px-4 [&_svg]:size-4"
          aria-haspopup="dialog"
          onClick={() => setShown(true)}
        >
          <span class="shrink-0 font-medium tabular-nums">{liveWords(screen.state().progress)}</span>
          <span class="min-w-0 flex-1">
            <ProgressBar progress={screen.state().progress} />
          </span>
          <ListChecks class="shrink-0 text-ink-3" aria-label="See each module" />
        </button>
        <Dialog open={shown()} onClose={() => setShown(false)} title={`Setting up ${screen.state().account.name}`}>
          <ProgressPanel />
        </Dialog>
      </Show>
      <Show when={sending()}>
        <Suspense>
          <SendLink
            tenant={screen.state().account.id}
            name={screen.state().account.name}
            session={screen.session.id}
            onClose={() => setSending(false)}
          />
        </Suspense>
      </Show>
      <ConfirmDialog
        open={stopping()}
        onClose={() => setStopping(false)}
        title="Stop setting up?"
        text="What is live stays live. Values that were sent and not used yet are deleted. You can begin again at any time."
        act="Stop"
        danger
        onConfirm={() => steerSession(screen.session.id, { action: "stop" })}
      />
    </header>
  );
}
