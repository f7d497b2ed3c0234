import Copy from "lucide-solid/icons/copy";
import Reply from "lucide-solid/icons/reply";
import SmilePlus from "lucide-solid/icons/face-slightly-smiling-plus";
import { createSignal, type JSX, Show } from "solid-js";
import type { Message } from "../../../../schema/contracts/messages.ts";
import { toast, toastError } from "../../../stores/toasts.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useInbox } from "../inbox-context.tsx";
import { EmojiChoice } from "../../../ui/emoji-choice.tsx";
import { isShared, react } from "./reactions.tsx";

export interface MessageActsProps {
  message: Message;
  out: boolean;
}

/** Beside the bubble that is pointed at or in focus, clear of its words: react, answer, copy. On a narrow screen there is no room beside it, so over its top edge. */
export function MessageToolbar(props: MessageActsProps) {
  const page = useInbox();
  const [choosing, setChoosing] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const may = () => page.inbox.canReply && isShared(props.message);
  return (
    <div
      role="toolbar"
      aria-label="Message"
      class={`absolute top-0 z-10 flex rounded-inner border border-line bg-surface p-px shadow-raised [&_button]:size-7 max-narrow:top-auto max-narrow:bottom-[calc(100%-0.375rem)] max-narrow:[&_button]:size-11 ${props.out ? "right-[calc(100%+0.25rem)] max-narrow:right-0" : "left-[calc(100%+0.25rem)] max-narrow:left-0"}`}
    >
      <Show when={may()}>
        <IconButton
          ref={(element) => (button = element)}
          label="React"
          aria-haspopup="dialog"
          aria-expanded={choosing()}
          onClick={() => setChoosing(!choosing())}
        >
          <SmilePlus aria-hidden="true" />
        </IconButton>
        <IconButton label="Answer this message" onClick={() => page.acts.answer?.(props.message)}>
          <Reply aria-hidden="true" />
        </IconButton>
      </Show>
      <Show when={props.message.text}>
        {(text) => (
          <IconButton label="Copy the text" onClick={() => copy(text())}>
            <Copy aria-hidden="true" />
          </IconButton>
        )}
      </Show>
      <Show when={choosing() && button}>
        {(anchor) => (
          <Popover
            label="React"
            anchor={anchor()}
            align={props.out ? "end" : "start"}
            onClose={() => setChoosing(false)}
          >
            <EmojiChoice
              onPick={(emoji) => {
                void react(page, props.message, emoji);
                setChoosing(false);
              }}
            />
          </Popover>
        )}
      </Show>
    </div>
  );
}

/** The same by a long press, where there is no pointer to hover with. */
export function MessageSheet(props: MessageActsProps & { anchor: HTMLElement; onClose: () => void }) {
  const page = useInbox();
  const done = (act: () => void) => (): void => {
    // In this order: closed, there is no message to act on any more.
    act();
    props.onClose();
  };
  return (
    <Popover label="Message" anchor={props.anchor} align={props.out ? "end" : "start"} onClose={props.onClose}>
      <Show when={page.inbox.canReply && isShared(props.message)}>
        <EmojiChoice onPick={(emoji) => done(() => void react(page, props.message, emoji))()} />
        <Row onClick={done(() => page.acts.answer?.(props.message))} icon={<Reply aria-hidden="true" />}>
          Answer
        </Row>
      </Show>
      <Show when={props.message.text}>
        {(text) => (
          <Row onClick={done(() => copy(text()))} icon={<Copy aria-hidden="true" />}>
            Copy the text
          </Row>
        )}
      </Show>
    </Popover>
  );
}

function Row(props: { onClick: () => void; icon: JSX.Element; children: string }) {
  return (
    <button
      type="button"
      class="flex h-11 w-full items-center gap-2.5 rounded-inner px-3 text-left text-14 hover:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-3"
      onClick={() => props.onClick()}
    >
      {props.icon}
      {props.children}
    </button>
  );
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast("Copied."),
    (error: unknown) => toastError("The text was not copied.", error),
  );
}
