import ArrowDown from "lucide-solid/icons/arrow-down";
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { attachmentUrl } from "../../stores/inbox/attachment-url.ts";
import { threadOrder } from "../../stores/inbox/thread-order.ts";
import type { Thread } from "../../stores/inbox/threads.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { DayDivider } from "./day-divider.tsx";
import { useInbox } from "./inbox-context.tsx";
import { jumpToMessage } from "./message/jump-to-message.ts";
import { authorWords } from "./message/message-words.ts";
import { isShared } from "./message/reactions.tsx";
import { type ThreadContext, ThreadProvider } from "./message/thread-context.tsx";
import { createThreadPointer } from "./message/thread-pointer.ts";
import type { ViewedFile } from "./message/viewer.tsx";
import { MessageBubble } from "./message-bubble.tsx";
import { followBottom } from "./follow-bottom.ts";
import { type ShownMessage, showMessage, showWaiting } from "./shown-message.ts";
import { revealMessage } from "./message/reveal-message.ts";
import { type LaidOut, placeMessage, type Placement } from "./thread-layout.ts";

const Viewer = lazy(() => import("./message/viewer.tsx"));
/** From this far below the top on, the page before is asked for. */
const OLDER_AHEAD_PX = 800;
/** What stands over the first message: the list's padding and the line about older ones. */
const START_MARGIN_PX = 48;

/**
 * The messages of a conversation, oldest first: sticks to the newest unless scrolled up, and reads older pages on the way up. However many
 * they are, only those near the screen are in the page.
 */
