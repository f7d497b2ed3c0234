import { onCleanup } from "solid-js";

/** For a button that goes by itself: whoever stood on it goes on in the composer, rather than at the top of the page. */
export function focusWhenGone(button: HTMLElement): void {
  onCleanup(() => {
    const thread = button.closest("#thread");
    // Taken out of the page, it has lost the focus already: so it is asked before.
    if (document.activeElement === button) queueMicrotask(() => thread?.querySelector("textarea")?.focus());
  });
}
