import { type JSX, Show, splitProps } from "solid-js";
import { Spinner } from "./spinner.tsx";

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Read aloud, and shown as the tooltip. */
  label: string;
  /** Keys that do the same, shown in the tooltip: "Ctrl+K". */
  shortcut?: string;
  busy?: boolean;
  /** Set for a toggle: announced as pressed or not. */
  pressed?: boolean;
  children: JSX.Element;
}

/** A square button that is only an icon: 32 px, 44 px on a narrow screen. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["label", "shortcut", "busy", "pressed", "class", "children"]);
  return (
    <button
      type="button"
      {...rest}
      class={`inline-flex size-8 shrink-0 items-center justify-center rounded-inner text-ink-2 transition-colors duration-100 hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-sunken max-narrow:size-11 [&_svg]:size-4 ${own.class ?? ""}`}
      aria-label={own.label}
      aria-pressed={own.pressed}
      aria-busy={own.busy || undefined}
      data-tip={own.label}
      data-tip-keys={own.shortcut}
    >
      <Show when={own.busy} fallback={own.children}>
        <Spinner />
      </Show>
    </button>
  );
}
