import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import Clock from "lucide-solid/icons/clock";
import FileText from "lucide-solid/icons/file-text";
import Reply from "lucide-solid/icons/reply";
import FaceSmilingPlus from "lucide-solid/icons/face-slightly-smiling-plus";
import { createSignal, Match, Show, Switch } from "solid-js";
import { TemplateButtons } from "./template-buttons.tsx";
import type { SandboxFile, SandboxMessage } from "../../../schema/contracts/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { attachmentUrl } from "../../stores/inbox/attachment-url.ts";
import { AudioPlayer } from "../../ui/audio-player.tsx";
import { EmojiChoice } from "../../ui/emoji-choice.tsx";
import { fileSize } from "../../ui/file-words.ts";
import { Popover } from "../../ui/popover.tsx";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const SAYS = { sent: "sent", delivered: "delivered", read: "read", failed: "not delivered" } as const;

export interface BubbleProps {
  message: SandboxMessage;
  onTheWay: boolean;
  /** The message it answers, if it is in this chat. */
  answered: SandboxMessage | undefined;
  onReply: () => void;
  onReact: (emoji: string | null) => void;
  /** A quick reply under a template was pressed, by its place. */
  onPress: (button: number) => void;
}

/** One message on the phone. The customer's own are at the right; what the provider refused is shown struck, for the one who tests. */
export function Bubble(props: BubbleProps) {
  const own = () => props.message.from === "customer";
  const [choosing, setChoosing] = createSignal(false);
  const mine = () => props.message.reactions.find(({ from }) => from === "customer")?.emoji;
  let reactButton: HTMLButtonElement | undefined;
  return (
    <li class={`group flex items-center gap-0.5 ${own() ? "flex-row-reverse" : ""}`}>
      <div class="flex max-w-[80%] flex-col">
        <div
          class={`flow-root rounded-card px-2.5 py-1.5 text-14 break-words whitespace-pre-wrap ${own() ? "bg-(--phone-out)" : "bg-(--phone-in)"} ${props.message.status === "failed" ? "border border-dashed border-danger" : ""}`}
        >
          <span class="sr-only">{own() ? "Customer: " : "Business: "}</span>
          <Show when={props.message.replyTo}>
            <p class="mb-1 line-clamp-2 rounded-r-inner border-l-2 border-(--phone-tick-read) bg-(--phone-paper) px-2 py-1 text-12 text-(--phone-quiet)">
              <span class="sr-only">In answer to: </span>
              {props.answered ? phoneWords(props.answered) : "An earlier message"}
            </p>
          </Show>
          <Show when={props.message.file}>{(file) => <OnPhone file={file()} />}</Show>
          <Show when={props.message.template?.header}>{(header) => <p class="font-semibold">{header()}</p>}</Show>
          {props.message.text}
          <Show when={props.message.template?.footer}>
            {(footer) => <p class="pt-0.5 text-12 text-(--phone-quiet)">{footer()}</p>}
          </Show>
          <span class="float-right mt-1 ml-3 inline-flex items-center gap-1 text-12 leading-4 text-(--phone-quiet) [&_svg]:size-3.5">
            <Switch>
              <Match when={props.message.status === "failed"}>
                <span class="font-medium text-danger">Not delivered</span>
              </Match>
              <Match when={!own() && props.message.status !== "sent"}>
                <span>{SAYS[props.message.status]}</span>
              </Match>
            </Switch>
            <time datetime={props.message.at}>{TIME.format(new Date(props.message.at))}</time>
            <Switch>
              <Match when={props.onTheWay}>
                <Clock aria-label="on its way" />
              </Match>
              <Match when={own() && props.message.status === "sent"}>
                <Check aria-label="sent" />
              </Match>
              <Match when={own() && props.message.status === "delivered"}>
                <CheckCheck aria-label="delivered" />
              </Match>
              <Match when={own() && props.message.status === "read"}>
                <CheckCheck aria-label="read" class="text-(--phone-tick-read)" />
              </Match>
            </Switch>
          </span>
          <Show when={(props.message.template?.buttons.length ?? 0) > 0}>
            <TemplateButtons buttons={props.message.template?.buttons ?? []} onPress={props.onPress} />
          </Show>
        </div>
        <Show when={props.message.reactions.length > 0}>
          <p
            class={`z-1 -mt-1.5 flex gap-1 rounded-full bg-(--phone-in) px-1.5 text-14 shadow-raised ${own() ? "mr-2 self-end" : "ml-2 self-start"}`}
          >
            <span class="sr-only">Reactions: </span>
            {props.message.reactions.map(({ emoji }) => emoji).join(" ")}
          </p>
        </Show>
      </div>
      <Show when={!props.onTheWay && props.message.status !== "failed"}>
        <span class="flex opacity-0 transition-opacity duration-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <button
            ref={reactButton}
            type="button"
            aria-label={mine() ? `Take ${mine()} back, or choose another` : "React as the customer"}
            aria-haspopup="dialog"
            aria-expanded={choosing()}
            class={TOOL}
            onClick={() => setChoosing(!choosing())}
          >
            <FaceSmilingPlus aria-hidden="true" />
          </button>
          <button type="button" aria-label="Answer as the customer" class={TOOL} onClick={() => props.onReply()}>
            <Reply aria-hidden="true" />
          </button>
        </span>
      </Show>
      <Show when={choosing() && reactButton}>
        {(anchor) => (
          <Popover label="React" anchor={anchor()} align="end" onClose={() => setChoosing(false)}>
            <EmojiChoice
              onPick={(emoji) => {
                props.onReact(emoji === mine() ? null : emoji);
                setChoosing(false);
              }}
            />
          </Popover>
        )}
      </Show>
    </li>
  );
}

