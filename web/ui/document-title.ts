import { createEffect } from "solid-js";

/** Names the browser tab for the page that is open. */
export function useDocumentTitle(title: () => string): void {
  createEffect(() => {
    document.title = `${title()} · Trellis`;
  });
}
