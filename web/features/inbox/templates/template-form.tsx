import { For, Show } from "solid-js";
import type { Channel } from "../../../../schema/channels.ts";
import type { Template } from "../../../../schema/contracts/templates.ts";
import type { FilledTemplate, TemplateValues } from "../../../../schema/templates/fill-template.ts";
import { fileHeader, type VariablePart, variablesOf } from "../../../../schema/templates/variables.ts";
import { Button } from "../../../ui/button.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { AttachedFiles } from "../composing/attached-files.tsx";
import { mimeTypesOf } from "../composing/file-rules.ts";
import type { Upload } from "../composing/uploads.ts";

/** What a template asks for, each in a field of its own. What is wrong is said once someone has tried to send. */
export function TemplateForm(props: {
  channel: Channel;
  template: Template;
  values: TemplateValues;
  filled: FilledTemplate;
  /** Problems are shown: of empty fields too. */
  tried: boolean;
  uploads: readonly Upload[];
  onValue: (part: VariablePart, key: string, value: string) => void;
  onFile: (file: File) => void;
  onRemove: (key: string) => void;
  onRetry: (key: string) => void;
}) {
  const variables = () => variablesOf(props.template.shape);
  const file = () => fileHeader(props.template.shape);
  const value = (part: VariablePart, key: string) => props.values[part]?.[key] ?? "";
  const problem = (part: VariablePart, key: string): string | undefined => {
    if (!props.tried && value(part, key).trim() === "") return undefined;
    return sentence(props.filled.problems.find(({ path }) => path === `variables.${part}.${key}`)?.message);
  };
  const whole = () =>
    props.filled.problems.filter(({ path }) => path === "variables.body" || path === "variables.header");
  let input: HTMLInputElement | undefined;

  return (
    <div class="flex flex-col gap-3.5">
      <Show when={file()}>
        {(format) => (
          <div class="flex flex-col gap-1.5">
            <p class="text-13 font-medium">{FILES[format()]}</p>
            <Show
              when={props.uploads.length > 0}
              fallback={
                <Button class="self-start" onClick={() => input?.click()}>
                  Choose {format() === "image" ? "a picture" : `a ${format()}`}
                </Button>
              }
            >
              <div class="-mx-3">
                <AttachedFiles uploads={props.uploads} onRemove={props.onRemove} onRetry={props.onRetry} />
              </div>
            </Show>
            <Show when={props.tried && props.uploads.length === 0}>
              <p class="text-13 text-danger" role="alert">
                This template shows {format() === "image" ? "a picture" : `a ${format()}`}: choose one.
              </p>
            </Show>
            <input
              ref={(element) => (input = element)}
              type="file"
              hidden
              tabindex="-1"
              aria-label={FILES[format()]}
              accept={mimeTypesOf(props.channel, format()).join(",")}
              onChange={(event) => {
                const [chosen] = event.currentTarget.files ?? [];
                if (chosen) props.onFile(chosen);
                event.currentTarget.value = "";
              }}
            />
          </div>
        )}
      </Show>
      <For each={variables()}>
        {({ example, key, label, part }) => (
          <TextField
            label={label}
            value={value(part, key)}
            onInput={(text) => props.onValue(part, key, text)}
            error={problem(part, key)}
            help={example === undefined ? undefined : `For example: ${example}`}
            autocomplete="off"
          />
        )}
      </For>
      <For each={whole()}>
        {({ message }) => (
          <p class="text-13 text-danger" role="alert">
            The values {message}.
          </p>
        )}
      </For>
      <Show when={variables().length === 0 && file() === undefined}>
        <p class="text-13 text-ink-2">Nothing to fill in: it goes as it stands.</p>
      </Show>
    </div>
  );
}

const FILES = { image: "Picture", video: "Video", document: "Document" } as const;

/** `must not be empty` as "Must not be empty." */
function sentence(message: string | undefined): string | undefined {
  return message === undefined ? undefined : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