export function MessageList(props: { conversation: Conversation; thread: Thread; unreadAtOpen: number }) {
  const { inbox, acts } = useInbox();
  const id = () => props.conversation.id;
  const waiting = createMemo(() => inbox.waiting().filter((item) => item.conversationId === id()));
  const keys = createMemo<readonly string[]>(
    () => threadOrder(props.thread.index.keys(), waiting(), (key) => props.thread.rows[key] !== undefined),
    [],
    { equals: sameKeys },
  );
  /** Whether what came last was put on top: the place is then kept from the end. */
  const grewUp = createMemo(
    (before: { first: string | undefined; up: boolean }) => {
      const [first] = keys();
      return { first, up: before.first !== undefined && first !== before.first && keys().includes(before.first) };
    },
    { first: undefined, up: false },
  );
  const firstUnread = findFirstUnread(keys(), props.unreadAtOpen, read);
  const [below, setBelow] = createSignal(0);
  const [viewed, setViewed] = createSignal<string>();
  const pointer = createThreadPointer({
    keys,
    message: (key) => props.thread.rows[key]?.message,
    focus: (key) => void reveal(key, "nearest").then((article) => article?.focus({ preventScroll: true })),
    answer: (message) => inbox.canReply && isShared(message) && acts.answer?.(message),
  });
  const shared: ThreadContext = {
    conversation: () => props.conversation,
    thread: () => props.thread,
    view: (file) => setViewed(file.id),
    jump(target) {
      void jumpToMessage(target, {
        thread: () => props.thread,
        loadOlder: () => inbox.threads.loadOlder(id()),
        reveal: (key) => reveal(key, "center"),
        onMissing: () => toast("That message is not in this conversation.", { tone: "info" }),
      });
    },
  };

  /** Every photo and video of the thread that is here, oldest first. */
  function gallery(): ViewedFile[] {
    return keys().flatMap((key) => {
      const shown = read(key);
      return (shown?.attachments ?? [])
        .filter(({ type, state }) => state === "stored" && (type === "image" || type === "video"))
        .map((file) => ({
          file,
          source: attachmentUrl(inbox.tenant, file),
          from: shown ? authorWords(shown.author, inbox.user.id) : "",
          at: WHEN.format(new Date(shown?.createdAt ?? 0)),
        }));
    });
  }

  function read(key: string): ShownMessage | undefined {
    const row = props.thread.rows[key];
    if (row) return showMessage(row.message);
    const item = waiting().find((candidate) => candidate.clientId === key);
    return item && showWaiting(item, inbox.user);
  }

  /** Only what places a bubble: a tick that moves must not lay out the whole thread anew. */
  function readLayout(key: string): LaidOut | undefined {
    const message = props.thread.rows[key]?.message;
    if (message) {
      const { createdAt, direction, private: hidden, author } = message;
      return { createdAt, direction, private: hidden, author: { id: author.id } };
    }
    const item = waiting().find((candidate) => candidate.clientId === key);
    return item && { createdAt: item.createdAt, direction: "out", private: item.private, author: inbox.user };
  }

  const placement = (index: number): Placement | undefined => {
    const [before, item, after] = [index - 1, index, index + 1].map((at) => readLayout(keys()[at] ?? ""));
    return item && placeMessage(before, item, after);
  };

  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  let content: HTMLDivElement | undefined;
  let handle: VirtualizerHandle | undefined;
  const reveal = (key: string, align: "nearest" | "center"): Promise<HTMLElement | undefined> =>
    revealMessage(key, { index: keys().lastIndexOf(key), align, handle, content });
  const bottom = followBottom(
    scroller,
    () => content,
    (atBottom) => atBottom && setBelow(0),
  );

  const wantOlder = (): void => {
    if ((scroller()?.scrollTop ?? Infinity) < OLDER_AHEAD_PX && props.thread.older === "idle")
      void inbox.threads.loadOlder(id());
  };
  onMount(() => {
    bottom.jump();
    wantOlder();
  });
  createEffect(
    // Not deferred: the first run is what the second is compared with.
    on(keys, (now, before) => {
      if (!before || now.length === 0) return;
      const known = new Set(before);
      const tail = now.slice(before.at(-1) === undefined ? 0 : Math.max(0, now.lastIndexOf(before.at(-1) ?? "")));
      const fresh = tail.filter((key) => !known.has(key));
      // What this person has just written is where they look.
      if (fresh.some((key) => waiting().some((item) => item.clientId === key))) bottom.jump();
      else if (!bottom.at()) setBelow((count) => count + fresh.filter((key) => read(key)?.direction === "in").length);
    }),
  );
  createEffect(
    on(
      () => props.thread.older,
      (older) => older === "idle" && queueMicrotask(wantOlder),
      { defer: true },
    ),
  );
  onCleanup(() => bottom.stop());

  return (
    <ThreadProvider value={shared}>
      <div class="relative min-h-0 flex-1">
        <div
          ref={setScroller}
          role="region"
          aria-label="Messages"
          tabindex="0"
          class="h-full overflow-y-auto overscroll-contain px-5 pt-4 pb-1 focus-visible:-outline-offset-2 max-narrow:px-3"
          onScroll={() => {
            bottom.scrolled();
            wantOlder();
          }}
        >
          <div
            ref={(element) => (content = element)}
            {...pointer.handlers}
            class="flex min-h-full flex-col justify-end"
          >
            <div class="flex h-8 shrink-0 items-center justify-center text-12 text-ink-3">
              <Show when={props.thread.older === "loading"}>
                <span class="flex items-center gap-2" role="status">
                  <Spinner /> Loading older messages
                </span>
              </Show>
              <Show when={props.thread.older === "error"}>
                <span role="alert">Older messages could not be loaded.</span>
                <Button size="sm" variant="ghost" onClick={() => void inbox.threads.loadOlder(id())}>
                  Try again
                </Button>
              </Show>
              <Show when={!props.thread.hasOlder && keys().length > 0}>Start of the conversation</Show>
            </div>
            <Show when={keys().length === 0}>
              <p class="py-10 text-center text-13 text-ink-3">No messages yet.</p>
            </Show>
            <Virtualizer
              ref={(next) => (handle = next)}
              as={MessagesList}
              item="li"
              data={keys()}
              shift={grewUp().up}
              keepMounted={[pointer.tabbable()]}
              scrollRef={scroller()}
              startMargin={START_MARGIN_PX}
            >
              {(key, index) => {
                const placed = createMemo(() => placement(index()));
                return (
                  <div data-key={key}>
                    <Show when={placed()?.day}>{(day) => <DayDivider at={day()} />}</Show>
                    <Show when={key === firstUnread}>
                      <p class="my-2 flex items-center gap-3 text-12 font-medium text-accent-ink before:h-px before:flex-1 before:bg-accent-ink after:h-px after:flex-1 after:bg-accent-ink">
                        New
                      </p>
                    </Show>
                    <Show when={read(key)}>
                      {(shown) => (
                        <MessageBubble
                          shown={shown()}
                          clientId={key}
                          starts={placed()?.starts ?? true}
                          ends={placed()?.ends ?? true}
                          active={pointer.active() === key}
                          tabbable={pointer.tabbable() === index()}
                        />
                      )}
                    </Show>
                  </div>
                );
              }}
            </Virtualizer>
          </div>
        </div>
        <Show when={below() > 0}>
          <div class="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
            <button
              type="button"
              class="pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-accent px-3.5 text-13 font-medium text-on-accent shadow-overlay hover:bg-accent-hover max-narrow:h-11"
              onClick={() => bottom.jump()}
            >
              <ArrowDown class="size-4" aria-hidden="true" />
              {below() === 1 ? "1 new message" : `${below()} new messages`}
            </button>
          </div>
        </Show>
        <Show when={viewed()}>
          {(first) => (
            <Suspense>
              <Viewer files={gallery()} first={first()} onClose={() => setViewed(undefined)} />
            </Suspense>
          )}
        </Show>
      </div>
    </ThreadProvider>
  );
}

function MessagesList(props: JSX.HTMLAttributes<HTMLOListElement>) {
  return <ol {...props} aria-label="Messages, oldest first" />;
}

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

/** Where to put the "New" line when a conversation with unread messages is opened: before the n-th incoming message from the end. */
function findFirstUnread(
  keys: readonly string[],
  unread: number,
  read: (key: string) => ShownMessage | undefined,
): string | undefined {
  const incoming = unread > 0 ? keys.filter((key) => read(key)?.direction === "in") : [];
  return incoming.at(-unread) ?? incoming[0];
}
