import { Show } from "solid-js";

/** A module's mark: the drawing its folder brings, on a soft square, or its first letter where it brings none. */
export function ModuleMark(props: { icon: string; name: string }) {
  return (
    <span
      class="flex size-10 shrink-0 items-center justify-center rounded-card bg-accent-soft text-16 font-semibold text-accent-ink"
      aria-hidden="true"
    >
      <Show when={drawingOf(props.icon)} fallback={props.name.slice(0, 1).toUpperCase()}>
        {(drawing) => <span class="size-6" innerHTML={drawing()} />}
      </Show>
    </span>
  );
}

/** What the module is about, not its provider's trade mark. Part of this build's own sources, so it may be put in as it is. */
const DRAWINGS: Record<string, string> = import.meta.glob("../../../modules/*/icon.svg", {
  eager: true,
  query: "?raw",
  import: "default",
});

function drawingOf(icon: string): string | undefined {
  const path = `../../../modules/${icon}/icon.svg`;
  return Object.hasOwn(DRAWINGS, path) ? DRAWINGS[path] : undefined;
}
