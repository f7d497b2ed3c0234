import type { JSX } from "solid-js";

/** A block of the transcript that is more than words, in line with what the concierge says. */
export function EntryCard(props: { label: string; class?: string; children: JSX.Element }) {
  return (
    <div
      role="group"
      aria-label={props.label}
      class={`ml-10 min-w-0 @max-[36rem]:ml-0 rounded-card border border-line bg-surface p-4 shadow-raised ${props.class ?? ""}`}
    >
      {props.children}
    </div>
  );
}
