import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, type JSX, Show } from "solid-js";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";

/** A password, hidden until its holder wants to see it. `fresh` is one being chosen: it says the rules, and browsers offer a strong one. */
export function PasswordField(props: {
  label?: string;
  value: string;
  onInput: (value: string) => void;
  error?: string | undefined;
  fresh?: boolean;
  help?: JSX.Element;
  autofocus?: boolean;
  ref?: (input: HTMLInputElement) => void;
}) {
  const [shown, setShown] = createSignal(false);
  return (
    <TextField
      label={props.label ?? "Password"}
      type={shown() ? "text" : "password"}
      name={props.fresh ? "new-password" : "password"}
      autocomplete={props.fresh ? "new-password" : "current-password"}
      required
      autofocus={props.autofocus ?? false}
      ref={(input) => props.ref?.(input)}
      value={props.value}
      onInput={props.onInput}
      error={props.error}
      help={
        props.fresh ? "At least 10 characters. Three or four words that do not belong together are best." : props.help
      }
      end={
        <IconButton
          label={shown() ? "Hide password" : "Show password"}
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
