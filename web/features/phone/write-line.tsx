import FileUp from "lucide-solid/icons/file-up";
import FileText from "lucide-solid/icons/file-text";
import Image from "lucide-solid/icons/image";
import Mic from "lucide-solid/icons/mic";
import Paperclip from "lucide-solid/icons/paperclip";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import X from "lucide-solid/icons/x";
import { createSignal, Show } from "solid-js";
import type { SandboxSample } from "../../../schema/contracts/sandbox.ts";
import { Menu } from "../../ui/menu.tsx";

const MAX_CHARACTERS = 4096;

export interface WriteLineProps {
  business: string;
  /** The message being answered, in words. */
  answers: string | undefined;
  onCancelAnswer: () => void;
  onWrite: (text: string) => void;
  /** A file the phone has at hand goes at once, as a photo taken on a phone would. */
  onSample: (sample: SandboxSample) => void;
  onFile: (file: File) => void;
}

/** Where the customer types. Enter sends, Shift+Enter begins a new line. */
export function WriteLine(props: WriteLineProps) {
  const [text, setText] = createSignal("");
  let field: HTMLTextAreaElement | undefined;
  let input: HTMLInputElement | undefined;
  const send = () => {
    if (text().trim() === "") return;
    props.onWrite(text());
    setText("");
    field?.focus();
  };
  return (
    <form
      class="shrink-0 bg-(--phone-paper) px-2.5 pt-1 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Show when={props.answers}>
        {(words) => (
          <div class="mb-1 flex items-center gap-1 rounded-card border-l-2 border-(--phone-tick-read) bg-(--phone-in) pl-3">
            <p class="min-w-0 flex-1 truncate text-12 text-(--phone-quiet)">
              <span class="sr-only">In answer to </span>
              {words()}
            </p>
            <button
              type="button"
              aria-label="Answer no message in particular"
              class="flex size-9 shrink-0 items-center justify-center text-(--phone-quiet) max-narrow:size-11 [&_svg]:size-4"
              onClick={() => props.onCancelAnswer()}
            >
              <X aria-hidden="true" />
            </button>
          </div>
        )}
      </Show>
      <div class="flex items-end gap-1.5">
        <Menu
          entries={[
            { label: "Photo", icon: () => <Image />, onSelect: () => props.onSample("photo") },
            { label: "Voice message", icon: () => <Mic />, onSelect: () => props.onSample("voice") },
            { label: "Document", icon: () => <FileText />, onSelect: () => props.onSample("document") },
            "separator",
            { label: "A file of this device", icon: () => <FileUp />, onSelect: () => input?.click() },
          ]}
          trigger={(trigger) => (
            <button
              {...trigger}
              type="button"
              aria-label="Attach a file as the customer"
              class="flex size-11 shrink-0 items-center justify-center rounded-full text-(--phone-quiet) hover:bg-(--phone-in) [&_svg]:size-5"
            >
              <Paperclip aria-hidden="true" />
            </button>
          )}
        />
        <input
          ref={input}
          type="file"
          hidden
          tabindex="-1"
          aria-label="File to send as the customer"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) props.onFile(file);
          }}
        />
        <textarea
          ref={field}
          rows={1}
          aria-label={`Message to ${props.business}`}
          placeholder="Message"
          maxLength={MAX_CHARACTERS}
          class="field-sizing-content max-h-32 min-h-11 min-w-0 flex-1 resize-none rounded-[1.375rem] border border-transparent bg-(--phone-in) px-4 py-2.5 text-14 text-(--phone-ink) placeholder:text-(--phone-quiet) max-narrow:text-16"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && props.answers !== undefined) return props.onCancelAnswer();
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          aria-label="Send"
          class="flex size-11 shrink-0 items-center justify-center rounded-full bg-[#0b5c50] text-white disabled:opacity-60 [&_svg]:size-5"
          disabled={text().trim() === ""}
        >
          <SendHorizontal aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}
