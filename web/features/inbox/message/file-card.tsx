import Download from "lucide-solid/icons/download";
import FileText from "lucide-solid/icons/file-text";
import { Show } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { fileFormat, fileKind, fileSize } from "../../../ui/file-words.ts";

/** A document: its name, what it is, how large. A PDF opens in a tab of its own; anything else is saved. */
export function FileCard(props: { file: Attachment; source: string }) {
  const opens = () => props.file.mimeType === "application/pdf";
  const name = () => props.file.name || fileKind(props.file);
  const about = () =>
    [fileFormat(props.file), props.file.size > 0 && fileSize(props.file.size)].filter(Boolean).join(" · ");
  return (
    <div class="flex w-72 max-w-full items-center gap-1 rounded-inner bg-sunken pr-1">
      <a
        href={props.source}
        {...(opens() ? { target: "_blank", rel: "noopener" } : { download: name() })}
        class="flex min-h-14 min-w-0 flex-1 items-center gap-2.5 rounded-inner px-2.5 py-2 text-ink"
      >
        <FileText class="size-6 shrink-0 text-accent-ink" stroke-width={1.5} aria-hidden="true" />
        <span class="min-w-0">
          <span class="line-clamp-2 text-13 font-medium break-all">{name()}</span>
          <span class="block text-12 text-ink-2">{about()}</span>
        </span>
      </a>
      <Show when={opens()}>
        <a
          href={props.source}
          download={name()}
          aria-label={`Download ${name()}`}
          data-tip="Download"
          class="inline-flex size-9 shrink-0 items-center justify-center rounded-inner text-ink-2 hover:bg-line hover:text-ink max-narrow:size-11 [&_svg]:size-4"
        >
          <Download aria-hidden="true" />
        </a>
      </Show>
      <Show when={!opens()}>
        <Download class="mr-2 size-4 shrink-0 text-ink-3" aria-hidden="true" />
      </Show>
    </div>
  );
}
