/** Keeps a scrolling thread where its reader wants it: at the newest message, or exactly where they scrolled up to. */
export interface FollowBottom {
  /** Call on every scroll. */
  scrolled(): void;
  /** Whether the newest message is in view. */
  at(): boolean;
  /** Goes to the newest message. */
  jump(): void;
  stop(): void;
}

const NEAR_PX = 48;

/** `onMove` hears whenever the bottom is reached or left. Elements are read late: they do not exist yet when this is called. */
export function followBottom(
  scroller: () => HTMLElement | undefined,
  content: () => HTMLElement | undefined,
  onMove: (atBottom: boolean) => void,
): FollowBottom {
  let atBottom = true;
  /** As the observer last saw it, in px. */
  let height = 0;
  let observer: ResizeObserver | undefined;

  const toEnd = (): void => {
    const element = scroller();
    if (element) element.scrollTop = element.scrollHeight;
  };
  // Bubbles grow (a reason, a retry) and the composer shrinks the room: the newest message stays in view through all of it.
  const watch = (): void => {
    if (observer) return;
    observer = new ResizeObserver(() => {
      height = scroller()?.scrollHeight ?? 0;
      if (atBottom) toEnd();
    });
    for (const element of [scroller(), content()]) if (element) observer.observe(element);
  };

  return {
    scrolled() {
      const element = scroller();
      if (!element) return;
      // What is in it changes its size in this very frame, and may have moved it: nobody has scrolled, and the observer is about to be told.
      if (atBottom && observer !== undefined && element.scrollHeight !== height) return;
      const now = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      if (now === atBottom) return;
      atBottom = now;
      onMove(now);
    },
    at: () => atBottom,
    jump() {
      watch();
      atBottom = true;
      onMove(true);
      toEnd();
    },
    stop: () => observer?.disconnect(),
  };
}
