import { For, Match, Switch as Choose } from "solid-js";
import type { Requirement, RequirementKind } from "../../../../schema/manifest/requirement.ts";
import { Select } from "../../../ui/select.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { CredentialForm } from "./credential-form.ts";
import { FieldHelp } from "./field-help.tsx";
import { KeyFileField } from "./key-file-field.tsx";
import { OauthField } from "./oauth-field.tsx";
import { SecretField } from "./secret-field.tsx";

/** What each field of a form is given. `stored` describes the value that an empty field keeps. */
export interface FieldProps<K extends RequirementKind = RequirementKind> {
  requirement: Extract<Requirement, { kind: K }>;
  form: CredentialForm;
  stored: string | undefined;
}

/** One field for each value that the form asks for, of its own kind. A secret is written, never read back. */
export function CredentialFields(props: {
  requirements: readonly Requirement[];
  form: CredentialForm;
  stored?: (name: string) => string | undefined;
}) {
  return (
    <For each={props.requirements.filter(({ name }) => props.form.asks(name))}>
      {(requirement) => (
        <CredentialField requirement={requirement} form={props.form} stored={props.stored?.(requirement.name)} />
      )}
    </For>
  );
}

function CredentialField(props: FieldProps) {
  const of = <K extends RequirementKind>(...kinds: K[]) =>
    (kinds as RequirementKind[]).includes(props.requirement.kind)
      ? (props.requirement as Extract<Requirement, { kind: K }>)
      : undefined;
  return (
    <Choose>
      <Match when={of("text", "url", "email", "phone", "number")}>
        {(requirement) => <LineField requirement={requirement()} form={props.form} stored={props.stored} />}
      </Match>
      <Match when={of("secret")}>
        {(requirement) => <SecretField requirement={requirement()} form={props.form} stored={props.stored} />}
      </Match>
      <Match when={of("select")}>
        {(requirement) => <ChoiceField requirement={requirement()} form={props.form} stored={props.stored} />}
      </Match>
      <Match when={of("boolean")}>
        {(requirement) => (
          <Switch
            label={requirement().label}
            help={requirement().help}
            checked={props.form.valueOf(requirement().name) === "true"}
            onChange={(checked) => props.form.set(requirement().name, String(checked))}
          />
        )}
      </Match>
      <Match when={of("json-key-file")}>
        {(requirement) => <KeyFileField requirement={requirement()} form={props.form} stored={props.stored} />}
      </Match>
      <Match when={of("oauth")}>
        {(requirement) => <OauthField requirement={requirement()} form={props.form} stored={props.stored} />}
      </Match>
    </Choose>
  );
}

const INPUT = {
  text: { type: "text", inputmode: "text" },
  url: { type: "url", inputmode: "url" },
  email: { type: "email", inputmode: "email" },
  phone: { type: "tel", inputmode: "tel" },
  number: { type: "text", inputmode: "decimal" },
} as const;

function LineField(props: FieldProps<keyof typeof INPUT>) {
  const requirement = props.requirement;
  return (
    <TextField
      label={
        requirement.kind === "number" && requirement.unit
          ? `${requirement.label} (${requirement.unit})`
          : requirement.label
      }
      optional={!requirement.required && props.stored === undefined}
      help={<FieldHelp requirement={requirement} />}
      error={props.form.errorOf(requirement.name)}
      type={INPUT[requirement.kind].type}
      inputmode={INPUT[requirement.kind].inputmode}
      name={`${requirement.name}-value`}
      placeholder={props.stored ?? (requirement.placeholder ? `For example ${requirement.placeholder}` : "")}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      required={requirement.required}
      value={props.form.valueOf(requirement.name)}
      onInput={(value) => props.form.set(requirement.name, value)}
      onBlur={() => props.form.leave(requirement.name)}
    />
  );
}

function ChoiceField(props: FieldProps<"select">) {
  const requirement = props.requirement;
  const nothing = () => props.stored ?? (requirement.required ? "Choose…" : "None");
  const options = () =>
    requirement.required && props.form.valueOf(requirement.name) !== ""
      ? requirement.options
      : [{ value: "", label: nothing() }, ...requirement.options];
  return (
    <Select
      label={requirement.label}
      optional={!requirement.required && props.stored === undefined}
      help={<FieldHelp requirement={requirement} />}
      error={props.form.errorOf(requirement.name)}
      options={options()}
      value={props.form.valueOf(requirement.name)}
      onChange={(value) => props.form.set(requirement.name, value)}
    />
  );
}
