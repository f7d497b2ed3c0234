import { createUniqueId, type JSX, Show } from "solid-js";
import { remembered } from "../stores/remembered.ts";

export interface SplitPaneProps {
  /** Under this name the width is remembered. */
  name: string;
  /** Which side the sized pane is on. The other side takes what is left. */
  side: "start" | "end";
  /** Widths in px. */
  initial: number;
  min: number;
  max: number;
  /** Names the divider: "Resize conversation list". */
  label: string;
  pane: JSX.Element;
  children: JSX.Element;
  /** False: the sized pane and its divider are not there. */
  open?: boolean;
}

const STEP_PX = 16;

/** Two panes beside each other with a divider to drag, or to move with the arrow keys; double-click restores. For wide screens. */
export function SplitPane(props: SplitPaneProps) {
  const id = createUniqueId();
  const [width, setWidth] = remembered(
    `pane.${props.name}`,
    props.initial,
    (value): value is number => typeof value === "number",
  );
  const clamped = () => Math.min(Math.max(width(), props.min), props.max);
  const grow = (by: number) => setWidth(Math.min(Math.max(clamped() + by, props.min), props.max));
  const outward = () => (props.side === "start" ? 1 : -1);

  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const from = { x: event.clientX, width: clamped() };
    const move = (at: PointerEvent) =>
      setWidth(Math.min(Math.max(from.width + (at.clientX - from.x) * outward(), props.min), props.max));
    const end = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };

  const onKey = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowRight: () => grow(STEP_PX * outward()),
      ArrowLeft: () => grow(-STEP_PX * outward()),
      Home: () => setWidth(props.min),
      End: () => setWidth(props.max),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  const pane = () => (
    <div id={id} class="min-h-0 shrink-0 overflow-hidden" style={{ width: `${clamped()}px` }}>
      {props.pane}
    </div>
  );
  const divider = () => (
    <div
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-controls={id}
      aria-valuenow={clamped()}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      class="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-left-1 after:w-2 after:transition-colors hover:after:bg-accent-soft focus-visible:outline-none focus-visible:after:bg-accent-ink"
      onPointerDown={drag}
      onKeyDown={onKey}
      onDblClick={() => setWidth(props.initial)}
    />
  );

  return (
    <div class="flex h-full min-h-0 w-full">
      <Show when={props.side === "start" && props.open !== false}>
        {pane()}
        {divider()}
      </Show>
      <div class="min-h-0 min-w-0 flex-1 overflow-hidden">{props.children}</div>
      <Show when={props.side === "end" && props.open !== false}>
        {divider()}
        {pane()}
      </Show>
    </div>
  );
}
