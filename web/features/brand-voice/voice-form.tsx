import { For, Show } from "solid-js";
import { createStore } from "solid-js/store";
import {
  type BrandVoice,
  type UpdateBrandVoice,
  VOICE_FIELDS,
  VOICE_MAX_CHARACTERS,
  type VoiceField,
} from "../../../schema/contracts/brand-voice.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { updateBrandVoice } from "../../rest/brand-voice.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextArea } from "../../ui/text-area.tsx";

const FIELDS = {
  about: {
    label: "Who you are",
    help: "What you offer, where, and to whom.",
    example: "We repair bicycles in the old town, open Tuesday to Saturday. Most repairs take two days.",
  },
  tone: {
    label: "How you sound",
    help: "As you would tell it somebody on their first day.",
    example: "Warm and short, first names, never stiff. We answer in the customer's language.",
  },
  always: {
    label: "Always",
    help: "What belongs in every message, or is always done.",
    example: "Say when we come back to them. Offer a call where something is unclear.",
  },
  never: {
    label: "Never",
    help: "What is not done, whoever asks for it. It goes before what an agent is told.",
    example: "Promise a price or a day. Speak about other customers.",
  },
} as const satisfies Record<VoiceField, { label: string; help: string; example: string }>;

/** What the account says of itself. What is left empty holds as the account above says it. Whoever may not change settings reads it. */
export function VoiceForm(props: { voice: BrandVoice; onSaved: (saved: BrandVoice) => void }) {
  const account = useAccount();
  const form = createSubmission();
  const [typed, setTyped] = createStore<Record<VoiceField, string>>(wordsOf(props.voice));
  const readOnly = () => !account.can("manageSettings");
  const said = (field: VoiceField): string | null => typed[field].trim() || null;
  const changed = () => VOICE_FIELDS.filter((field) => said(field) !== props.voice.own[field]);
  const tooLong = () => VOICE_FIELDS.some((field) => typed[field].length > VOICE_MAX_CHARACTERS);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (changed().length === 0 || tooLong()) return;
    const body: UpdateBrandVoice = Object.fromEntries(changed().map((field) => [field, said(field)]));
    if (await form.submit(async () => props.onSaved(await updateBrandVoice(account.id, body))))
      toast("Saved. The next thing AI writes is told so.");
  };
  return (
    <Card>
      <form class="flex flex-col gap-6" noValidate onSubmit={(event) => void save(event)}>
        <FormError error={form.error()} fields={VOICE_FIELDS} />
        <Show when={readOnly()}>
          <p class="text-13 text-ink-2">You can read this. An administrator of the account can change it.</p>
        </Show>
        <For each={VOICE_FIELDS}>
          {(field) => (
            <div>
              <TextArea
                label={FIELDS[field].label}
                help={FIELDS[field].help}
                placeholder={props.voice.inherited[field] === null && !readOnly() ? FIELDS[field].example : undefined}
                value={typed[field]}
                onInput={(text) => setTyped(field, text)}
                most={VOICE_MAX_CHARACTERS}
                error={form.error()?.forField(field)}
                readOnly={readOnly()}
                spellcheck
                class="min-h-20"
              />
              <Show when={said(field) === null && props.voice.inherited[field]}>
                {(words) => (
                  <figure class="mt-2 rounded-inner bg-sunken px-3 py-2 text-13">
                    <figcaption class="text-12 text-ink-2">{FROM[props.voice.from[field]]}</figcaption>
                    <blockquote class="mt-0.5 break-words whitespace-pre-wrap">{words()}</blockquote>
                  </figure>
                )}
              </Show>
            </div>
          )}
        </For>
        <Show when={!readOnly()}>
          <div>
            <Button
              type="submit"
              variant="primary"
              busy={form.busy()}
              disabled={changed().length === 0 || tooLong() || form.wait.seconds() > 0}
            >
              Save
            </Button>
          </div>
        </Show>
      </form>
    </Card>
  );
}

const FROM = {
  agency: "While this is empty, what your agency says holds:",
  platform: "While this is empty, what the platform says holds:",
  nobody: "",
} as const satisfies Record<BrandVoice["from"][VoiceField], string>;

function wordsOf({ own }: BrandVoice): Record<VoiceField, string> {
  return { about: own.about ?? "", tone: own.tone ?? "", always: own.always ?? "", never: own.never ?? "" };
}
