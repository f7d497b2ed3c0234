import { createMemo, type JSX, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { viewOf } from "../../rest/view.ts";
import { type OpenSession, openSession } from "../../stores/concierge/open-session.ts";
import { narrow } from "../../stores/narrow.ts";
import { useMe } from "../../stores/session.ts";
import { toastError } from "../../stores/toasts.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LineState } from "./line-state.tsx";
import { ProgressPanel } from "./progress-panel.tsx";
import { SayBox } from "./say-box.tsx";
import { SessionProvider, type SessionScreen } from "./session-context.tsx";
import { SessionFoot } from "./session-foot.tsx";
import { SessionHeader } from "./session-header.tsx";
import { TranscriptView } from "./transcript-view.tsx";

/** A session, live: the same on every device. `beside`: what its header ends with, where it stands beside another page. */
export function SessionView(props: { id: string; beside?: JSX.Element }) {
  const account = useAccount();
  const session = createMemo(() => openSession(account.id, props.id));
  return (
    <Switch fallback={<SessionSkeleton />}>
      <Match when={session().error()}>
        {(error) => <ErrorState whole={props.beside === undefined} error={error()} onRetry={() => session().retry()} />}
      </Match>
      <Match when={session().transcript() !== undefined && session()} keyed>
        {(open) => <Known session={open} beside={props.beside} />}
      </Match>
    </Switch>
  );
}

function Known(props: { session: OpenSession; beside: JSX.Element }) {
  const account = useAccount();
  const person = useMe();
  const me = viewOf(account.id)?.user ?? person.data?.user ?? { id: "", name: "" };
  const transcript = () => props.session.transcript()!;
  const screen: SessionScreen = {
    session: props.session,
    me,
    transcript,
    state: () => transcript().state,
    mayAct: () => transcript().state.state === "active" && account.can("manageModules"),
    ask: async (refusal, act) => {
      try {
        await act();
        return true;
      } catch (error) {
        toastError(refusal, error);
        return false;
      }
    },
  };
  const end = props.beside;
  const hasRoom = () => end === undefined && !narrow();
  return (
    <SessionProvider value={screen}>
      <div class="flex h-full min-h-0 bg-bg">
        <div class="flex min-w-0 flex-1 flex-col">
          <SessionHeader folded={!hasRoom()} end={end} />
          <LineState />
          <TranscriptView foot={<SessionFoot />} />
          <Show when={screen.mayAct()}>
            <SayBox />
          </Show>
          <Show when={transcript().state.state === "active" && !account.can("manageModules")}>
            <p class="shrink-0 border-t border-line px-6 py-3 text-center text-13 text-ink-2 max-narrow:px-4">
              You can watch. To answer, one must be able to manage this account's modules.
            </p>
          </Show>
        </div>
        <Show when={hasRoom()}>
          <aside
            aria-label="Progress of the set-up"
            class="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface"
          >
            <ProgressPanel />
          </aside>
        </Show>
      </div>
    </SessionProvider>
  );
}

/** The session before it is there. */
export function SessionSkeleton() {
  return (
    <div class="flex h-full flex-col" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the set-up
      </span>
      <div class="flex h-12 shrink-0 items-center border-b border-line bg-surface px-6 max-narrow:px-4">
        <Skeleton class="h-5 w-48" />
      </div>
      <div class="mx-auto flex w-full max-w-184 flex-1 flex-col justify-end gap-5 px-6 py-6 max-narrow:px-4">
        <Skeleton class="h-4 w-3/4" />
        <Skeleton class="h-4 w-1/2" />
        <Skeleton class="h-52 w-full rounded-card" />
      </div>
    </div>
  );
}
