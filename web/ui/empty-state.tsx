import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";

/** Nothing here yet: what this place is for, and the one thing to do. */
export function EmptyState(props: {
  icon?: JSX.Element;
  title: string;
  text: JSX.Element;
  action?: JSX.Element;
  /** It is all of the page, so its title is the page's heading. */
  whole?: boolean;
}) {
  return (
    <div class="mx-auto flex max-w-sm flex-col items-center px-6 py-16 text-center">
      <Show when={props.icon}>
        {(icon) => (
          <div class="mb-4 flex size-11 items-center justify-center rounded-card border border-line bg-surface text-ink-3 shadow-raised [&_svg]:size-5">
            {icon()}
          </div>
        )}
      </Show>
      <Dynamic component={props.whole ? "h1" : "h2"} class="text-16 font-semibold">
        {props.title}
      </Dynamic>
      <p class="mt-1 text-ink-2">{props.text}</p>
      <Show when={props.action}>
        {(action) => <div class="mt-5 flex flex-wrap justify-center gap-2">{action()}</div>}
      </Show>
    </div>
  );
}
