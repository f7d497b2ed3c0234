import Upload from "lucide-solid/icons/upload";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";

/** Lets files be dropped anywhere on `zone`, and says so while they hang over it. */
export function DropZone(props: { zone: HTMLElement; onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = createSignal(false);
  let depth = 0;
  const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const listeners = {
    dragenter(event: DragEvent) {
      if (!carries(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    },
    dragover(event: DragEvent) {
      if (carries(event)) event.preventDefault();
    },
    dragleave(event: DragEvent) {
      if (!carries(event)) return;
      depth = Math.max(0, depth - 1);
      setOver(depth > 0);
    },
    drop(event: DragEvent) {
      if (!carries(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      props.onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
  onMount(() => {
    const { zone } = props;
    for (const [name, listener] of Object.entries(listeners)) zone.addEventListener(name, listener as EventListener);
    onCleanup(() => {
      for (const [name, listener] of Object.entries(listeners))
        zone.removeEventListener(name, listener as EventListener);
    });
  });
  return (
    <Show when={over()}>
      <Portal mount={props.zone}>
        <div class="pointer-events-none absolute inset-3 z-20 flex items-center justify-center rounded-card border-2 border-dashed border-accent-ink bg-accent-soft">
          <p class="flex items-center gap-2 text-14 font-medium text-accent-ink">
            <Upload class="size-5" aria-hidden="true" /> Drop to attach
          </p>
        </div>
      </Portal>
    </Show>
  );
}
