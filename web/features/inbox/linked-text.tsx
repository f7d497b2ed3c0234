import { For, Show } from "solid-js";
import { splitLinks } from "./split-links.ts";

/** A customer's or teammate's text with its web addresses made links. Never anything but text and links: it comes from outside. */
export function LinkedText(props: { text: string }) {
  return (
    <For each={splitLinks(props.text)}>
      {(part) => (
        <Show when={part.href} fallback={part.text}>
          {(href) => (
            <a href={href()} target="_blank" rel="noopener noreferrer nofollow" class="text-accent-ink underline">
              {part.text}
            </a>
          )}
        </Show>
      )}
    </For>
  );
}
