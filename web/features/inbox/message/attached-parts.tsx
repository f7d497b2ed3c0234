import { For, Match, Show, Switch } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { attachmentUrl } from "../../../stores/inbox/attachment-url.ts";
import { useInbox } from "../inbox-context.tsx";
import { AudioPlayer } from "../../../ui/audio-player.tsx";
import { fileKind } from "../../../ui/file-words.ts";
import { FileCard } from "./file-card.tsx";
import { MissingFile } from "./missing-file.tsx";
import { Picture } from "./picture.tsx";

/** The files of a message, each as what it is: pictures beside one another, the rest below. */
export function AttachedParts(props: { files: readonly Attachment[]; from: string }) {
  const { inbox } = useInbox();
  const pictures = () => props.files.filter(isPicture);
  // A card is shown with the message's content, which offers it to save.
  const rest = () => props.files.filter((file) => !isPicture(file) && file.type !== "contact");
  return (
    <>
      <Show when={pictures().length > 0}>
        <div class="-mx-1.5 mb-1 flex flex-wrap gap-1">
          <For each={pictures()}>{(file) => <Picture file={file} from={props.from} />}</For>
        </div>
      </Show>
      <For each={rest()}>
        {(file) => (
          <div class="mb-1 pt-0.5">
            <Switch fallback={<FileCard file={file} source={attachmentUrl(inbox.tenant, file)} />}>
              <Match when={file.state !== "stored"}>
                <MissingFile file={file} />
              </Match>
              <Match when={file.type === "audio"}>
                <AudioPlayer
                  kind={fileKind(file)}
                  name={file.name || fileKind(file)}
                  durationMs={file.durationMs}
                  source={attachmentUrl(inbox.tenant, file)}
                />
              </Match>
            </Switch>
          </div>
        )}
      </For>
    </>
  );
}

/** What is looked at rather than heard or read. */
export function isPicture({ type }: Pick<Attachment, "type">): boolean {
  return type === "image" || type === "video" || type === "sticker";
}
