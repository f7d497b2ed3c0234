import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, Show } from "solid-js";
import { IconButton } from "../../../ui/icon-button.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { FieldProps } from "./credential-fields.tsx";
import { FieldHelp } from "./field-help.tsx";

/** A value that is covered while it is typed, and never comes back. */
export function SecretField(props: FieldProps<"secret" | "oauth">) {
  const [shown, setShown] = createSignal(false);
  const requirement = props.requirement;
  return (
    <TextField
      label={requirement.label}
      optional={!requirement.required && props.stored === undefined}
      help={<FieldHelp requirement={requirement} />}
      error={props.form.errorOf(requirement.name)}
      type={shown() ? "text" : "password"}
      name={`${requirement.name}-value`}
      placeholder={props.stored ?? ""}
      autocomplete="new-password"
      autocapitalize="none"
      spellcheck={false}
      class={shown() ? "font-mono" : ""}
      required={requirement.required}
      value={props.form.valueOf(requirement.name)}
      onInput={(value) => props.form.set(requirement.name, value)}
      onBlur={() => props.form.leave(requirement.name)}
      end={
        <IconButton
          label={shown() ? `Hide ${requirement.label}` : `Show ${requirement.label}`}
          pressed={shown()}
          onClick={() => setShown(!shown())}
        >
          <Show when={shown()} fallback={<Eye aria-hidden="true" />}>
            <EyeOff aria-hidden="true" />
          </Show>
        </IconButton>
      }
    />
  );
}
