import { createMemo, type JSX, Show, splitProps } from "solid-js";
import { CONTROL_CLASS, Field, type FieldProps } from "./field.tsx";

export interface TextAreaProps
  extends
    Omit<FieldProps, "children">,
    Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "value" | "children"> {
  value: string;
  onInput: (value: string) => void;
  /** The most characters it may hold: how many it does is shown, and what is over is marked rather than cut. */
  most?: number;
}

const COUNT = new Intl.NumberFormat(undefined);

/** Some lines of text with their label, help and error. It grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const [field, own, rest] = splitProps(
    props,
    ["label", "help", "error", "optional", "hideLabel"],
    ["value", "onInput", "most", "class"],
  );
  const over = createMemo(() => own.most !== undefined && own.value.length > own.most);
  return (
    <div class="relative">
      <Field {...field}>
        {(control) => (
          <textarea
            {...rest}
            {...control}
            aria-invalid={over() ? "true" : control["aria-invalid"]}
            class={`${CONTROL_CLASS} field-sizing-content h-auto! resize-y py-2 leading-relaxed ${own.class ?? ""}`}
            value={own.value}
            onInput={(event) => own.onInput(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={own.most}>
        {(most) => (
          <p
            class={`absolute top-0.5 right-0 text-12 tabular-nums ${over() ? "font-medium text-danger" : "text-ink-3"}`}
            aria-live={own.value.length > most() * 0.95 ? "polite" : "off"}
          >
            {COUNT.format(own.value.length)} of {COUNT.format(most())}
            <span class="sr-only"> characters</span>
          </p>
        )}
      </Show>
    </div>
  );
}
