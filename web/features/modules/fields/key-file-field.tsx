import FileKey from "lucide-solid/icons/file-key";
import Upload from "lucide-solid/icons/upload";
import { createSignal, Show } from "solid-js";
import { credentialHint } from "../../../../schema/manifest/credential-hint.ts";
import { KEY_FILE_MAX_CHARACTERS } from "../../../../schema/manifest/value-bounds.ts";
import { valueFault } from "../../../../schema/manifest/value-fault.ts";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS, Field } from "../../../ui/field.tsx";
import type { FieldProps } from "./credential-fields.tsx";
import { FieldHelp } from "./field-help.tsx";

/** A JSON key file: dropped, chosen or pasted, and read at once, so that a wrong file is told before anything is sent. */
export function KeyFileField(props: FieldProps<"json-key-file">) {
  const requirement = props.requirement;
  const [over, setOver] = createSignal(false);
  const [fileName, setFileName] = createSignal<string>();
  let chooser: HTMLInputElement | undefined;
  const value = () => props.form.valueOf(requirement.name).trim();
  const good = () => value() !== "" && valueFault(requirement, value()) === undefined;
  const take = (text: string, name?: string) => {
    setFileName(name);
    props.form.set(requirement.name, text);
    props.form.leave(requirement.name);
  };
  const read = async (file: File | undefined) => {
    // One character more than may be: enough to be told that it is too long, whatever its size.
    if (file) take(await file.slice(0, KEY_FILE_MAX_CHARACTERS + 1).text(), file.name);
  };
  return (
    <Field
      label={requirement.label}
      optional={!requirement.required && props.stored === undefined}
      help={<FieldHelp requirement={requirement} />}
      error={props.form.errorOf(requirement.name)}
    >
      {(control) => (
        <Show
          when={good()}
          fallback={
            <div
              class={`flex flex-col gap-2 rounded-inner border border-dashed p-3 transition-colors duration-100 ${over() ? "border-accent bg-accent-soft" : "border-field-line"}`}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(event) => {
                event.preventDefault();
                setOver(false);
                void read(event.dataTransfer?.files[0]);
              }}
            >
              <textarea
                {...control}
                class={`${CONTROL_CLASS} h-20! resize-none py-2 font-mono text-12`}
                autocomplete="off"
                spellcheck={false}
                placeholder={props.stored ?? "Drop the file here, or paste what is in it"}
                value={props.form.valueOf(requirement.name)}
                onInput={(event) => props.form.set(requirement.name, event.currentTarget.value)}
                onBlur={() => props.form.leave(requirement.name)}
              />
              <input
                ref={chooser}
                type="file"
                accept=".json,application/json"
                class="hidden"
                tabindex={-1}
                aria-hidden="true"
                onChange={(event) => {
                  void read(event.currentTarget.files?.[0]);
                  event.currentTarget.value = "";
                }}
              />
              <Button
                size="sm"
                class="self-start"
                icon={<Upload aria-hidden="true" />}
                onClick={() => chooser?.click()}
              >
                Choose a file
              </Button>
            </div>
          }
        >
          <div class="flex items-center gap-3 rounded-inner border border-line bg-sunken px-3 py-2 text-13">
            <FileKey class="size-4 shrink-0 text-success" aria-hidden="true" />
            <span class="min-w-0 flex-1">
              <span class="block truncate">{fileName() ?? "Key file"}</span>
              <span class="block truncate text-12 text-ink-2">{credentialHint(requirement, value())}</span>
            </span>
            <Button id={control.id} aria-label={`Remove ${requirement.label}`} size="sm" onClick={() => take("")}>
              Remove
            </Button>
          </div>
        </Show>
      )}
    </Field>
  );
}
