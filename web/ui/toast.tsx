import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import X from "lucide-solid/icons/x";
import { For, Match, Show, Switch } from "solid-js";
import { dismissToast, holdToasts, releaseToasts, toasts } from "../stores/toasts.ts";
import { IconButton } from "./icon-button.tsx";

/** Where toasts appear, mounted once by the app. Announced politely; hovering or focusing one keeps them all. */
export function ToastLayer() {
  return (
    <section
      aria-label="Notifications"
      class="pointer-events-none fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2 max-narrow:top-15 max-narrow:bottom-auto"
      onPointerEnter={holdToasts}
      onPointerLeave={releaseToasts}
      onFocusIn={holdToasts}
      onFocusOut={releaseToasts}
    >
      <div aria-live="polite" class="flex flex-col gap-2">
        <For each={toasts()}>
          {(toast) => (
            <div class="pointer-events-auto flex animate-[settle_140ms_ease-out] items-start gap-2.5 rounded-card border border-line bg-surface py-2 pr-1.5 pl-3 shadow-overlay">
              <span class="mt-1.5 [&_svg]:size-4">
                <Switch fallback={<Info class="text-accent-ink" aria-hidden="true" />}>
                  <Match when={toast.tone === "success"}>
                    <CircleCheck class="text-success" aria-hidden="true" />
                  </Match>
                  <Match when={toast.tone === "danger"}>
                    <TriangleAlert class="text-danger" aria-hidden="true" />
                  </Match>
                </Switch>
              </span>
              <div class="min-w-0 flex-1 py-1">
                <p class="text-13 font-medium break-words">{toast.text}</p>
                <Show when={toast.detail}>
                  <p class="text-12 break-words text-ink-2">{toast.detail}</p>
                </Show>
                <Show when={toast.requestId}>
                  <p class="text-12 text-ink-3">
                    Request <code class="font-mono">{toast.requestId}</code>
                  </p>
                </Show>
                <Show when={toast.action}>
                  {(action) => (
                    <button
                      type="button"
                      class="mt-1 rounded-inner text-13 font-medium text-accent-ink hover:underline max-narrow:py-3"
                      onClick={() => {
                        action().run();
                        dismissToast(toast.id);
                      }}
                    >
                      {action().label}
                    </button>
                  )}
                </Show>
              </div>
              <IconButton label="Dismiss" onClick={() => dismissToast(toast.id)}>
                <X aria-hidden="true" />
              </IconButton>
            </div>
          )}
        </For>
      </div>
    </section>
  );
}
