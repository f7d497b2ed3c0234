/** Marks whatever is in test mode. Striped, and the same everywhere, so it cannot be mistaken. */
export function SandboxTag() {
  return (
    <span
      class="sandbox-stripes inline-flex h-5 items-center rounded-inner px-0.5 text-12 font-semibold text-sandbox"
      data-tip="Test mode: nothing here reaches a real customer."
    >
      <span class="rounded-[3px] bg-sandbox-soft px-1.5 leading-4">Sandbox</span>
    </span>
  );
}
