import { createMemo, createSignal } from "solid-js";
import type { Message } from "../../../../schema/contracts/messages.ts";

export interface ThreadPointerDeps {
  /** Keys from oldest to newest. */
  keys: () => readonly string[];
  message: (key: string) => Message | undefined;
  /** Puts the focus on a message, wherever it is. */
  focus: (key: string) => void;
  /** Begins a reply to a message, if that can be done. */
  answer: (message: Message) => void;
}

/**
 * Which message is pointed at or in focus. Tab reaches one of them, the arrow keys, Home and End go on from there, Enter steps into what can
 * be done with it, and "r" answers it. Each `article` lies in an element with the message's key as `data-key`.
 */
export function createThreadPointer(deps: ThreadPointerDeps) {
  const [active, setActive] = createSignal<string>();
  const [kept, setKept] = createSignal<string>();

  const keyAt = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;

  /** The place of the one Tab reaches. */
  const tabbable = createMemo(() => {
    const keys = deps.keys();
    const last = kept();
    const at = last === undefined ? -1 : keys.lastIndexOf(last);
    return at === -1 ? keys.length - 1 : at;
  });

  return {
    active,
    tabbable,
    handlers: {
      onPointerOver(event: PointerEvent): void {
        if (event.pointerType !== "touch" && canHover() && !isBusy(event.currentTarget)) setActive(keyAt(event.target));
      },
      onPointerLeave(event: PointerEvent): void {
        if (isBusy(event.currentTarget)) return;
        setActive(document.activeElement?.closest("[data-key]") ? keyAt(document.activeElement) : undefined);
      },
      onFocusIn(event: FocusEvent): void {
        // A press by a finger or a pointer gives focus too: only what the keyboard reached is kept.
        const key = keyAt(event.target);
        setKept(key);
        // What lies over a message needs no second offer of the same.
        const { target } = event;
        if (target instanceof Element && target.matches(":focus-visible") && !target.closest("[popover]"))
          setActive(key);
      },
      onFocusOut(event: FocusEvent): void {
        // Focus that goes nowhere was on something that has just made room for something else.
        if (event.relatedTarget === null || isBusy(event.currentTarget)) return;
        if (keyAt(event.relatedTarget) !== active()) setActive(undefined);
      },
      /** Not delegated: the page's single keys must not hear what is answered here. */
      "on:keydown"(event: KeyboardEvent): void {
        const article =
          event.target instanceof HTMLElement && event.target.matches("article") ? event.target : undefined;
        if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
        const keys = deps.keys();
        const at = keys.indexOf(keyAt(article) ?? "");
        const focus = (index: number): void => {
          const key = keys[Math.max(0, Math.min(keys.length - 1, index))];
          if (key !== undefined) deps.focus(key);
        };
        const message = deps.message(keys[at] ?? "");
        const acts: Record<string, () => void> = {
          ArrowUp: () => focus(at - 1),
          ArrowDown: () => focus(at + 1),
          Home: () => focus(0),
          End: () => focus(keys.length - 1),
          Enter: () => article.querySelector<HTMLElement>('[role="toolbar"] button, button, a')?.focus(),
          r: () => message && deps.answer(message),
        };
        const act = acts[event.key];
        if (!act) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      },
    },
  };
}

/** A finger leaves a pointer behind where it last pressed: what is opened under it is not pointed at. */
function canHover(): boolean {
  return matchMedia("(hover: hover)").matches;
}

/** Whether something is being chosen for a message: until it is, the pointer may cross others. */
function isBusy(list: EventTarget | null): boolean {
  return list instanceof Element && list.querySelector("[popover]") !== null;
}
