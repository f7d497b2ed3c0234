/** Turns inside a button while its act is under way. Never alone on a page: a page that loads shows a Skeleton. */
export function Spinner() {
  return (
    <svg class="size-4 animate-[turn_700ms_linear_infinite]" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" stroke-opacity="0.25" stroke-width="2" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
