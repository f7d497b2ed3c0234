const GAP_PX = 6;
const MARGIN_PX = 8;
const TALLEST_PX = 360;

/** Puts a panel over the thing it belongs to, as wide at most, between it and the top of what can be seen (a phone's keyboard hides the rest). */
export function placeOver(panel: HTMLElement, below: DOMRect): void {
  const top = globalThis.visualViewport?.offsetTop ?? 0;
  panel.style.left = `${below.left}px`;
  panel.style.width = `${below.width}px`;
  panel.style.bottom = `${document.documentElement.clientHeight - below.top + GAP_PX}px`;
  panel.style.maxHeight = `${Math.max(0, Math.min(TALLEST_PX, below.top - top - GAP_PX - MARGIN_PX))}px`;
}
