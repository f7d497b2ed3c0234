import { Match, Show, Switch } from "solid-js";
import { contrast, CONTRAST_MIN, readableAccent } from "../../../schema/brand/contrast.ts";
import { type Branding, PRODUCT_ACCENT } from "../../../schema/contracts/branding.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { whence } from "./whence.ts";

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

/** A colour, by eye or by its number, with how well words can be read on it; one that is too light is offered in a shade that is not. */
export function AccentField(props: {
  value: string;
  inherited: string | null;
  from: Branding["from"]["accent"];
  onInput: (accent: string) => void;
  refused: string | undefined;
  readOnly: boolean;
}) {
  const shown = () => (isColor(props.value) ? props.value : (props.inherited ?? PRODUCT_ACCENT));
  const ratio = () => contrast(props.value, "#ffffff");
  const error = () => {
    if (props.value === "" || props.readOnly) return undefined;
    if (!isColor(props.value)) return "Give a colour such as #2563eb.";
    return ratio() < CONTRAST_MIN
      ? `Too light: white words on it have a contrast of ${inWords(ratio())} : 1, and it takes ${CONTRAST_MIN} : 1.`
      : props.refused;
  };
  return (
    <div>
      <div class="flex items-start gap-3">
        <label class="relative mt-[1.625rem] size-8 shrink-0 overflow-hidden rounded-inner border border-field-line has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink max-narrow:size-11">
          <span class="sr-only">Pick the accent</span>
          <span class="absolute inset-0" style={{ background: shown() }} aria-hidden="true" />
          <input
            type="color"
            class="absolute inset-0 size-full cursor-pointer opacity-0 disabled:cursor-default"
            value={shown()}
            disabled={props.readOnly}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        </label>
        <div class="min-w-0 flex-1">
          <TextField
            label="Accent"
            optional
            value={props.value}
            onInput={(text) => props.onInput(text.trim().toLowerCase())}
            placeholder={props.inherited ?? PRODUCT_ACCENT}
            help={
              <Switch fallback="Buttons, links and what is chosen.">
                <Match when={props.value === ""}>{whence(props.from)}</Match>
                <Match when={isColor(props.value) && ratio() >= CONTRAST_MIN}>
                  Contrast {inWords(ratio())} : 1, easy to read.
                </Match>
              </Switch>
            }
            error={error()}
            maxLength={7}
            autocomplete="off"
            spellcheck={false}
            readOnly={props.readOnly}
          />
        </div>
      </div>
      <Show when={!props.readOnly && isColor(props.value) && ratio() < CONTRAST_MIN}>
        <div class="mt-2 ml-11 max-narrow:ml-14">
          <Button size="sm" onClick={() => props.onInput(readableAccent(props.value))}>
            <span
              class="size-3.5 rounded-full"
              style={{ background: readableAccent(props.value) }}
              aria-hidden="true"
            />
            Use {readableAccent(props.value)}
          </Button>
        </div>
      </Show>
    </div>
  );
}

/** Cut off, not rounded: 4.46 is not 4.5. */
function inWords(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1);
}
