import { type JSX, splitProps } from "solid-js";
import { CONTROL_CLASS, Field, type FieldProps } from "./field.tsx";

export interface TextAreaProps
  extends
    Omit<FieldProps, "children">,
    Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "value" | "children"> {
  value: string;
  onInput: (value: string) => void;
}

/** Several lines of text with their label, help and error. Grows with what is typed. */
export function TextArea(props: TextAreaProps) {
  const [field, own, rest] = splitProps(
    props,
    ["label", "help", "error", "optional", "hideLabel"],
    ["value", "onInput", "class"],
  );
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...control}
          class={`${CONTROL_CLASS} h-auto field-sizing-content min-h-20 resize-y py-2 ${own.class ?? ""}`}
          value={own.value}
          onInput={(event) => own.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
