import { createSignal, onCleanup, onMount } from "solid-js";

/** The router writes the address a moment after the page has named itself. */
const SETTLED_AFTER_MS = 100;

/** Reads out the name of a page that was just opened: following a link inside the app loads no document, so nothing else would. */
export function PageAnnouncer() {
  const [said, setSaid] = createSignal("");
  onMount(() => {
    let path = location.pathname;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const announce = () => {
      // The title also changes by itself, with the number of unread conversations.
      if (location.pathname === path) return;
      path = location.pathname;
      setSaid(document.title);
    };
    const titled = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(announce, SETTLED_AFTER_MS);
    });
    const title = document.querySelector("title");
    if (title) titled.observe(title, { childList: true });
    onCleanup(() => {
      clearTimeout(timer);
      titled.disconnect();
    });
  });
  return (
    <p class="sr-only" role="status">
      {said()}
    </p>
  );
}
