import { createMemo, createUniqueId, type JSX, Show } from "solid-js";

/** What a control inside a Field must carry, so that label, help and error are tied to it. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

export interface FieldProps {
  label: string;
  /** One line under the control that says what to type. */
  help?: JSX.Element;
  /** What is wrong, in words that say what to do. Replaces nothing: help stays. */
  error?: string | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean;
  hideLabel?: boolean;
  children: (control: ControlProps) => JSX.Element;
}

/** A label, a control, its help and its error, tied together for assistive technology. */
export function Field(props: FieldProps) {
  const id = createUniqueId();
  // Made once: reading a JSX property twice makes its elements twice.
  const help = createMemo(() => props.help);
  const describedBy = () =>
    [help() ? `${id}-help` : "", props.error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div class="flex min-w-0 flex-col gap-1.5">
      <label for={id} class={props.hideLabel ? "sr-only" : "text-13 font-medium text-ink"}>
        {props.label}
        <Show when={props.optional}>
          <span class="ml-1.5 font-normal text-ink-3">optional</span>
        </Show>
      </label>
      {props.children({
        id,
        get "aria-describedby"() {
          return describedBy();
        },
        get "aria-invalid"() {
          return props.error ? "true" : undefined;
        },
      })}
      <Show when={props.error}>
        <p id={`${id}-error`} class="text-13 text-danger" role="alert">
          {props.error}
        </p>
      </Show>
      <Show when={help()}>
        <p id={`${id}-help`} class="text-12 text-ink-3">
          {help()}
        </p>
      </Show>
    </div>
  );
}

/** The look of every control one types into: 36 px, 44 px on a narrow screen (where 16 px text also stops iOS from zooming in). */
export const CONTROL_CLASS =
  "w-full min-w-0 rounded-inner border border-field-line bg-surface px-3 h-9 text-14 text-ink transition-colors duration-100 " +
  "hover:border-ink-3 focus:border-accent-ink focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft focus-visible:outline-accent-ink " +
  "aria-invalid:border-danger disabled:opacity-60 disabled:cursor-not-allowed max-narrow:h-11 max-narrow:text-16";
