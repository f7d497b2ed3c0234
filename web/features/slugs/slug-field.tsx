import { For, Show } from "solid-js";
import { SLUG_MAX, SLUG_PATTERN } from "../../../schema/slug-from-name.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { SlugAnswer } from "./slug-answer.ts";

/** The part of an address that names an account, with what is known of it while it is typed. */
export function SlugField(props: {
  label?: string;
  help: string;
  /** Says the whole address once it is known to be available. */
  whole?: boolean;
  value: string;
  onInput: (slug: string) => void;
  answer: SlugAnswer | undefined;
  /** What saving it said. */
  refused?: string | undefined;
  /** Says what is missing before anything is typed. */
  missing?: string | undefined;
  readOnly?: boolean;
  ref?: (input: HTMLInputElement) => void;
}) {
  const error = () => {
    if (props.value === "") return props.missing;
    if (!SLUG_PATTERN.test(props.value)) return "Use 3 to 40 lower-case letters, digits or inner hyphens.";
    return (
      props.refused ?? (props.answer?.free === false ? "This address is not available. Choose another." : undefined)
    );
  };
  return (
    <div class="flex flex-col gap-2">
      <TextField
        label={props.label ?? "Address part"}
        help={
          <span aria-live="polite" classList={{ "text-success": props.answer?.free === true }}>
            {props.answer?.free ? `${(props.whole && props.answer.host) || "This address"} is available.` : props.help}
          </span>
        }
        ref={(input) => props.ref?.(input)}
        value={props.value}
        onInput={(text) => props.onInput(text.toLowerCase())}
        error={error()}
        maxLength={SLUG_MAX}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        readOnly={props.readOnly ?? false}
        required
      />
      <Show when={!props.readOnly && props.answer?.free === false && props.answer.suggestions.length > 0}>
        <div class="flex flex-wrap items-center gap-2">
          <span class="text-13 text-ink-2">Available:</span>
          <For each={props.answer?.suggestions}>
            {(slug) => (
              <Button size="sm" onClick={() => props.onInput(slug)}>
                {slug}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
