import { createUniqueId, type JSX, onCleanup, onMount } from "solid-js";
import { placeBeside } from "./menu.tsx";

export interface PopoverProps {
  /** What it is for, read aloud. */
  label: string;
  /** What it stands beside. */
  anchor: HTMLElement;
  align?: "start" | "end";
  onClose: () => void;
  class?: string;
  children: JSX.Element;
}

/** A small panel over the page, open as long as it is mounted. Escape, a press outside and leaving it by Tab close it; focus goes back. */
export function Popover(props: PopoverProps) {
  const id = createUniqueId();
  let panel: HTMLDivElement | undefined;
  const before = document.activeElement;

  const place = (): void => {
    if (panel) placeBeside(panel, props.anchor.getBoundingClientRect(), props.align ?? "start");
  };
  const outside = (event: Event): void => {
    if (!(event.target instanceof Node) || panel?.contains(event.target) || props.anchor.contains(event.target)) return;
    props.onClose();
  };
  onMount(() => {
    panel?.showPopover?.();
    place();
    panel?.querySelector<HTMLElement>("[autofocus], button, input")?.focus();
    // What it holds may load later and need more room.
    const grown = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(place);
    if (panel) grown?.observe(panel);
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    onCleanup(() => {
      grown?.disconnect();
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      const nowhere = document.activeElement === null || document.activeElement === document.body;
      if (before instanceof HTMLElement && (nowhere || panel?.contains(document.activeElement))) before.focus();
    });
  });

  return (
    <div
      ref={panel}
      id={id}
      popover="manual"
      role="dialog"
      aria-label={props.label}
      class={`fixed z-40 max-w-[calc(100vw-1rem)] animate-[settle_100ms_ease-out] overflow-hidden rounded-card border border-line bg-surface p-1 text-ink shadow-overlay ${props.class ?? ""}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        props.onClose();
      }}
    >
      {props.children}
    </div>
  );
}
