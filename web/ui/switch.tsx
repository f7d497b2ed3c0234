import { createUniqueId, Show } from "solid-js";

/** On or off, in effect at once. */
export function Switch(props: {
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = createUniqueId();
  return (
    <div class={`flex gap-3 py-1 max-narrow:min-h-11 ${props.help ? "items-start" : "items-center"}`}>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={props.checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={props.help ? `${id}-help` : undefined}
        disabled={props.disabled}
        class={`relative h-5 w-9 shrink-0 rounded-full border border-field-line bg-sunken transition-colors duration-100 after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-field-line after:transition-transform after:duration-100 aria-checked:border-accent aria-checked:bg-accent aria-checked:after:translate-x-4 aria-checked:after:bg-on-accent disabled:opacity-50 ${props.help ? "mt-0.5" : ""}`}
        onClick={() => props.onChange(!props.checked)}
      />
      <div class="min-w-0">
        <label for={id} id={`${id}-label`} class="text-13 font-medium">
          {props.label}
        </label>
        <Show when={props.help}>
          <p id={`${id}-help`} class="text-12 text-ink-3">
            {props.help}
          </p>
        </Show>
      </div>
    </div>
  );
}
