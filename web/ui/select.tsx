import ChevronDown from "lucide-solid/icons/chevron-down";
import { For } from "solid-js";
import { CONTROL_CLASS, Field, type FieldProps } from "./field.tsx";

export interface SelectProps<T extends string> extends Omit<FieldProps, "children"> {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  disabled?: boolean;
  class?: string;
}

/** One of a few choices. The browser's own list: the best there is on a phone, with every key it needs. */
export function Select<T extends string>(props: SelectProps<T>) {
  return (
    <Field
      label={props.label}
      help={props.help}
      error={props.error}
      optional={props.optional ?? false}
      hideLabel={props.hideLabel ?? false}
    >
      {(control) => (
        <div class={`relative ${props.class ?? ""}`}>
          <select
            {...control}
            class={`${CONTROL_CLASS} appearance-none pr-8`}
            disabled={props.disabled}
            onChange={(event) => {
              const chosen = props.options.find((option) => option.value === event.currentTarget.value);
              if (chosen) props.onChange(chosen.value);
            }}
          >
            <For each={props.options}>
              {(option) => (
                <option value={option.value} selected={option.value === props.value}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
          <ChevronDown
            class="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
            aria-hidden="true"
          />
        </div>
      )}
    </Field>
  );
}
