import Check from "lucide-solid/icons/check";
import { createSignal, createUniqueId, For, type JSX, onCleanup, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Kbd } from "./kbd.tsx";

export interface MenuItem {
  label: string;
  icon?: () => JSX.Element;
  onSelect: () => void;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Set for one of several choices: shows a tick, announced as a radio item. */
  checked?: boolean;
}
export type MenuEntry = MenuItem | { heading: string } | "separator";

/** What the element that opens the menu must carry. */
export interface MenuTriggerProps {
  ref: (element: HTMLElement) => void;
  id: string;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  "aria-controls": string | undefined;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export interface MenuProps {
  entries: readonly MenuEntry[];
  trigger: (props: MenuTriggerProps) => JSX.Element;
  /** Shown above the entries: who is signed in, say. */
  header?: JSX.Element;
  /** Which edge of the trigger the menu lines up with. */
  align?: "start" | "end";
}

/**
 * A button that opens a list of acts. Arrow keys, Home, End, typing a first letter, Enter, Escape and Tab do what they do in every menu.
 * `trigger` gets the properties to spread on a Button or IconButton.
 */
export function Menu(props: MenuProps) {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let trigger: HTMLElement | undefined;
  let panel: HTMLDivElement | undefined;

  const items = () => [
    ...(panel?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])') ?? []),
  ];
  const focus = (index: number) => {
    const all = items();
    all[(index + all.length) % all.length]?.focus();
  };
  const show = (at: "first" | "last") => {
    setOpen(true);
    panel?.showPopover?.();
    if (panel && trigger) placeBeside(panel, trigger.getBoundingClientRect(), props.align ?? "start");
    focus(at === "first" ? 0 : -1);
  };
  const close = (returnFocus: boolean) => {
    setOpen(false);
    if (returnFocus) trigger?.focus();
  };

  const onPanelKey = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const acts: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      Home: () => focus(0),
      End: () => focus(-1),
      Escape: () => close(true),
      Tab: () => close(true),
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      return act();
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.key === " ") return;
    const letter = event.key.toLowerCase();
    const from = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    from.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
  };

  const outside = (event: PointerEvent) => {
    if (!(event.target instanceof Node) || panel?.contains(event.target) || trigger?.contains(event.target)) return;
    close(false);
  };
  document.addEventListener("pointerdown", outside);
  onCleanup(() => document.removeEventListener("pointerdown", outside));

  return (
    <>
      {props.trigger({
        ref: (element) => (trigger = element),
        id: `${id}-trigger`,
        "aria-haspopup": "menu",
        get "aria-expanded"() {
          return open();
        },
        get "aria-controls"() {
          return open() ? id : undefined;
        },
        onClick: () => (open() ? close(true) : show("first")),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          show(event.key === "ArrowDown" ? "first" : "last");
        },
      })}
      <Show when={open()}>
        <div
          ref={panel}
          popover="manual"
          class="fixed z-40 max-h-[80vh] w-60 max-w-[calc(100vw-1rem)] animate-[settle_100ms_ease-out] overflow-y-auto rounded-card border border-line bg-surface text-ink shadow-overlay"
          onKeyDown={onPanelKey}
        >
          {props.header}
          <div id={id} role="menu" aria-labelledby={`${id}-trigger`} class="p-1">
            <For each={props.entries}>{(entry) => <Entry entry={entry} onDone={() => close(true)} />}</For>
          </div>
        </div>
      </Show>
    </>
  );
}

function Entry(props: { entry: MenuEntry; onDone: () => void }) {
  const entry = props.entry;
  if (entry === "separator") return <div role="separator" class="mx-1 my-1 h-px bg-line" />;
  if ("heading" in entry)
    return (
      <div role="presentation" class="px-2 pt-2 pb-1 text-12 font-medium text-ink-3">
        {entry.heading}
      </div>
    );
  return (
    <button
      type="button"
      role={entry.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={entry.checked}
      aria-disabled={entry.disabled || undefined}
      tabindex="-1"
      class={`flex h-8 w-full items-center gap-2 rounded-inner px-2 text-left text-13 focus:bg-sunken focus-visible:outline-none aria-disabled:opacity-50 max-narrow:h-11 [&_svg]:size-4 [&_svg]:shrink-0 ${entry.danger ? "text-danger" : ""}`}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        if (entry.disabled) return;
        props.onDone();
        entry.onSelect();
      }}
    >
      <Show when={entry.icon}>
        {(icon) => (
          <span class={entry.danger ? "" : "text-ink-3"}>
            <Dynamic component={icon()} />
          </span>
        )}
      </Show>
      <span class="min-w-0 flex-1 truncate">{entry.label}</span>
      <Show when={entry.checked}>
        <Check aria-hidden="true" class="text-accent-ink" />
      </Show>
      <Show when={entry.shortcut}>{(keys) => <Kbd keys={keys()} />}</Show>
    </button>
  );
}

const GAP_PX = 4;
const MARGIN_PX = 8;

/** Puts a panel under its trigger, or above where there is no room below, and never over the edge of the screen. */
export function placeBeside(panel: HTMLElement, trigger: DOMRect, align: "start" | "end"): void {
  const { width, height } = panel.getBoundingClientRect();
  const below = trigger.bottom + GAP_PX;
  const top = below + height + MARGIN_PX > innerHeight ? Math.max(MARGIN_PX, trigger.top - GAP_PX - height) : below;
  const start = align === "start" ? trigger.left : trigger.right - width;
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(MARGIN_PX, Math.min(start, innerWidth - width - MARGIN_PX))}px`;
}
