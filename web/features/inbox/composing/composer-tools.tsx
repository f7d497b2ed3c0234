import FaceSmiling from "lucide-solid/icons/face-slightly-smiling";
import MessageSquareQuote from "lucide-solid/icons/message-square-quote";
import Paperclip from "lucide-solid/icons/paperclip";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import type { Channel } from "../../../../schema/channels.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { acceptedTypes, limitWords } from "./file-rules.ts";

const EmojiPicker = lazy(() => import("../../../ui/emoji-picker.tsx"));

/** Beside the field: put a file or an emoji in. Without `onFiles` (in a note) there are no files. */
export function ComposerTools(props: {
  channel: Channel;
  onFiles: ((files: readonly File[]) => void) | undefined;
  onEmoji: (emoji: string) => void;
  onCanned: () => void;
}) {
  const [choosing, setChoosing] = createSignal(false);
  let input: HTMLInputElement | undefined;
  let button: HTMLButtonElement | undefined;
  return (
    <div class="flex">
      <Show when={props.onFiles}>
        {(take) => (
          <>
            <IconButton
              label={`Attach a file. ${limitWords(props.channel)}`}
              class="max-narrow:size-11"
              onClick={() => input?.click()}
            >
              <Paperclip aria-hidden="true" />
            </IconButton>
            <input
              ref={(element) => (input = element)}
              type="file"
              multiple
              hidden
              tabindex="-1"
              aria-label="Files to attach"
              accept={acceptedTypes(props.channel)}
              onChange={(event) => {
                take()([...(event.currentTarget.files ?? [])]);
                // The same file again is a change again.
                event.currentTarget.value = "";
              }}
            />
          </>
        )}
      </Show>
      <IconButton
        ref={(element) => (button = element)}
        label="Emoji"
        aria-haspopup="dialog"
        aria-expanded={choosing()}
        onPointerEnter={() => void EmojiPicker.preload()}
        onClick={() => setChoosing(!choosing())}
      >
        <FaceSmiling aria-hidden="true" />
      </IconButton>
      <IconButton label="Canned replies" shortcut="/" class="max-narrow:size-11" onClick={() => props.onCanned()}>
        <MessageSquareQuote aria-hidden="true" />
      </IconButton>
      <Show when={choosing() && button}>
        {(anchor) => (
          <Popover label="Emoji" anchor={anchor()} onClose={() => setChoosing(false)}>
            <Suspense fallback={<div class="h-88 w-88 max-w-full" aria-busy="true" />}>
              <EmojiPicker
                onPick={(emoji) => {
                  setChoosing(false);
                  props.onEmoji(emoji);
                }}
              />
            </Suspense>
          </Popover>
        )}
      </Show>
    </div>
  );
}
