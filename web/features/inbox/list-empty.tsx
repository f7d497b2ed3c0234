import { useSearchParams } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import SearchX from "lucide-solid/icons/search-x";
import { type JSX, Match, Switch } from "solid-js";
import { CHANNELS } from "../../../schema/channels.ts";
import { useAccount } from "../../frame/account-context.tsx";
import type { ViewName } from "../../stores/inbox/inbox-view.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useInbox } from "./inbox-context.tsx";

const VIEWS: Record<ViewName, { title: string; text: string }> = {
  mine: { title: "Nothing is assigned to you", text: "Conversations you take, or are given, appear here." },
  unassigned: { title: "Nobody is waiting", text: "Every open conversation has someone who looks after it." },
  all: { title: "All caught up", text: "There is no open conversation. New messages appear here as they arrive." },
  resolved: {
    title: "Nothing resolved yet",
    text: "Conversations you resolve are kept here, and reopen when the customer writes again.",
  },
};

/** An empty list: what it is for, and the one thing to do. */
export function ListEmpty() {
  const { inbox } = useInbox();
  const account = useAccount();
  const [, setSearch] = useSearchParams();
  const narrowed = () => inbox.view().search.trim() !== "" || inbox.view().label !== null;
  const untouched = () => inbox.conversations.counts.of("all") === 0 && inbox.conversations.counts.of("resolved") === 0;

  const channels = () => CHANNELS.flatMap((slug) => inbox.channels.module(slug) ?? []);

  const first = (): JSX.Element => (
    <Switch
      fallback={
        <EmptyState
          icon={<Inbox aria-hidden="true" />}
          title="Waiting for the first message"
          text="When a customer writes, the conversation appears here."
          action={
            account.sandbox && account.can("sendMessages") ? (
              <ButtonLink href={`/a/${account.id}/phone`} variant="primary">
                Open the customer's phone
              </ButtonLink>
            ) : undefined
          }
        />
      }
    >
      <Match when={inbox.channels.known() && !inbox.channels.any()}>
        <EmptyState
          icon={<Inbox aria-hidden="true" />}
          title="Your customers' messages arrive here"
          text="Connect a channel, and everyone in your team can read and answer what customers write."
          action={
            account.can("manageModules") ? (
              <div class="flex flex-wrap justify-center gap-2">
                <ButtonLink href={`/a/${account.id}/welcome`} variant="primary">
                  Set everything up
                </ButtonLink>
                <ButtonLink href={`/a/${account.id}/modules/whatsapp`}>Connect WhatsApp</ButtonLink>
              </div>
            ) : undefined
          }
        />
      </Match>
      <Match when={inbox.channels.any() && !channels().some(({ state }) => state === "connected")}>
        <EmptyState
          icon={<Inbox aria-hidden="true" />}
          title="No channel works at the moment"
          text="A channel is set up, but it needs attention or is switched off. Until it works, no message may arrive."
          action={
            account.can("manageModules") ? (
              <ButtonLink href={`/a/${account.id}/modules/${channels()[0]?.module ?? ""}`} variant="primary">
                See what is wrong
              </ButtonLink>
            ) : undefined
          }
        />
      </Match>
    </Switch>
  );

  return (
    <div class="h-full overflow-y-auto">
      <Switch fallback={<EmptyState icon={<Inbox aria-hidden="true" />} {...VIEWS[inbox.view().name]} />}>
        <Match when={narrowed()}>
          <EmptyState
            icon={<SearchX aria-hidden="true" />}
            title="No conversation matches"
            text="Try part of a name, a phone number or a message, or another view."
            action={
              <Button onClick={() => setSearch({ q: undefined, label: undefined }, { replace: true })}>
                Clear search and filter
              </Button>
            }
          />
        </Match>
        <Match when={untouched()}>{first()}</Match>
      </Switch>
    </div>
  );
}
