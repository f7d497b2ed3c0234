/** Trellis's mark, in the accent of the account. */
export function Mark(props: { class?: string }) {
  return (
    <svg class={props.class ?? "size-6"} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M9 8v16M16 8v16M23 8v16M7 12h18M7 20h18"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}
