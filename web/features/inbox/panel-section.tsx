import type { JSX } from "solid-js";

/** One block of the panel under a small heading. */
export function PanelSection(props: { title: string; children: JSX.Element }) {
  return (
    <section aria-label={props.title} class="border-t border-line px-4 py-3">
      <h3 class="mb-1.5 text-12 font-medium text-ink-3">{props.title}</h3>
      {props.children}
    </section>
  );
}

/** A name at the left and what it is at the right, aligned through the whole panel. */
export function PanelRow(props: { label: string; children: JSX.Element }) {
  return (
    <div class="grid min-h-8 grid-cols-[5rem_minmax(0,1fr)] items-center gap-2 text-13 max-narrow:min-h-11">
      <span class="self-start pt-1.5 text-ink-3 max-narrow:pt-3">{props.label}</span>
      <div class="min-w-0">{props.children}</div>
    </div>
  );
}
