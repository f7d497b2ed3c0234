import { type JSX, Show } from "solid-js";

/** A bordered block with an optional heading line. */
export function Card(props: {
  title?: JSX.Element;
  text?: JSX.Element;
  actions?: JSX.Element;
  children?: JSX.Element;
  class?: string;
}) {
  return (
    <section class={`rounded-card border border-line bg-surface shadow-raised ${props.class ?? ""}`}>
      <Show when={props.title}>
        <header
          class={`flex flex-wrap justify-between gap-3 px-5 pt-4 max-narrow:px-4 ${props.text ? "items-start" : "items-center"}`}
        >
          <div class="min-w-0">
            <h2 class="text-14 font-semibold">{props.title}</h2>
            <Show when={props.text}>{(text) => <p class="mt-0.5 text-13 text-ink-2">{text()}</p>}</Show>
          </div>
          {props.actions}
        </header>
      </Show>
      <Show when={props.children}>{(content) => <div class="px-5 py-4 max-narrow:px-4">{content()}</div>}</Show>
    </section>
  );
}
