import FileText from "lucide-solid/icons/file-text";
import Image from "lucide-solid/icons/image";
import Video from "lucide-solid/icons/video";
import { For, Match, Show, Switch } from "solid-js";
import type { FilledTemplate } from "../../../../schema/templates/fill-template.ts";
import type { Upload } from "../composing/uploads.ts";
import { TemplateFoot } from "./template-parts.tsx";

/** The message as the customer will see it. What is not filled in yet stands out. */
export function TemplatePreview(props: { filled: FilledTemplate; file: Upload | undefined }) {
  const format = () => props.filled.sent.header?.format;
  return (
    <section aria-label="Preview" class="rounded-card bg-sunken p-3">
      <div class="ml-auto w-fit max-w-88 min-w-48 rounded-card rounded-tr-[3px] bg-accent-soft px-3 py-2 text-14 text-ink">
        <Show when={format() !== undefined && format() !== "text"}>
          <div class="-mx-1.5 -mt-0.5 mb-1.5 flex h-28 min-w-56 items-center justify-center overflow-hidden rounded-inner bg-surface text-12 text-ink-2 [&_svg]:size-6">
            <Switch>
              <Match when={props.file?.preview}>
                {(source) => <img src={source()} alt={props.file?.name ?? ""} class="size-full object-cover" />}
              </Match>
              <Match when={format() === "image"}>
                <Image aria-label="Picture" />
              </Match>
              <Match when={format() === "video"}>
                <Video aria-label="Video" />
              </Match>
              <Match when={true}>
                <span class="flex items-center gap-2">
                  <FileText aria-hidden="true" />
                  <span class="max-w-40 truncate">{props.file?.name ?? "Document"}</span>
                </span>
              </Match>
            </Switch>
          </div>
        </Show>
        <Show when={props.filled.sent.header?.text}>
          {(text) => (
            <p class="mb-0.5 font-semibold break-words">
              <Marked text={text()} />
            </p>
          )}
        </Show>
        <p class="break-words whitespace-pre-wrap">
          <Marked text={props.filled.text} />
        </p>
        <TemplateFoot template={props.filled.sent} />
      </div>
    </section>
  );
}

function Marked(props: { text: string }) {
  return (
    <For each={props.text.split(/(\{\{\s*\w+\s*\}\})/)}>
      {(piece, index) => (
        <Show when={index() % 2 === 1} fallback={piece}>
          <mark class="rounded-[4px] bg-warning-soft px-1 text-warning">{piece}</mark>
        </Show>
      )}
    </For>
  );
}
