const HELD_MS = 450;
const MOVED_PX = 10;

/** Handlers for an element that a finger can press and hold. `onHold` comes once per press, unless the finger moves or lifts before. */
export function longPress(onHold: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let held = false;
  const cancel = (): void => clearTimeout(timer);
  return {
    onPointerDown(event: PointerEvent): void {
      cancel();
      held = false;
      if (event.pointerType !== "touch") return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        held = true;
        onHold();
      }, HELD_MS);
    },
    onPointerMove(event: PointerEvent): void {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVED_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    /** Some systems open a menu of their own for the same gesture. */
    onContextMenu(event: MouseEvent): void {
      if (event instanceof PointerEvent && event.pointerType === "touch") event.preventDefault();
    },
    /** Lifting the finger moves no focus, and is no press on what lies under it. */
    "on:touchend"(event: TouchEvent): void {
      if (held && event.cancelable) event.preventDefault();
    },
    "oncapture:click"(event: MouseEvent): void {
      if (!held) return;
      held = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
