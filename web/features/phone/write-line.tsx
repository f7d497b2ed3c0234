import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { createSignal } from "solid-js";

const MAX_CHARACTERS = 4096;

/** Where the customer types. Enter sends, Shift+Enter begins a new line. */
export function WriteLine(props: { business: string; onWrite: (text: string) => void }) {
  const [text, setText] = createSignal("");
  let field: HTMLTextAreaElement | undefined;
  const send = () => {
    if (text().trim() === "") return;
    props.onWrite(text());
    setText("");
    field?.focus();
  };
  return (
    <form
      class="flex shrink-0 items-end gap-2 bg-(--phone-paper) px-2.5 pt-1 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
    </form>
  );
}
