import { onCleanup } from "solid-js";

/** For what goes by itself once it is pressed or sent: whoever stood on it goes on in the part it belonged to, rather than at the top of the page. */
export function focusHome(element: HTMLElement): void {
  onCleanup(() => {
    const home = element.closest<HTMLElement>("[data-focus-home]");
    // Taken out of the page, it has lost the focus already: so it is asked before.
    if (element.contains(document.activeElement)) queueMicrotask(() => home?.focus({ preventScroll: true }));
  });
}
