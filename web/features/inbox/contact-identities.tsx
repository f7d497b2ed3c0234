import { For, Show } from "solid-js";
import type { Contact, IdentityKind } from "../../../schema/contracts/contacts.ts";
import { PanelRow, PanelSection } from "./panel-section.tsx";

const KINDS: Record<IdentityKind, string> = {
  phone: "Phone",
  whatsapp: "WhatsApp",
  bsuid: "WhatsApp id",
  email: "E-mail",
  instagram: "Instagram",
};

/** Every way the channels know this person by. */
export function ContactIdentities(props: { contact: Contact }) {
  return (
    <Show when={props.contact.identities?.length}>
      <PanelSection title="Known as">
        <For each={props.contact.identities}>
          {(identity) => (
            <PanelRow label={KINDS[identity.kind]}>
              <p class="truncate py-1.5" data-tip={identity.value === identity.display ? undefined : identity.value}>
                {identity.display}
              </p>
            </PanelRow>
          )}
        </For>
      </PanelSection>
    </Show>
  );
}
