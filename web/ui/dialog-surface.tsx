import { Dialog as Kobalte } from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import type { DialogProps } from "./dialog.tsx";
import { IconButton } from "./icon-button.tsx";

const SIZES = {
  normal: "max-w-110 max-narrow:max-h-[92dvh]",
  wide: "max-w-160 max-narrow:max-h-[92dvh]",
  full: "max-w-220 max-narrow:h-dvh max-narrow:max-h-none max-narrow:rounded-none",
} as const;

/** What a Dialog shows. Apart from dialog.tsx so that it loads only when needed. */
export default function DialogSurface(props: DialogProps) {
  let content: HTMLElement | undefined;
  return (
    <Kobalte open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="fixed inset-0 z-30 bg-scrim" />
        <div class="fixed inset-0 z-30 flex items-center justify-center p-4 max-narrow:items-end max-narrow:p-0">
          <Kobalte.Content
            ref={content}
            onOpenAutoFocus={(event) => {
              const first = content?.querySelector<HTMLElement>("[autofocus]");
              if (!first) return;
              event.preventDefault();
              first.focus();
            }}
            class={`flex max-h-[calc(100dvh-2rem)] w-full animate-[settle_120ms_ease-out] flex-col overflow-hidden rounded-card border border-line bg-surface text-ink shadow-overlay max-narrow:max-w-none max-narrow:rounded-b-none ${SIZES[props.size ?? "normal"]}`}
          >
            <div class="flex items-start gap-3 px-5 pt-4 pb-3">
              <div class="min-w-0 flex-1">
                <Kobalte.Title class="text-16 font-semibold">{props.title}</Kobalte.Title>
                <Show when={props.description}>
                  {(description) => (
                    <Kobalte.Description class="mt-1 text-13 text-ink-2">{description()}</Kobalte.Description>
                  )}
                </Show>
              </div>
              <IconButton label="Close" class="-mr-2 -mt-0.5" onClick={() => props.onClose()}>
                <X aria-hidden="true" />
              </IconButton>
            </div>
            <Show when={props.children}>
              {(content) => <div class="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{content()}</div>}
            </Show>
            <Show when={props.footer}>
              {(footer) => (
                <div class="flex flex-wrap justify-end gap-2 border-t border-line bg-bg px-5 py-3 max-narrow:[&>button]:flex-1">
                  {footer()}
                </div>
              )}
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  );
}
