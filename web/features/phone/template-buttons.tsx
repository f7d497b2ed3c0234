import Reply from "lucide-solid/icons/reply";
import { For, Show } from "solid-js";
import type { SandboxBubble } from "../../../schema/contracts/sandbox.ts";
import { TemplateButtonIcon } from "../inbox/templates/template-button-icon.tsx";

/** The buttons under a template. A quick reply can be pressed; what leads elsewhere only says where to. */
export function TemplateButtons(props: { buttons: SandboxBubble["buttons"]; onPress: (button: number) => void }) {
  return (
    <ul class="clear-both -mx-2.5 mt-1 -mb-1.5 border-t border-(--phone-paper) pt-px" aria-label="Buttons">
      <For each={props.buttons}>
        {(button, index) => (
          <li class="not-first:border-t not-first:border-(--phone-paper)">
            <Show
              when={button.type === "quick_reply"}
              fallback={
                <p class={`${ROW} flex-wrap text-(--phone-ink)`}>
                  <TemplateButtonIcon type={button.type} />
                  {button.text}
                  <Show when={button.value}>
                    {(value) => (
                      <span class="w-full text-12 font-normal break-all text-(--phone-quiet)">{value()}</span>
                    )}
                  </Show>
                </p>
              }
            >
              <button
                type="button"
                class={`${ROW} text-(--phone-ink) hover:bg-(--phone-paper)`}
                onClick={() => props.onPress(index())}
              >
                <Reply aria-hidden="true" />
                {button.text}
              </button>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

const ROW =
  "flex min-h-9 w-full items-center justify-center gap-1.5 px-2 py-1 text-center text-13 font-medium max-narrow:min-h-11 [&_svg]:size-3.5 [&_svg]:shrink-0";
