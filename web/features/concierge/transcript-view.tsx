import ArrowDown from "lucide-solid/icons/arrow-down";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import type { Entry, EntryKind, EntryOf } from "../../../schema/concierge/entries.ts";
import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { followBottom } from "../inbox/follow-bottom.ts";
import { ApprovalEntry } from "./entries/approval-entry.tsx";
import { CallGroup } from "./entries/call-group.tsx";
import { FormEntry } from "./entries/form-entry.tsx";
import { ConciergeMark, MessageEntry } from "./entries/message-entry.tsx";
import { NoteEntry } from "./entries/note-entry.tsx";
import { QuestionEntry } from "./entries/question-entry.tsx";
import { ResultEntry } from "./entries/result-entry.tsx";
import { useSession } from "./session-context.tsx";
import { spokenWords } from "./spoken-words.ts";
import { callsFrom, newestOf, transcriptItems } from "./transcript-items.ts";

/** Everything that was said, asked and done, in order. It stays at its end while more comes, unless one has scrolled up. */
export function TranscriptView(props: { foot?: JSX.Element }) {
  const screen = useSession();
  const items = createMemo(() => transcriptItems(screen.transcript()));
  const old = new Set(screen.transcript().order);
  const [atEnd, setAtEnd] = createSignal(true);
  let scroller: HTMLDivElement | undefined;
  let content: HTMLDivElement | undefined;
  const follow = followBottom(
    () => scroller,
    () => content,
    setAtEnd,
  );
  onMount(() => requestAnimationFrame(() => follow.jump()));
  onCleanup(() => follow.stop());

  return (
    <div class="relative min-h-0 flex-1">
      <div
        ref={(element) => (scroller = element)}
        data-transcript
        data-focus-home
        tabindex="0"
        role="group"
        aria-label="Conversation with the concierge"
        class="@container h-full overflow-y-auto focus-visible:-outline-offset-2"
        onScroll={() => follow.scrolled()}
      >
        <div
          ref={(element) => (content = element)}
          class="mx-auto flex min-h-full w-full max-w-184 flex-col justify-end gap-5 px-6 py-6 max-narrow:gap-4 max-narrow:px-4 max-narrow:py-4"
        >
          <For each={items()}>{(id) => <Item id={id} fresh={!old.has(id)} />}</For>
          <Show when={isThinking(screen.state(), newestOf(screen.transcript()))}>
            <Thinking />
          </Show>
          {props.foot}
        </div>
      </div>
      <Show when={!atEnd()}>
        <div class="absolute inset-x-0 bottom-3 flex justify-center">
          <IconButton
            label="To the newest"
            class="rounded-full! border border-line bg-surface shadow-overlay"
            onClick={() => follow.jump()}
          >
            <ArrowDown aria-hidden="true" />
          </IconButton>
        </div>
      </Show>
      <Announcer />
    </div>
  );
}

function Item(props: { id: string; fresh: boolean }) {
  const screen = useSession();
  const entry = createMemo(() => screen.transcript().entries.get(props.id));
  const of = <K extends EntryKind>(kind: K): EntryOf<K> | undefined => {
    const known = entry();
    return known?.kind === kind ? (known as EntryOf<K>) : undefined;
  };
  return (
    <Switch>
      <Match when={of("message")}>{(message) => <MessageEntry entry={message()} />}</Match>
      <Match when={of("call")}>
        <CallGroup calls={callsFrom(screen.transcript(), props.id)} />
      </Match>
      <Match when={of("form")}>{(form) => <FormEntry entry={form()} fresh={props.fresh} />}</Match>
      <Match when={of("question")}>{(question) => <QuestionEntry entry={question()} />}</Match>
      <Match when={of("approval")}>{(approval) => <ApprovalEntry entry={approval()} />}</Match>
      <Match when={of("result")}>
        {(result) => <ResultEntry entry={result()} newest={isNewest(result(), screen.transcript().entries.values())} />}
      </Match>
      <Match when={of("note")}>{(note) => <NoteEntry entry={note()} />}</Match>
    </Switch>
  );
}

/** Whether a module has no later result: the ways on stand at the last one alone. */
function isNewest(result: EntryOf<"result">, entries: Iterable<Entry>): boolean {
  for (const entry of entries)
    if (entry.kind === "result" && entry.module.slug === result.module.slug && entry.id > result.id) return false;
  return true;
}

/** Work that nothing else on the screen tells of. */
function isThinking({ state, activity }: ConciergeState, last: Entry | undefined): boolean {
  if (state !== "active" || activity !== "working") return false;
  if (last?.kind === "message") return last.state !== "streaming";
  return !(last?.kind === "call" && last.state === "pending");
}

function Thinking() {
  return (
    <div class="flex items-center gap-3 text-13 text-ink-3">
      <ConciergeMark />
      <span class="animate-[breathe_1.6s_ease-in-out_infinite]">Working…</span>
    </div>
  );
}

/** Says what came to those who cannot see it: whole, and once. */
function Announcer() {
  const screen = useSession();
  const [words, setWords] = createSignal("");
  const newest = createMemo(() => {
    const { entries, order } = screen.transcript();
    for (const id of order.toReversed()) {
      const spoken = spokenWords(entries.get(id)!);
      if (spoken !== undefined) return spoken;
    }
    return "";
  });
  createEffect(on(newest, setWords, { defer: true }));
  return (
    <p class="sr-only" role="status">
      {words()}
    </p>
  );
}
