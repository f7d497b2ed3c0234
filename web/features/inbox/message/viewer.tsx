import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Download from "lucide-solid/icons/download";
import X from "lucide-solid/icons/x";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { fileKind } from "../../../ui/file-words.ts";

export interface ViewedFile {
  file: Attachment;
  source: string;
  /** Who sent it, and when in words. */
  from: string;
  at: string;
}

/** Photos and videos of a thread, one at a time over everything. Arrow keys go through them, Escape closes. */
export default function Viewer(props: { files: readonly ViewedFile[]; first: string; onClose: () => void }) {
  const [at, setAt] = createSignal(
    Math.max(
      0,
      props.files.findIndex(({ file }) => file.id === props.first),
    ),
  );
  const shown = () => props.files[at()];
  const go = (by: 1 | -1): void => {
    setAt((index) => Math.min(props.files.length - 1, Math.max(0, index + by)));
  };
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());

  return (
    <dialog
      ref={(element) => (dialog = element)}
      role="dialog"
      aria-label="Photos and videos"
      class="fixed inset-0 m-0 h-dvh max-h-none w-screen max-w-none flex-col bg-[#0b1220] text-white open:flex"
      onClose={() => props.onClose()}
      onKeyDown={(event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        // A video answers them itself.
        if (event.target instanceof HTMLVideoElement) return;
        event.preventDefault();
        go(event.key === "ArrowRight" ? 1 : -1);
      }}
    >
      <Show when={shown()} keyed>
        {({ file, source, from, at: when }) => (
          <>
            <header class="flex shrink-0 items-center gap-2 px-4 py-2 max-narrow:px-2">
              <p class="min-w-0 flex-1 text-13" aria-live="polite">
                <span class="block truncate font-medium">{from}</span>
                <span class="block truncate text-12 text-[#c3cede]">
                  {when}
                  <Show when={props.files.length > 1}>{` · ${at() + 1} of ${props.files.length}`}</Show>
                </span>
              </p>
              <a
                href={source}
                download={file.name || fileKind(file)}
                aria-label={`Download the ${fileKind(file).toLowerCase()}`}
                class={CONTROL}
              >
                <Download aria-hidden="true" />
              </a>
              <Control label="Close" onClick={() => dialog?.close()}>
                <X aria-hidden="true" />
              </Control>
            </header>
            <div
              class="relative flex min-h-0 flex-1 items-center justify-center px-16 pb-6 max-narrow:px-2"
              onClick={(event) => event.target === event.currentTarget && dialog?.close()}
            >
              <Show
                when={file.type === "video"}
                fallback={
                  <img
                    src={source}
                    alt={`${fileKind(file)} from ${from}${file.name ? `, ${file.name}` : ""}`}
                    class="max-h-full max-w-full rounded-inner object-contain"
                  />
                }
              >
                <video src={source} controls autoplay playsinline class="max-h-full max-w-full rounded-inner" />
              </Show>
            </div>
          </>
        )}
      </Show>
      <Show when={props.files.length > 1}>
        <div class="pointer-events-none absolute inset-x-2 top-1/2 flex -translate-y-1/2 justify-between *:pointer-events-auto">
          <Control label="Previous" disabled={at() === 0} onClick={() => go(-1)}>
            <ChevronLeft aria-hidden="true" />
          </Control>
          <Control label="Next" disabled={at() === props.files.length - 1} onClick={() => go(1)}>
            <ChevronRight aria-hidden="true" />
          </Control>
        </div>
      </Show>
    </dialog>
  );
}

const CONTROL =
  "inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-[#1d2940] text-white hover:bg-[#2a3852] focus-visible:outline-white disabled:invisible [&_svg]:size-5";

function Control(props: { label: string; onClick: () => void; disabled?: boolean; children: JSX.Element }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      disabled={props.disabled}
      class={CONTROL}
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}
