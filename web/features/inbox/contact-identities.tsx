import { For, Show } from "solid-js";
import type { Contact, Identity, IdentityKind } from "../../../schema/contracts/contacts.ts";
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
  // What the fields above say already is not said twice.
  const others = () => (props.contact.identities ?? []).filter((identity) => !isSaidAbove(identity, props.contact));
  return (
    <Show when={others().length > 0}>
      <PanelSection title="Known as">
        <For each={others()}>
          {(identity) => (
            <PanelRow label={KINDS[identity.kind]}>
              <p class="truncate py-1.5" data-tip={identity.value === identity.display ? undefined : identity.value}>
                {displayOf(identity)}
              </p>
            </PanelRow>
          )}
        </For>
      </PanelSection>
    </Show>
  );
}

function isSaidAbove({ kind, value }: Identity, contact: Contact): boolean {
  if (kind === "phone") return digits(value) === digits(contact.phone ?? "");
  return kind === "email" && value === contact.email;
}

/** WhatsApp's ids are numbers without their plus. */
function displayOf({ kind, display }: Identity): string {
  return kind === "whatsapp" && /^\d{7,15}$/.test(display) ? `+${display}` : display;
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, "");
}
