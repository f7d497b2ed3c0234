import Eye from "lucide-solid/icons/eye";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { OpenImpersonation } from "../../schema/contracts/impersonations.ts";
import { endImpersonation, listOpenImpersonations } from "../rest/impersonations.ts";
import { now } from "../stores/clock.ts";
import { heardView } from "../stores/heard-views.ts";
import { useMe } from "../stores/session.ts";
import { toast, toastError } from "../stores/toasts.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { useAccount } from "./account-context.tsx";
import { listenToAccount } from "./listen-to-account.ts";

/** Tells everyone in an account that somebody looks at it through another's eyes, who, since when; its administrators can end that. */
export default function WatchedBar() {
  const account = useAccount();
  const me = useMe();
  const [open, setOpen] = createSignal<OpenImpersonation[]>([]);
  listenToAccount(account);

  // What is not known now is heard, or asked again when the page is looked at again: no reason to say anything.
  const load = () => listOpenImpersonations(account.id).then(setOpen, () => undefined);
  void load();
  const again = () => document.visibilityState === "visible" && void load();
  document.addEventListener("visibilitychange", again);
  onCleanup(() => document.removeEventListener("visibilitychange", again));
  createEffect(on(heardView, (told) => told && void load(), { defer: true }));

  const shown = () =>
    open().filter(
      ({ impersonator, endsAt }) =>
        impersonator.id !== me.data?.user.id && Date.parse(endsAt) > Math.max(now(), Date.now()),
    );
  return (
    <div role="status">
      <For each={shown()}>
        {(view) => <Watched view={view} onEnded={() => setOpen((all) => all.filter(({ id }) => id !== view.id))} />}
      </For>
    </div>
  );
}

function Watched(props: { view: OpenImpersonation; onEnded: () => void }) {
  const account = useAccount();
  const [ending, setEnding] = createSignal(false);
  const end = async () => {
    setEnding(true);
    try {
      await endImpersonation(account.id, props.view.id);
      toast(`${props.view.impersonator.name} no longer views this account.`);
      props.onEnded();
    } catch (error) {
      toastError("The view could not be ended.", error);
    } finally {
      setEnding(false);
    }
  };
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-1 bg-warning-soft px-4 py-1.5 text-13 text-warning max-narrow:px-3">
      <Eye class="size-4 shrink-0" aria-hidden="true" />
      <p class="min-w-0 flex-1">
        <strong>{props.view.impersonator.name}</strong> is viewing this account as {props.view.user.name}
        {props.view.write ? " and can change things" : ""}. Since <RelativeTime at={props.view.startedAt} />.
      </p>
      <Show when={account.holds("manageUsers")}>
        <button
          type="button"
          class="inline-flex h-7 items-center rounded-inner border border-current px-3 font-medium whitespace-nowrap hover:underline disabled:opacity-70 max-narrow:h-11"
          disabled={ending()}
          aria-label={`End the view of ${props.view.impersonator.name}`}
          onClick={() => void end()}
        >
          End
        </button>
      </Show>
    </div>
  );
}
