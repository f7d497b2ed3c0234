import { For, Show } from "solid-js";
import type { SentTemplate } from "../../../../schema/contracts/template-shape.ts";
import { TemplateButtonIcon } from "./template-button-icon.tsx";

/** Above a template's words: its headline. */
export function TemplateHeadline(props: { template: SentTemplate }) {
  return <Show when={props.template.header?.text}>{(text) => <p class="font-semibold break-words">{text()}</p>}</Show>;
}

/** Below a template's words: what stands small, and its buttons as the customer has them. They are to be seen here, not pressed. */
export function TemplateFoot(props: { template: SentTemplate }) {
  return (
    <div class="clear-both">
      <Show when={props.template.footer}>
        {(footer) => <p class="pt-0.5 text-12 break-words text-ink-2">{footer()}</p>}
      </Show>
      <Show when={props.template.buttons.length > 0}>
        <ul
          class="-mx-1 mt-1.5 border-t border-[color-mix(in_oklab,var(--ink)_12%,transparent)]"
          aria-label="Buttons of the template"
        >
          <For each={props.template.buttons}>
            {(button) => (
              <li
                class="flex min-h-8 items-center justify-center gap-1.5 px-2 py-1 text-center text-13 font-medium text-accent-ink not-first:border-t not-first:border-[color-mix(in_oklab,var(--ink)_12%,transparent)] [&_svg]:size-3.5 [&_svg]:shrink-0"
                data-tip={button.type === "url" ? button.url : button.type === "phone" ? button.phone : button.code}
              >
                <TemplateButtonIcon type={button.type} />
                <span class="min-w-0 break-words">
                  {button.text}
                  <Show when={button.code}>{(code) => <span class="font-normal text-ink-2"> ({code()})</span>}</Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
