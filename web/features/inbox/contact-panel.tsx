import ArrowLeft from "lucide-solid/icons/arrow-left";
import X from "lucide-solid/icons/x";
import { createEffect, Match, Show, Switch } from "solid-js";
import { CONTACT_STAGE_WORDS } from "./contact-stages.ts";
import { narrow } from "../../stores/narrow.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ContactFields } from "./contact-fields.tsx";
import { ContactIdentities } from "./contact-identities.tsx";
import { ContactTimeline } from "./contact-timeline.tsx";
import { ConversationFields } from "./conversation-fields.tsx";
import { useInbox } from "./inbox-context.tsx";
import { PanelSkeleton } from "./panel-skeleton.tsx";

/** The right pane: who one is talking to, where the conversation stands, and what happened before. */
export default function ContactPanel(props: { id: string }) {
  const page = useInbox();
  const { inbox } = page;
  const conversation = () => inbox.conversations.get(props.id);
  const contactId = () => conversation()?.contact.id;
  const person = () => inbox.people.get(contactId() ?? "");
  createEffect(() => {
    const id = contactId();
    if (id !== undefined) inbox.people.open(id);
  });

  return (
    <aside aria-label="The person" class="flex h-full flex-col overflow-y-auto bg-surface">
      <Switch fallback={<PanelSkeleton />}>
        <Match when={person()}>
          {(shown) => (
            <>
              <header class="flex items-start gap-3 px-4 pt-4 pb-3 max-narrow:px-2 max-narrow:pt-2">
                <Show when={narrow()}>
                  <IconButton label="Back to the conversation" onClick={() => page.setPanelOpen(false)}>
                    <ArrowLeft aria-hidden="true" />
                  </IconButton>
                </Show>
                <Avatar name={shown().contact.name} size={40} />
                <div class="min-w-0 flex-1">
                  <h2 class="text-14 font-semibold break-words">{shown().contact.name}</h2>
                  <p class="text-12 text-ink-3">{CONTACT_STAGE_WORDS[shown().contact.stage]}</p>
                </div>
                <Show when={!narrow()}>
                  <IconButton label="Hide the person" class="-mt-1 -mr-1.5" onClick={() => page.setPanelOpen(false)}>
                    <X aria-hidden="true" />
                  </IconButton>
                </Show>
              </header>
              <Show when={conversation()}>{(open) => <ConversationFields conversation={open()} />}</Show>
              <ContactFields contact={shown().contact} />
              <ContactIdentities contact={shown().contact} />
              <ContactTimeline person={shown()} />
            </>
          )}
        </Match>
        <Match when={contactId() !== undefined && inbox.people.problem(contactId() ?? "")}>
          {(error) => <ErrorState error={error()} onRetry={() => void inbox.people.load(contactId() ?? "")} />}
        </Match>
      </Switch>
    </aside>
  );
}
