import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Kbd } from "./kbd.tsx";

const DELAY_MS = 350;
const GAP_PX = 6;
const MARGIN_PX = 8;

/**
 * The one tooltip of the screen, mounted once by the app. Any element asks for it with `data-tip="words"` (and `data-tip-keys="Ctrl+K"`):
 * shown on hover after a moment and at once where the keyboard moves focus, hidden by Escape. It repeats a name, so it is no description of its own.
 */
export function TooltipLayer() {
  const [shown, setShown] = createSignal<{ text: string; keys: string | undefined } | undefined>();
  let bubble: HTMLDivElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let owner: HTMLElement | undefined;
  // Focus that a page moves is no question about what it lands on, though it looks the same to :focus-visible.
  let byTab = false;

  const hide = () => {
    clearTimeout(timer);
    owner = undefined;
    bubble?.hidePopover?.();
    setShown(undefined);
  };
  const show = (target: HTMLElement) => {
    if (!target.isConnected) return hide();
    setShown({ text: target.dataset["tip"] ?? "", keys: target.dataset["tipKeys"] });
    bubble?.showPopover?.();
    if (bubble) place(bubble, target.getBoundingClientRect());
  };
  const over = (event: Event, delay: number) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
    if (target && target === owner) return;
    if (bubble && event.target instanceof Node && bubble.contains(event.target)) return;
    hide();
    if (!target || target.getAttribute("aria-expanded") === "true") return;
    owner = target;
    timer = setTimeout(() => show(target), delay);
  };

  onMount(() => {
    const stop = new AbortController();
    const options = { signal: stop.signal };
    document.addEventListener(
      "pointerover",
      (event) => event.pointerType !== "touch" && over(event, DELAY_MS),
      options,
    );
    document.addEventListener(
      "focusin",
      (event) => byTab && event.target instanceof Element && event.target.matches(":focus-visible") && over(event, 0),
      options,
    );
    document.addEventListener("focusout", hide, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("scroll", hide, { ...options, capture: true, passive: true });
    document.addEventListener(
      "keydown",
      (event) => {
        byTab = event.key === "Tab" || event.key.startsWith("Arrow");
        if (event.key === "Escape") hide();
      },
      { ...options, capture: true },
    );
    onCleanup(() => stop.abort());
  });

  return (
    <div
      ref={bubble}
      popover="manual"
      role="tooltip"
      class="pointer-events-none fixed max-w-72 items-center gap-2 rounded-inner bg-inverse px-2 py-1 text-12 text-on-inverse shadow-overlay open:flex"
    >
      <span>{shown()?.text}</span>
      <Show when={shown()?.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
    </div>
  );
}

function place(bubble: HTMLElement, target: DOMRect): void {
  const { width, height } = bubble.getBoundingClientRect();
  const above = target.top - height - GAP_PX;
  const top = target.bottom + GAP_PX + height + MARGIN_PX > innerHeight ? above : target.bottom + GAP_PX;
  const left = Math.min(
    Math.max(target.left + target.width / 2 - width / 2, MARGIN_PX),
    innerWidth - width - MARGIN_PX,
  );
  bubble.style.top = `${top}px`;
  bubble.style.left = `${left}px`;
}
