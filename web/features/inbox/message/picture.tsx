import Play from "lucide-solid/icons/play";
import { createSignal, Show } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { attachmentUrl } from "../../../stores/inbox/attachment-url.ts";
import { useInbox } from "../inbox-context.tsx";
import { fileKind, playTime } from "../../../ui/file-words.ts";
import { MissingFile } from "./missing-file.tsx";
import { pictureBox } from "./picture-box.ts";
import { useThread } from "./thread-context.tsx";

/** A photo, sticker or video, in a box whose size is known before it loads. Pressing it shows it large. */
export function Picture(props: { file: Attachment; from: string }) {
  const { inbox } = useInbox();
  const { view } = useThread();
  const [broken, setBroken] = createSignal(false);
  const box = () => pictureBox(props.file);
  const source = () => attachmentUrl(inbox.tenant, props.file);
  const style = () => ({ width: `${box().width}px`, "aspect-ratio": `${box().width} / ${box().height}` });
  const media = "size-full transition-opacity duration-150";

  return (
    <Show
      when={props.file.state === "stored" && !broken()}
      fallback={<MissingFile file={props.file} broken={broken()} style={style()} />}
    >
      <Show
        when={props.file.type !== "sticker"}
        fallback={
          <img
            src={source()}
            alt={`Sticker from ${props.from}`}
            width={box().width}
            height={box().height}
            loading="lazy"
            decoding="async"
            class="max-w-full object-contain"
            style={style()}
            onError={() => setBroken(true)}
          />
        }
      >
        <button
          type="button"
          aria-label={`Open the ${fileKind(props.file).toLowerCase()} from ${props.from}`}
          class="relative block max-w-full overflow-hidden rounded-inner bg-sunken"
          style={style()}
          onClick={() => view(props.file)}
        >
          <Show
            when={props.file.type === "video"}
            fallback={
              <img
                src={source()}
                alt=""
                width={box().width}
                height={box().height}
                loading="lazy"
                decoding="async"
                class={`${media} object-cover`}
                onError={() => setBroken(true)}
              />
            }
          >
            <video
              src={`${source()}#t=0.1`}
              preload="metadata"
              muted
              playsinline
              tabindex="-1"
              aria-hidden="true"
              class={`${media} object-cover`}
            />
            <span class="absolute inset-0 flex items-center justify-center">
              <span class="flex size-12 items-center justify-center rounded-full bg-[#0f172acc] text-white">
                <Play class="size-5 fill-current" aria-hidden="true" />
              </span>
            </span>
            <Show when={props.file.durationMs}>
              {(ms) => (
                <span class="absolute right-1.5 bottom-1.5 rounded-inner bg-[#0f172acc] px-1.5 text-12 text-white tabular-nums">
                  {playTime(ms())}
                </span>
              )}
            </Show>
          </Show>
        </button>
      </Show>
    </Show>
  );
}
