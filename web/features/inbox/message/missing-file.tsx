import CircleAlert from "lucide-solid/icons/circle-alert";
import Hourglass from "lucide-solid/icons/hourglass";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { fileKind, fileSize } from "../../../ui/file-words.ts";

/** In the place of a file that is not here: still on its way, not to be had, or not kept, and why. `broken`: it is here, but no picture. */
export function MissingFile(props: { file: Attachment; broken?: boolean; style?: JSX.CSSProperties | undefined }) {
  const pending = () => props.file.state === "pending";
  const kind = () => fileKind(props.file);
  const words = () => {
    if (props.broken) return `This ${kind().toLowerCase()} cannot be shown`;
    return {
      pending: `${kind()} on its way`,
      failed: `${kind()} could not be fetched`,
      refused: `${kind()} not kept`,
      stored: kind(),
    }[props.file.state];
  };
  return (
    <div
      data-file-state={props.broken ? "broken" : props.file.state}
      class={`flex max-w-full min-w-48 flex-col items-center justify-center gap-1.5 rounded-inner bg-sunken px-3 py-3 text-center ${pending() ? "animate-[breathe_1.6s_ease-in-out_infinite]" : ""}`}
      style={pending() ? props.style : undefined}
    >
      <Show
        when={pending()}
        fallback={
          <CircleAlert class={`size-5 shrink-0 ${props.broken ? "text-ink-3" : "text-danger"}`} aria-hidden="true" />
        }
      >
        <Hourglass class="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      </Show>
      <p class="text-13 font-medium text-ink">{words()}</p>
      <p class="line-clamp-4 text-12 text-ink-2">
        {props.file.error?.message ??
          [props.file.name, props.file.size > 0 && fileSize(props.file.size)].filter(Boolean).join(" · ")}
      </p>
    </div>
  );
}
