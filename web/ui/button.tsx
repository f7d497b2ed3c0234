import { A } from "@solidjs/router";
import { type JSX, Show, splitProps } from "solid-js";
import { Spinner } from "./spinner.tsx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "quietDanger";

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Primary for the one main act of a screen; secondary by default; quietDanger leads to a question, danger answers it. */
  variant?: ButtonVariant;
  size?: "sm" | "md";
  /** Under way: shows a spinner, keeps its width, ignores presses. */
  busy?: boolean;
  /** A 16 px icon before the label. */
  icon?: JSX.Element;
}

/** A button. Type "button" unless told otherwise, so none submits a form by surprise. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, [
    "variant",
    "size",
    "busy",
    "icon",
    "class",
    "children",
    "onClick",
    "disabled",
  ]);
  return (
    <button
      type="button"
      {...rest}
      class={`${buttonClass(own.variant, own.size)} ${own.class ?? ""}`}
      disabled={own.disabled}
      aria-busy={own.busy || undefined}
      aria-disabled={own.busy || undefined}
      onClick={(event) => {
        if (own.busy) return event.preventDefault();
        if (typeof own.onClick === "function") own.onClick(event);
      }}
    >
      <Show when={own.busy} fallback={own.icon}>
        <Spinner />
      </Show>
      {own.children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere rather than doing something. */
export function ButtonLink(props: {
  href: string;
  variant?: ButtonVariant;
  size?: "sm" | "md";
  icon?: JSX.Element;
  class?: string;
  children: JSX.Element;
}) {
  return (
    <A href={props.href} class={`${buttonClass(props.variant, props.size)} ${props.class ?? ""}`}>
      {props.icon}
      {props.children}
    </A>
  );
}

const BASE =
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-inner font-medium whitespace-nowrap select-none transition-colors duration-100 " +
  "disabled:opacity-50 disabled:cursor-not-allowed aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0";

const SIZES = {
  sm: "h-7 px-2.5 text-13 max-narrow:h-11 max-narrow:px-3.5",
  md: "h-8 px-3 text-13 max-narrow:h-11 max-narrow:px-4 max-narrow:text-14",
} as const;

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-line bg-surface text-ink shadow-raised hover:bg-sunken",
  ghost: "text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "bg-danger-fill text-white hover:opacity-90",
  quietDanger: "border border-line bg-surface text-danger shadow-raised hover:bg-danger-soft",
};

function buttonClass(variant: ButtonVariant = "secondary", size: "sm" | "md" = "md"): string {
  return `${BASE} ${SIZES[size]} ${VARIANTS[variant]}`;
}
