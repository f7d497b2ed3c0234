/** Marks whatever is in test mode. Striped, and the same everywhere, so it cannot be mistaken. */
export function SandboxTag() {
  return (
    <span
      class="sandbox-stripes inline-flex h-5 items-center rounded-inner px-2 text-12 font-semibold tracking-normal text-sandbox"
      data-tip="Test mode: nothing here reaches a real customer."
    >
      Sandbox
    </span>
  );
}
