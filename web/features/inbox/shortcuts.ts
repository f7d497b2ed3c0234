import { onCleanup, onMount } from "solid-js";
import { remembered } from "../../stores/remembered.ts";
import { toastError } from "../../stores/toasts.ts";
import { type InboxPageContext, useInbox } from "./inbox-context.tsx";
import { wide } from "./wide.ts";

/** Every key of the inbox, in the order the help shows them. */
export const SHORTCUTS = [
  { keys: "j", words: "Next conversation" },
  { keys: "k", words: "Previous conversation" },
  { keys: "Enter", words: "Open the conversation in focus" },
  { keys: "r", words: "Reply" },
  { keys: "n", words: "Write a note" },
  { keys: "i", words: "Draft, rewrite or summarise with AI" },
  { keys: "Ctrl+I", words: "The same, while writing" },
  { keys: "a", words: "Assign" },
  { keys: "e", words: "Resolve or reopen" },
  { keys: "/", words: "Search" },
  { keys: "Ctrl+Z", words: "Take back what was just sent" },
  { keys: "Escape", words: "Leave the field" },
  { keys: "?", words: "Show this help" },
] as const;

/** What lies over the page answers its own keys. */
const LAYERS = '[role="menu"], [role="dialog"]';

/** Single keys can be switched off, for people whose speech input types them by accident (WCAG 2.1.4). */
export const [shortcutsOn, setShortcutsOn] = remembered(
  "inbox-shortcuts",
  true,
  (value): value is boolean => typeof value === "boolean",
);

/** Listens to the inbox's keys while it is shown; draws nothing. Keys typed into a field or a menu are left alone. */
export default function Shortcuts(props: { onHelp: () => void }): undefined {
  const page = useInbox();
  const { inbox, acts } = page;

  const move = (by: 1 | -1): void => {
    const ids = inbox.conversations.listOf(inbox.view()).ids();
    const at = ids.indexOf(inbox.selected() ?? "");
    const next = ids[at === -1 ? 0 : at + by];
    if (next !== undefined) page.go(next);
  };

  const resolve = (): void => {
    const id = inbox.selected();
    const conversation = id === undefined ? undefined : inbox.conversations.get(id);
    if (!conversation || !inbox.canEdit) return;
    toggleResolved(page, conversation.id);
  };

  const keys: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    r: () => acts.reply?.(),
    n: () => acts.note?.(),
    i: () => acts.assist?.(),
    a: () => acts.assign?.(),
    e: resolve,
    "/": () => acts.search?.(),
    "?": () => props.onHelp(),
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    if (event.key === "Escape") {
      if (target?.closest(LAYERS)) return;
      if (target && isField(target)) target.blur();
      else if (!wide() && page.panelOpen()) page.setPanelOpen(false);
      return;
    }
    if (!shortcutsOn() && event.key !== "?") return;
    if (target && (isField(target) || target.closest(`${LAYERS}, [role="separator"]`))) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  onMount(() => document.addEventListener("keydown", onKey));
  onCleanup(() => document.removeEventListener("keydown", onKey));
}

/** Resolves an open conversation or reopens a resolved one; says why if the account refuses. */
export function toggleResolved({ inbox }: InboxPageContext, id: string): void {
  const conversation = inbox.conversations.get(id);
  if (!conversation) return;
  const status = conversation.status === "open" ? "resolved" : "open";
  inbox.conversations.update(id, { status }).catch((error: unknown) => {
    toastError(
      status === "resolved" ? "The conversation was not resolved." : "The conversation was not reopened.",
      error,
    );
  });
}

function isField(element: HTMLElement): boolean {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
