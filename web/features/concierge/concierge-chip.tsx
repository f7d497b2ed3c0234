import { A, useLocation } from "@solidjs/router";
import Sparkles from "lucide-solid/icons/sparkles";
import { createEffect, createSignal, lazy, Match, on, onCleanup, Show, Suspense, Switch } from "solid-js";
import type { ConciergeOffer, ConciergeState } from "../../../schema/contracts/concierge.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { getOffer, listSessions } from "../../rest/concierge.ts";
import { narrow } from "../../stores/narrow.ts";
import { liveWords } from "./progress-bar.tsx";

const SessionPanel = lazy(() => import("./session-panel.tsx"));

/** While a set-up is under way somewhere, it is looked at again so often. */
const AGAIN_MS = 15_000;

/** On every page of a client: the set-up that is under way, to go on with from here, or that there is something new to set up. */
export default function ConciergeChip() {
  const account = useAccount();
  const location = useLocation();
  const [offer, setOffer] = createSignal<ConciergeOffer>();
  const [active, setActive] = createSignal<ConciergeState>();
  const [panel, setPanel] = createSignal<string>();
  const welcome = `/a/${account.id}/welcome`;
  const onPage = () => location.pathname.startsWith(welcome);

  // What is not known is no reason to say anything: it is looked at again when a page is opened, or this one is come back to.
  const look = async (): Promise<void> => {
    if (document.visibilityState === "hidden" || onPage()) return;
    try {
      const known = await getOffer(account.id);
      const [session] =
        known.session === null ? [] : (await listSessions({ state: "active", limit: 1 }, account.id)).docs;
      setOffer(known);
      setActive(session);
    } catch {
      // As it was.
    }
  };
  createEffect(
    on(
      () => location.pathname,
      () => void look(),
    ),
  );
  createEffect(() => {
    if (active() === undefined) return;
    const timer = setInterval(() => void look(), AGAIN_MS);
    onCleanup(() => clearInterval(timer));
  });
  const seen = () => void look();
  document.addEventListener("visibilitychange", seen);
  onCleanup(() => document.removeEventListener("visibilitychange", seen));
  createEffect(() => onPage() && setPanel(undefined));

  const news = () => {
    const { occasion = null, modules = [] } = offer() ?? {};
    return occasion !== null && occasion !== "first_run" && modules.length > 0 ? modules.length : undefined;
  };
  const needsYou = () => active()?.activity === "waiting";

  return (
    <>
      <Show when={!onPage()}>
        <Switch>
          <Match when={active()}>
            {(session) => (
              <Show
                when={narrow()}
                fallback={
                  <button
                    type="button"
                    class={CHIP}
                    aria-expanded={panel() !== undefined}
                    data-tip={needsYou() ? "The set-up waits for somebody" : "The set-up goes on"}
                    onClick={() => setPanel(panel() === undefined ? session().id : undefined)}
                  >
                    <Words session={session()} needsYou={needsYou()} />
                  </button>
                }
              >
                <A href={`${welcome}/${session().id}`} class={CHIP}>
                  <Words session={session()} needsYou={needsYou()} />
                </A>
              </Show>
            )}
          </Match>
          <Match when={news()}>
            {(count) => (
              <A href={welcome} class={CHIP}>
                <Sparkles aria-hidden="true" />
                {count() === 1 ? "1 new module" : `${count()} new modules`}
                <span class="max-narrow:sr-only">to set up</span>
              </A>
            )}
          </Match>
        </Switch>
      </Show>
      <Show when={panel()} keyed>
        {(id) => (
          <Suspense>
            <SessionPanel
              id={id}
              onClose={() => {
                setPanel(undefined);
                void look();
              }}
            />
          </Suspense>
        )}
      </Show>
    </>
  );
}

const CHIP =
  "inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-13 font-medium whitespace-nowrap text-ink-2 tabular-nums transition-colors duration-100 hover:bg-sunken hover:text-ink aria-expanded:bg-accent-soft aria-expanded:text-accent-ink max-narrow:h-11 [&_svg]:size-4 [&_svg]:text-accent-ink";

function Words(props: { session: ConciergeState; needsYou: boolean }) {
  return (
    <>
      <Sparkles aria-hidden="true" />
      <span class="sr-only">Set-up: </span>
      {liveWords(props.session.progress)}
      <Show when={props.needsYou}>
        <span class="size-1.5 rounded-full bg-accent" aria-hidden="true" />
        <span class="sr-only">, it waits for somebody</span>
      </Show>
    </>
  );
}