const TOOL =
  "flex size-7 items-center justify-center rounded-full text-(--phone-quiet) hover:bg-(--phone-in) max-narrow:h-11 max-narrow:w-8 max-narrow:after:absolute max-narrow:after:-inset-x-1.5 max-narrow:after:inset-y-0 relative [&_svg]:size-4";

/** A message of the phone in a line: its words, else what file it is. */
export function phoneWords({ text, file }: Pick<SandboxMessage, "text" | "file">): string {
  return (
    text || (file?.voice ? "Voice message" : file?.mimeType.startsWith("image/") ? "Photo" : (file?.name ?? "Message"))
  );
}

function OnPhone(props: { file: SandboxFile }) {
  const account = useAccount();
  const source = () => attachmentUrl(account.id, props.file);
  return (
    <Switch
      fallback={
        <a
          href={source()}
          target="_blank"
          rel="noopener"
          class="my-1 flex min-h-11 items-center gap-2 rounded-inner bg-(--phone-paper) px-2 py-1.5 text-(--phone-ink)"
        >
          <FileText class="size-5 shrink-0 text-(--phone-quiet)" aria-hidden="true" />
          <span class="min-w-0 text-13">
            <span class="block font-medium break-all">{props.file.name}</span>
            <span class="block text-12 text-(--phone-quiet)">{fileSize(props.file.size)}</span>
          </span>
        </a>
      }
    >
      <Match when={props.file.mimeType.startsWith("image/")}>
        <img
          src={source()}
          alt={`Photo ${props.file.name}`}
          class="my-0.5 aspect-[4/3] w-52 max-w-full rounded-inner bg-(--phone-paper) object-cover"
        />
      </Match>
      <Match when={props.file.mimeType.startsWith("audio/")}>
        <AudioPlayer kind={props.file.voice ? "Voice message" : "Audio"} name={props.file.name} source={source()} />
      </Match>
      <Match when={props.file.mimeType.startsWith("video/")}>
        <video
          src={source()}
          controls
          playsinline
          preload="metadata"
          class="my-0.5 aspect-[4/3] w-52 max-w-full rounded-inner"
        />
      </Match>
    </Switch>
  );
}
