import ExternalLink from "lucide-solid/icons/external-link";
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, For, Show } from "solid-js";
import type { Requirement } from "../../../schema/manifest/requirement.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { CredentialForm } from "./credential-form.ts";

/** One field for each value a module declares it needs. A secret is written, never read back. */
export function CredentialFields(props: {
  requirements: readonly Requirement[];
  form: CredentialForm;
  stored?: (name: string) => string | undefined;
}) {
  return (
    <For each={props.requirements}>
      {(requirement) => (
        <CredentialField requirement={requirement} form={props.form} stored={props.stored?.(requirement.name)} />
      )}
    </For>
  );
}

function CredentialField(props: { requirement: Requirement; form: CredentialForm; stored: string | undefined }) {
  const [shown, setShown] = createSignal(false);
  const requirement = props.requirement;
  const secret = requirement.kind === "secret";
  return (
    <TextField
      label={requirement.label}
      optional={!requirement.required && props.stored === undefined}
      help={
        <>
          {requirement.help}
          <Show when={requirement.whereToFind}>
            {(where) => (
              <span class="mt-1 block">
                Where to find it:{" "}
                <a
                  href={where().url}
                  target="_blank"
                  rel="noreferrer"
                  class="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2 [&_svg]:ml-0.5 [&_svg]:inline [&_svg]:size-3"
                >
                  {where().text}
                  <ExternalLink aria-hidden="true" />
                  <span class="sr-only"> (opens a new tab)</span>
                </a>
              </span>
            )}
          </Show>
        </>
      }
      error={props.form.errorOf(requirement.name)}
      type={secret && !shown() ? "password" : "text"}
      name={`${requirement.name}-value`}
      placeholder={props.stored ?? (requirement.placeholder ? `For example ${requirement.placeholder}` : "")}
      autocomplete={secret ? "new-password" : "off"}
      autocapitalize="none"
      spellcheck={false}
      class={secret && shown() ? "font-mono" : ""}
      required={requirement.required}
      value={props.form.valueOf(requirement.name)}
      onInput={(value) => props.form.set(requirement.name, value)}
      onBlur={() => props.form.leave(requirement.name)}
      end={
        <Show when={secret}>
          <IconButton
            label={shown() ? `Hide ${requirement.label}` : `Show ${requirement.label}`}
            pressed={shown()}
            onClick={() => setShown(!shown())}
          >
            <Show when={shown()} fallback={<Eye aria-hidden="true" />}>
              <EyeOff aria-hidden="true" />
            </Show>
          </IconButton>
        </Show>
      }
    />
  );
}
