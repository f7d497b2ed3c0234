import Camera from "lucide-solid/icons/camera";
import MessageCircle from "lucide-solid/icons/message-circle";
import PencilSparkles from "lucide-solid/icons/pencil-sparkles";
import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";

/** A module's mark: a simple drawing on a soft square, or its first letter where we have drawn none. */
export function ModuleMark(props: { icon: string; name: string }) {
  return (
    <span
      class="flex size-10 shrink-0 items-center justify-center rounded-card bg-accent-soft text-16 font-semibold text-accent-ink"
      aria-hidden="true"
    >
      <Show when={MARKS[props.icon]} fallback={props.name.slice(0, 1).toUpperCase()}>
        {(mark) => <Dynamic component={mark()} class="size-5" />}
      </Show>
    </span>
  );
}

const MARKS: Record<string, typeof MessageCircle> = {
  "message-circle": MessageCircle,
  camera: Camera,
  sparkles: PencilSparkles,
};
