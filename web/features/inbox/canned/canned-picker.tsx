import { A } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import type { CannedReply } from "../../../../schema/contracts/canned-replies.ts";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import { CANNED_VARIABLES, missingMark } from "../../../../schema/canned/variables.ts";
import { useAccount } from "../../../frame/account-context.tsx";
import { renderCannedReply } from "../../../rest/canned-replies.ts";
import { cannedRepliesOf } from "../../../stores/inbox/canned-replies.ts";
import { toast, toastError } from "../../../stores/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { useInbox } from "../inbox-context.tsx";
import { findReplies } from "./find-replies.ts";
import { placeOver } from "./place-over.ts";
import { TemplateText } from "../../canned-replies/template-text.tsx";

/** The canned replies that fit what is typed after `/`, over the field, which keeps the focus: arrows move, Enter and Tab insert, Escape closes. */
export default function CannedPicker(props: {
  field: HTMLTextAreaElement;
  query: string;
  conversation: Conversation;
  /** `selected` is what of the words a person has to look at: the first thing that was not known, or their end. */
  onInsert: (words: string, selected: { start: number; end: number }) => void;
  onClose: () => void;
}) {
  const { inbox } = useInbox();
  const account = useAccount();
  const replies = cannedRepliesOf(inbox);
  const id = createUniqueId();
  const found = createMemo(() => findReplies(replies.all() ?? [], props.query));
  const [index, setIndex] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const active = (): CannedReply | undefined => found()[Math.min(index(), found().length - 1)];
  let panel: HTMLDivElement | undefined;
  let gone = false;

  createEffect(
    on(
      () => props.query,
      () => setIndex(0),
      { defer: true },
    ),
  );
  createEffect(() => {
    const at = active();
    if (at) props.field.setAttribute("aria-activedescendant", `${id}-${at.id}`);
    else props.field.removeAttribute("aria-activedescendant");
    if (at) panel?.querySelector(`[id="${id}-${at.id}"]`)?.scrollIntoView?.({ block: "nearest" });
  });

  const insert = async (reply: CannedReply): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    try {
      const { text, missing } = await renderCannedReply(account.id, reply.id, props.conversation.id);
      if (gone) return;
      const [first] = missing;
      const mark = first === undefined ? "" : missingMark(first);
      const start = mark === "" ? text.length : text.indexOf(mark);
      props.onInsert(text, { start, end: start + mark.length });
      if (missing.length > 0)
        toast("Something is not known of this customer.", {
          detail: `Write it in, or take it out: ${missing.map((name) => CANNED_VARIABLES[name].label).join(", ")}.`,
        });
    } catch (error) {
      toastError("The canned reply could not be filled in.", error);
    } finally {
      setBusy(false);
    }
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = found().length - 1;
    const isLoading = replies.all() === undefined && replies.error() === undefined;
    const move = (to: number): void => void setIndex(to < 0 ? last : to > last ? 0 : to);
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (key === "Escape") props.onClose();
    else if (key === "ArrowDown" && last >= 0) move(Math.min(index(), last) + 1);
    else if (key === "ArrowUp" && last >= 0) move(Math.min(index(), last) - 1);
    else if ((key === "Enter" || key === "Tab") && !shiftKey && (isLoading || last >= 0)) {
      const chosen = active();
      if (chosen) void insert(chosen);
    } else return;
    // Before the composer sends, or closes what it answers.
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  onMount(() => {
    const { field } = props;
    field.addEventListener("keydown", onKey, true);
    field.setAttribute("aria-controls", `${id}-list`);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    panel?.showPopover?.();
    const place = (): void => {
      const form = field.closest("form");
      if (panel && form) placeOver(panel, form.getBoundingClientRect());
    };
    place();
    const stop = new AbortController();
    for (const target of [globalThis, globalThis.visualViewport])
      for (const event of ["resize", "scroll"]) target?.addEventListener(event, place, { signal: stop.signal });
    onCleanup(() => {
      gone = true;
      stop.abort();
      field.removeEventListener("keydown", onKey, true);
      for (const name of ["aria-controls", "aria-autocomplete", "aria-haspopup", "aria-activedescendant"])
        field.removeAttribute(name);
    });
  });

  return (
    <div
      ref={panel}
      popover="manual"
      data-canned-picker=""
      class="fixed inset-auto z-40 m-0 flex max-w-120 animate-[settle_100ms_ease-out] flex-col overflow-hidden rounded-card border border-line bg-surface p-0 text-ink shadow-overlay"
      // The field keeps the focus, or it would close.
      onMouseDown={(event) => event.preventDefault()}
      // Shift+Tab leads here, to the list and the link at its foot.
      onKeyDown={(event) => {
        if (event.target instanceof HTMLAnchorElement && event.key !== "Escape") return;
        onKey(event);
        if (event.defaultPrevented) props.field.focus();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget !== props.field && !(relatedTarget instanceof Node && panel?.contains(relatedTarget)))
          props.onClose();
      }}
    >
      <Switch>
        <Match when={replies.error()}>
          <div class="flex items-center gap-3 px-3 py-2 text-13">
            <p class="flex-1">The canned replies could not be loaded.</p>
            <Button size="sm" onClick={() => void replies.load()}>
              Try again
            </Button>
          </div>
        </Match>
        <Match when={replies.all() === undefined}>
          <div class="flex flex-col gap-2 p-3" aria-busy="true">
            <Skeleton class="h-4 w-40" />
            <Skeleton class="h-4 w-56" />
            <Skeleton class="h-4 w-32" />
          </div>
        </Match>
        <Match when={found().length === 0}>
          <p class="px-3 py-2.5 text-13 text-ink-2">
            {replies.all()?.length === 0
              ? "There are no canned replies yet: answers written once, here by a few letters."
              : `No canned reply fits “/${props.query}”.`}
          </p>
        </Match>
        <Match when={found().length > 0}>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="Canned replies"
            tabindex="0"
            aria-busy={busy()}
            class="min-h-11 flex-1 overflow-y-auto overscroll-contain p-1"
          >
            <For each={found()}>
              {(reply, place) => (
                <div
                  id={`${id}-${reply.id}`}
                  role="option"
                  aria-selected={active() === reply}
                  class="flex h-9 cursor-default items-center gap-3 rounded-inner px-2 text-13 aria-selected:bg-accent-soft max-narrow:h-11"
                  onPointerMove={() => setIndex(place())}
                  onClick={() => void insert(reply)}
                >
                  <span class="min-w-0 flex-1 truncate font-medium">{reply.title}</span>
                  <span class="max-w-40 shrink-0 truncate text-12 text-ink-2">/{reply.shortcut}</span>
                </div>
              )}
            </For>
          </div>
          <Show when={active()}>
            {(reply) => (
              <p class="max-h-28 shrink-0 overflow-hidden border-t border-line bg-sunken px-3 py-2 text-13 whitespace-pre-wrap text-ink-2">
                <TemplateText text={reply().text} />
              </p>
            )}
          </Show>
        </Match>
      </Switch>
      <div class="flex h-9 shrink-0 items-center justify-between gap-3 border-t border-line px-3 text-12 text-ink-3 max-narrow:h-12">
        <span class="max-narrow:hidden">Enter inserts, Esc closes</span>
        <A
          href={`/a/${account.id}/settings/canned-replies`}
          class="ml-auto inline-flex h-full items-center font-medium text-accent-ink hover:underline"
        >
          {account.can("manageSettings") ? "Manage" : "See all"}
        </A>
      </div>
      <span role="status" class="sr-only">
        {replies.all() === undefined ? "Loading canned replies" : countWords(found().length)}
      </span>
    </div>
  );
}

function countWords(count: number): string {
  return count === 1 ? "1 canned reply" : `${count} canned replies`;
}
