import { type JSX, splitProps } from "solid-js";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
};

export interface BadgeProps extends JSX.HTMLAttributes<HTMLSpanElement> {
  /** Colours other than neutral and accent are for status alone. */
  tone?: Tone;
  /** A dot before the word: for a state that changes by itself. */
  dot?: boolean;
}

/** A short word of status or kind. */
export function Badge(props: BadgeProps) {
  const [own, rest] = splitProps(props, ["tone", "dot", "class", "children"]);
  return (
    <span
      {...rest}
      class={`inline-flex h-5 max-w-full items-center gap-1.5 rounded-full px-2 text-12 font-medium whitespace-nowrap ${TONES[own.tone ?? "neutral"]} ${own.dot ? "before:size-1.5 before:rounded-full before:bg-current" : ""} ${own.class ?? ""}`}
    >
      {own.children}
    </span>
  );
}
