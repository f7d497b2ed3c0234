import { type JSX, Show } from "solid-js";
import { useDocumentTitle } from "./document-title.ts";

/** A page that scrolls: heading, a line about it, its main acts, content. `narrow` keeps text-like content to 720 px. */
export function Page(props: {
  title: string;
  text?: JSX.Element;
  actions?: JSX.Element;
  narrow?: boolean;
  children: JSX.Element;
}) {
  useDocumentTitle(() => props.title);
  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto w-full max-w-300 px-8 pt-7 pb-16 max-narrow:px-4 max-narrow:pt-4 max-narrow:pb-8">
        <header class="mb-6 max-narrow:mb-4">
          <div class="flex min-h-8 items-center justify-between gap-4">
            <h1 class="min-w-0 text-20 font-semibold tracking-tight">{props.title}</h1>
            <Show when={props.actions}>{(actions) => <div class="flex shrink-0 gap-2">{actions()}</div>}</Show>
          </div>
          <Show when={props.text}>{(text) => <p class="mt-1 max-w-160 text-ink-2">{text()}</p>}</Show>
        </header>
        <div class={props.narrow ? "max-w-196" : ""}>{props.children}</div>
      </div>
    </div>
  );
}
