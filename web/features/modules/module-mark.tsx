import { type JSX, Show } from "solid-js";

/** A module's mark: a simple drawing of ours on a soft square, or its first letter where we have drawn none. */
export function ModuleMark(props: { icon: string; name: string }) {
  return (
    <span
      class="flex size-10 shrink-0 items-center justify-center rounded-card bg-accent-soft text-16 font-semibold text-accent-ink"
      aria-hidden="true"
    >
      <Show
        when={Object.hasOwn(MARKS, props.icon) ? MARKS[props.icon] : undefined}
        fallback={props.name.slice(0, 1).toUpperCase()}
      >
        {(mark) => (
          <svg
            viewBox="0 0 24 24"
            class="size-6"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
          >
            {mark()()}
          </svg>
        )}
      </Show>
    </span>
  );
}

/** Drawn on a square of 24: what the module is about, not its provider's trade mark. */
const MARKS: Record<string, () => JSX.Element> = {
  // A speech bubble with a telephone receiver in it.
  whatsapp: () => (
    <>
      <path d="M4 20l1.3-4A8 8 0 1 1 8.2 19z" />
      <path
        d="M9.2 8.6c-.5 2.9 3 6.6 6.1 6.2l.5-1.6-2-1-1 .9c-.9-.4-1.6-1.1-2-2l.9-1-1-2z"
        fill="currentColor"
        stroke="none"
      />
    </>
  ),
  // A picture in a frame, with an answer coming out of it.
  instagram: () => (
    <>
      <rect x="3.5" y="3.5" width="17" height="17" rx="5" />
      <path d="M8 11.5a4 3.5 0 1 1 3 3.4L8.6 16z" />
      <circle cx="16.8" cy="7.2" r="0.9" fill="currentColor" stroke="none" />
    </>
  ),
  // Two sparks over a line of writing.
  sparkles: () => (
    <>
      <path d="M10 3.5l1.6 4.4 4.4 1.6-4.4 1.6L10 15.5l-1.6-4.4L4 9.5l4.400-1.6z" fill="currentColor" />
      <path d="M18 13.500l.8 2.200 2.200.8-2.200.8-.8 2.200-.8-2.200-2.200-.8 2.200-.8z" fill="currentColor" />
      <path d="M4 20h8" />
    </>
  ),
};
