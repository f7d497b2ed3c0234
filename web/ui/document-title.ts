import { createEffect } from "solid-js";
import { brand } from "../stores/brand.ts";

/** Names the browser tab for the page that is open. */
export function useDocumentTitle(title: () => string): void {
  createEffect(() => {
    document.title = `${title()} · ${brand().name}`;
  });
}
