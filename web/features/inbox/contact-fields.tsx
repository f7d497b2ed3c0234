import { For } from "solid-js";
import type { Contact, UpdateContact } from "../../../schema/contracts/contacts.ts";
import { toastError } from "../../stores/toasts.ts";
import { CONTACT_STAGE_WORDS } from "./contact-stages.ts";
import { EditableText } from "./editable-text.tsx";
import { useInbox } from "./inbox-context.tsx";
import { PanelRow, PanelSection } from "./panel-section.tsx";
import { WordsEditor } from "../../ui/words-editor.tsx";

const STAGES = Object.keys(CONTACT_STAGE_WORDS) as Contact["stage"][];

/** What is known about the person, each fact editable where it stands. */
export function ContactFields(props: { contact: Contact }) {
  const { inbox } = useInbox();
  const update = (change: UpdateContact): Promise<void> => inbox.people.update(props.contact.id, change);
  const saver = (toChange: (value: string | null) => UpdateContact) =>
    inbox.canEdit ? (value: string | null) => update(toChange(value)) : undefined;
  const attempt = (change: UpdateContact): void =>
    void update(change).catch((error: unknown) => toastError("The contact was not changed.", error));

  return (
    <PanelSection title="Contact">
      <PanelRow label="Name">
        <EditableText
          label="Name"
          field="name"
          required
          value={props.contact.name}
          onSave={saver((name) => (name === null ? {} : { name }))}
        />
      </PanelRow>
      <PanelRow label="Phone">
        <EditableText
          label="Phone"
          field="phone"
          type="tel"
          value={props.contact.phone}
          onSave={saver((phone) => ({ phone }))}
        />
      </PanelRow>
      <PanelRow label="E-mail">
        <EditableText
          label="E-mail"
          field="email"
          type="email"
          value={props.contact.email}
          onSave={saver((email) => ({ email }))}
        />
      </PanelRow>
      <PanelRow label="Company">
        <EditableText
          label="Company"
          field="company"
          value={props.contact.company}
          onSave={saver((company) => ({ company }))}
        />
      </PanelRow>
      <PanelRow label="Stage">
        <select
          aria-label="Stage"
          disabled={!inbox.canEdit}
          class="-mx-2.25 h-8 w-[calc(100%+1.125rem)] appearance-none rounded-inner border border-transparent bg-transparent px-2 text-13 hover:bg-sunken disabled:cursor-default disabled:opacity-100 max-narrow:h-11 max-narrow:text-14"
          onChange={(event) => {
            const stage = STAGES.find((candidate) => candidate === event.currentTarget.value);
            if (stage) attempt({ stage });
          }}
        >
          <For each={STAGES}>
            {(stage) => (
              <option value={stage} selected={stage === props.contact.stage}>
                {CONTACT_STAGE_WORDS[stage]}
              </option>
            )}
          </For>
        </select>
      </PanelRow>
      <PanelRow label="Tags">
        <WordsEditor
          label="tag"
          words={props.contact.tags}
          suggestions={[]}
          most={50}
          onChange={inbox.canEdit ? (tags) => attempt({ tags }) : undefined}
        />
      </PanelRow>
    </PanelSection>
  );
}
