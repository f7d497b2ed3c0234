import { createMemo, type JSX, Show, splitProps } from "solid-js";
import { CONTROL_CLASS, Field, type FieldProps } from "./field.tsx";

export interface TextFieldProps
  extends
    Omit<FieldProps, "children">,
    Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "value" | "children"> {
  value: string;
  onInput: (value: string) => void;
  /** Inside the control, at its end: a show-password button, a unit. Leave `endInset` of room for it. */
  end?: JSX.Element;
}

/** One line of text with its label, help and error. */
export function TextField(props: TextFieldProps) {
  const [field, own, rest] = splitProps(
    props,
    ["label", "help", "error", "optional", "hideLabel"],
    ["value", "onInput", "end", "class"],
  );
  const end = createMemo(() => own.end);
  return (
    <Field {...field}>
      {(control) => (
        <div class="relative">
          <input
            type="text"
            {...rest}
            {...control}
            class={`${CONTROL_CLASS} ${end() ? "pr-12" : ""} ${own.class ?? ""}`}
            value={own.value}
            onInput={(event) => own.onInput(event.currentTarget.value)}
          />
          <Show when={end()}>
            <div class="absolute inset-y-0 right-0 flex items-center pr-0.5">{end()}</div>
          </Show>
        </div>
      )}
    </Field>
  );
}
