import { For } from "solid-js";

/** Keys to press: "Ctrl+K" becomes two caps. */
export function Kbd(props: { keys: string }) {
  return (
    <kbd class="inline-flex gap-0.5 font-sans text-12 text-ink-3">
      <For each={props.keys.split("+")}>
        {(key) => (
          <span class="inline-flex h-5 min-w-5 items-center justify-center rounded-[4px] border border-line bg-sunken px-1">
            {key}
          </span>
        )}
      </For>
    </kbd>
  );
}
