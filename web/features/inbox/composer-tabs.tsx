import Lock from "lucide-solid/icons/lock";
import Reply from "lucide-solid/icons/reply";
import type { JSX } from "solid-js";

/** Whether one writes to the customer or to the team. Beside it whatever the composer has to say. */
export function ComposerTabs(props: {
  mode: "reply" | "note";
  onMode: (mode: "reply" | "note") => void;
  children: JSX.Element;
}) {
  return (
    <div class="flex items-center gap-1 px-2 pt-1.5">
      <div role="group" aria-label="What to write" class="flex gap-0.5">
        <Tab on={props.mode === "reply"} onClick={() => props.onMode("reply")} keys="r">
          <Reply aria-hidden="true" /> Reply
        </Tab>
        <Tab on={props.mode === "note"} onClick={() => props.onMode("note")} keys="n">
          <Lock aria-hidden="true" /> Note
        </Tab>
      </div>
      <div class="ml-auto flex min-w-0 items-center justify-end gap-1.5">{props.children}</div>
    </div>
  );
}

function Tab(props: { on: boolean; onClick: () => void; keys: string; children: JSX.Element }) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      data-tip-keys={props.keys}
      class="inline-flex h-7 items-center gap-1.5 rounded-inner px-2 text-13 font-medium text-ink-3 transition-colors duration-100 hover:text-ink aria-pressed:text-ink aria-pressed:[&_svg]:text-accent-ink max-narrow:h-11 [&_svg]:size-3.5"
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}
