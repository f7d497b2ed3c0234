import { A } from "@solidjs/router";
import Eye from "lucide-solid/icons/eye";
import { createSignal, onCleanup, Show } from "solid-js";
import { ApiError } from "../rest/client.ts";
import { endImpersonation } from "../rest/impersonations.ts";
import { currentView, leaveView } from "../rest/view.ts";
import { now } from "../stores/clock.ts";
import { toastError } from "../stores/toasts.ts";
import { setViewIsOver } from "../stores/view-over.ts";
import { useAccount } from "./account-context.tsx";
import { listenToAccount } from "./listen-to-account.ts";

/** Says, as long as this tab looks through another's eyes, through whose and how long, and ends it. On another account's page it leads back. */
export default function ViewBar() {
  const account = useAccount();
  const view = currentView();
  const [ending, setEnding] = createSignal(false);
  if (view === undefined) return undefined;
  const left = () => Math.max(0, Math.ceil((Date.parse(view.endsAt) - Math.max(now(), Date.now())) / 60_000));
  const timer = setTimeout(() => setViewIsOver(true), Math.max(0, Date.parse(view.endsAt) - Date.now()));
  onCleanup(() => clearTimeout(timer));
  const here = account.id === view.tenant.id;
  if (here) listenToAccount(account);

  const end = async () => {
    setEnding(true);
    try {
      await endImpersonation(view.tenant.id, view.id);
    } catch (error) {
      // Where even the way to it is gone, so is the view.
      if (!(error instanceof ApiError && error.status === 404)) {
        setEnding(false);
        return toastError("The view could not be ended.", error);
      }
    }
    leaveView();
  };

  return (
    <section
      aria-label="You are viewing as another person"
      class="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-danger-fill px-4 py-1.5 text-13 text-white max-narrow:px-3"
    >
      <Eye class="size-4 shrink-0" aria-hidden="true" />
      <p class="min-w-0 flex-1">
        <Show
          when={here}
          fallback={
            <>
              In this tab you are viewing {view.tenant.name} as <strong>{view.user.name}</strong>. Here you are
              yourself.
            </>
          }
        >
          Viewing {view.tenant.name} as <strong>{view.user.name}</strong>.{" "}
          {view.write ? "What you do is done in their name, and recorded with yours." : "You can look, not change."}
        </Show>{" "}
        <span class="whitespace-nowrap tabular-nums">{left()} min left.</span>
      </p>
      <Show when={!here}>
        <A href={`/a/${view.tenant.id}`} class={BUTTON}>
          Go back
        </A>
      </Show>
      <button type="button" class={BUTTON} disabled={ending()} onClick={() => void end()}>
        End view
      </button>
    </section>
  );
}

const BUTTON =
  "inline-flex h-7 items-center rounded-inner border border-current px-3 font-medium whitespace-nowrap hover:underline focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-current disabled:opacity-70 max-narrow:h-11";
