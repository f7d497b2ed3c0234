import { createUniqueId, For } from "solid-js";

/** One of two to four choices, all in sight. */
export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  class?: string;
}) {
  const name = createUniqueId();
  return (
    <fieldset class={`inline-flex rounded-inner border border-line bg-sunken p-0.5 ${props.class ?? ""}`}>
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="relative flex h-8 flex-1 cursor-pointer items-center justify-center rounded-[5px] px-3 text-13 font-medium whitespace-nowrap text-ink-2 transition-colors duration-100 hover:text-ink has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink max-narrow:h-11">
            <input
              type="radio"
              name={name}
              class="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
            />
            <span class="pointer-events-none relative">{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
