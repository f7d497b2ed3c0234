import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, lazy, Match, on, onCleanup, Show, Suspense, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { viewOf } from "../../rest/view.ts";
import { brand } from "../../stores/brand.ts";
import { openInbox } from "../../stores/inbox/open-inbox.ts";
import { VIEW_NAMES, type ViewName } from "../../stores/inbox/inbox-view.ts";
import { narrow } from "../../stores/narrow.ts";
import { remembered } from "../../stores/remembered.ts";
import { useMe } from "../../stores/session.ts";
import { SplitPane } from "../../ui/split-pane.tsx";
import { type InboxActs, InboxProvider } from "./inbox-context.tsx";
import { ListPane } from "./list-pane.tsx";
import { PanelSkeleton } from "./panel-skeleton.tsx";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { wide } from "./wide.ts";

// The list is what the page needs to be of use; the rest loads beside it, or while nothing else happens.
const ConversationPane = lazy(() => import("./conversation-pane.tsx"));
const ContactPanel = lazy(() => import("./contact-panel.tsx"));
const NothingSelected = lazy(() => import("./nothing-selected.tsx"));
const ConnectionBar = lazy(() => import("./connection-bar.tsx"));
const Announcer = lazy(() => import("./announcer.tsx"));
const Shortcuts = lazy(() => import("./shortcuts.ts"));
const ShortcutHelp = lazy(() => import("./shortcut-help.tsx"));
const [panelKept, keepPanel] = remembered("inbox-panel", true, (value): value is boolean => typeof value === "boolean");

/** The live inbox: list, thread and person side by side on a wide screen, one at a time on a narrow one. */
export default function InboxPage() {
  const me = useMe();
  const account = useAccount();
  const view = viewOf(account.id);
  const rights = () => `${account.can("sendMessages")} ${account.can("editLeads")}`;
  return (
    <Show when={me.data?.user}>
      {(user) => (
        // What one may do here changes with the account's standing and one's role: the inbox is made anew.
        <Show when={rights()} keyed>
          <InboxOf
            user={view?.user ?? { id: user().id, name: user().name }}
            onlooker={view === undefined ? undefined : user().id}
          />
        </Show>
      )}
    </Show>
  );
}

function InboxOf(props: { user: { id: string; name: string }; onlooker: string | undefined }) {
  const account = useAccount();
  const navigate = useNavigate();
  const params = useParams<{ conversationId?: string }>();
  const [search] = useSearchParams<{ view?: string; label?: string; q?: string }>();
  const inbox = openInbox({
    tenant: account.id,
    user: props.user,
    ...(props.onlooker === undefined ? {} : { onlooker: props.onlooker }),
    canReply: account.can("sendMessages"),
    canEdit: account.can("editLeads"),
  });
  const acts: InboxActs = {};
  const [panelOver, setPanelOver] = createSignal(false);
  const [help, setHelp] = createSignal(false);

  createEffect(() =>
    inbox.setView({ name: viewName(search.view), label: search.label ?? null, search: search.q ?? "" }),
  );
  createEffect(() => inbox.select(params.conversationId));
  // Somebody merged the person: the conversation goes on in another one.
  createEffect(() => {
    const into = inbox.movedTo(params.conversationId ?? "");
    if (into !== undefined) navigate(hrefOf(into), { scroll: false, replace: true });
  });
  createEffect(() => {
    const unread = inbox.conversations.counts.of("unread") ?? 0;
    document.title = `${unread > 0 ? `(${unread}) ` : ""}Inbox · ${account.tenant.name} · ${brand().name}`;
  });
  onCleanup(() => inbox.select(undefined));
  if (params.conversationId === undefined) whenIdle(preload);
  else preload();

  const hrefOf = (conversationId?: string): string => {
    const query = new URLSearchParams(
      Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    const text = query.toString();
    return `/a/${account.id}/inbox${conversationId ? `/${conversationId}` : ""}${text && `?${text}`}`;
  };
  const go = (conversationId?: string): void =>
    navigate(hrefOf(conversationId), {
      scroll: false,
      replace: conversationId !== undefined && params.conversationId !== undefined && !narrow(),
    });
  const panelOpen = (): boolean => (wide() ? panelKept() : panelOver());
  const setPanelOpen = (open: boolean): void => void (wide() ? keepPanel(open) : setPanelOver(open));

  createEffect(() => {
    void params.conversationId;
    setPanelOver(false);
  });

  // One pane at a time: what was left hides, so whoever steers by keyboard or ear is taken along.
  createEffect(
    on(
      () => params.conversationId,
      (now, before) => {
        if (!narrow() || now === before) return;
        const place = now === undefined ? `a[href*="/inbox/${before}"]` : "#thread";
        requestAnimationFrame(() => document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true }));
      },
      { defer: true },
    ),
  );

  const context = { inbox, hrefOf, go, panelOpen, setPanelOpen, acts };
  const selected = createMemo(() => params.conversationId);

  const thread = () => (
    <Show
      when={selected()}
      keyed
      fallback={
        <Suspense>
          <NothingSelected onHelp={() => setHelp(true)} />
        </Suspense>
      }
    >
      {(id) => (
        <Suspense fallback={<ThreadSkeleton />}>
          <ConversationPane id={id} />
        </Suspense>
      )}
    </Show>
  );
  const panel = () => (
    <Show when={selected()} keyed>
      {(id) => (
        <Suspense fallback={<PanelSkeleton />}>
          <ContactPanel id={id} />
        </Suspense>
      )}
    </Show>
  );

  return (
    <InboxProvider value={context}>
      <div class="flex h-full flex-col bg-surface">
        <h1 class="sr-only">Inbox</h1>
        <Suspense>
          <ConnectionBar />
        </Suspense>
        <div class="relative min-h-0 flex-1">
          <Switch>
            <Match when={narrow()}>
              {/* The list stays where it was scrolled to while a conversation lies over it. */}
              <div class={`absolute inset-0 ${selected() ? "invisible" : ""}`} inert={selected() !== undefined}>
                <ListPane />
              </div>
              <Show when={selected()}>
                <div class="absolute inset-0">
                  <Show when={panelOpen()} fallback={thread()}>
                    {panel()}
                  </Show>
                </div>
              </Show>
            </Match>
            <Match when={!narrow()}>
              <SplitPane
                name="inbox-list"
                side="start"
                initial={340}
                min={280}
                max={480}
                label="Resize the list"
                pane={<ListPane />}
              >
                <SplitPane
                  name="inbox-panel"
                  side="end"
                  initial={320}
                  min={280}
                  max={440}
                  label="Resize the panel"
                  open={wide() && panelOpen() && selected() !== undefined}
                  pane={panel()}
                >
                  {thread()}
                </SplitPane>
              </SplitPane>
              <Show when={!wide() && panelOpen() && selected()}>
                <div class="absolute inset-y-0 right-0 z-20 w-80 border-l border-line bg-surface shadow-overlay">
                  {panel()}
                </div>
              </Show>
            </Match>
          </Switch>
        </div>
        <Suspense>
          <Announcer />
          <Shortcuts onHelp={() => setHelp(true)} />
        </Suspense>
        <Show when={help()}>
          <Suspense>
            <ShortcutHelp onClose={() => setHelp(false)} />
          </Suspense>
        </Show>
      </div>
    </InboxProvider>
  );
}

function viewName(text: string | undefined): ViewName {
  return VIEW_NAMES.find((name) => name === text) ?? "all";
}

function preload(): void {
  void ConversationPane.preload();
  void ContactPanel.preload();
}

/** Safari has no requestIdleCallback. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 3_000 });
  else setTimeout(work, 500);
}
