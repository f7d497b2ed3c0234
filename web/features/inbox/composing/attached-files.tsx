import File from "lucide-solid/icons/file";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import X from "lucide-solid/icons/x";
import { For, Show } from "solid-js";
import { IconButton } from "../../../ui/icon-button.tsx";
import { fileSize } from "../../../ui/file-words.ts";
import type { Upload } from "./uploads.ts";

/** The files about to be sent: how far each has come, what is wrong with it, and the way out. */
export function AttachedFiles(props: {
  uploads: readonly Upload[];
  onRemove: (key: string) => void;
  onRetry: (key: string) => void;
}) {
  return (
    <ul class="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto px-3 pt-2" aria-label="Attached files">
      <For each={props.uploads}>
        {(upload) => {
          const wrong = () => upload.state === "failed" || upload.state === "refused";
          return (
            <li
              data-upload={upload.state}
              class={`relative flex w-60 max-w-full items-center gap-2 overflow-hidden rounded-inner border bg-bg py-1 pr-0.5 pl-1.5 ${wrong() ? "border-danger" : "border-line"}`}
            >
              <Show
                when={upload.preview}
                fallback={<File class="mx-1.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />}
              >
                {(preview) => <img src={preview()} alt="" class="size-9 shrink-0 rounded-inner object-cover" />}
              </Show>
              <div class="min-w-0 flex-1 text-12">
                <p class="truncate font-medium">{upload.name}</p>
                <p class={wrong() ? "line-clamp-3 text-danger" : "text-ink-2"} role={wrong() ? "alert" : undefined}>
                  <Show when={wrong()} fallback={fileSize(upload.size)}>
                    {upload.reason}
                  </Show>
                </p>
              </div>
              <Show when={upload.state === "failed"}>
                <IconButton label={`Try ${upload.name} again`} onClick={() => props.onRetry(upload.key)}>
                  <RotateCcw aria-hidden="true" />
                </IconButton>
              </Show>
              <IconButton label={`Remove ${upload.name}`} onClick={() => props.onRemove(upload.key)}>
                <X aria-hidden="true" />
              </IconButton>
              <Show when={upload.state === "uploading"}>
                <progress
                  aria-label={`${upload.name} is uploading`}
                  max="1"
                  value={upload.progress}
                  class="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
                />
              </Show>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
