import GitMerge from "lucide-solid/icons/git-merge";
import UserCheck from "lucide-solid/icons/user-check";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import type { Duplicate } from "../../../schema/contracts/merges.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { dismissDuplicate, listDuplicates } from "../../rest/merges.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { identityText } from "./identity-words.ts";
import MergeDialog from "./merge-dialog.tsx";

const REASONS: Record<Duplicate["reason"], string> = {
  channel: "A channel says that they are one person",
  number: "The same number, with and without its country",
  email: "The same address",
  name_and_number: "The same name, and numbers that end alike",
  name_and_email: "The same name, before the @ as well",
};

/** Contacts that may be one person: merge them, or say that they are not. */
export default function DuplicatesPage() {
  const account = useAccount();
  const [merging, setMerging] = createSignal<Duplicate | undefined>();
  const key = () => [account.id, "contacts", "duplicates"];
  const list = useRead(() => ({ queryKey: key(), queryFn: ({ signal }) => listDuplicates(signal) }));
  const dismiss = async ({ a, b }: Duplicate): Promise<void> => {
    try {
      await dismissDuplicate(a.id, b.id);
      toast(`${a.name} and ${b.name} will not be suggested again.`);
      await queryClient.invalidateQueries({ queryKey: key() });
    } catch (error) {
      toastError("That was not remembered.", error);
    }
  };
  return (
    <Page
      narrow
      title="Possible duplicates"
      text="Contacts that share something only one person has. A name alone is never a reason."
      actions={<ButtonLink href={`/a/${account.id}/contacts`}>All contacts</ButtonLink>}
    >
      <Switch fallback={<PairsSkeleton />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={list.data?.docs.length === 0}>
          <EmptyState
            icon={<UserCheck aria-hidden="true" />}
            title="No duplicates"
            text="As far as can be told from numbers and addresses, everyone is here once."
          />
        </Match>
        <Match when={list.data}>
          {(data) => (
            <ul class="space-y-3" aria-label="Possible duplicates">
              <For each={data().docs}>
                {(pair) => (
                  <li>
                    <Card>
                      <p class="text-13 text-ink-2">
                        {REASONS[pair.reason]}: <span class="break-words text-ink">{pair.detail}</span>
                      </p>
                      <div class="mt-3 grid grid-cols-2 gap-3 max-narrow:grid-cols-1">
                        <Side contact={pair.a} />
                        <Side contact={pair.b} />
                      </div>
                      <Show when={account.can("editLeads")}>
                        <div class="mt-4 flex flex-wrap justify-end gap-2">
                          <Button
                            aria-label={`${pair.a.name} and ${pair.b.name} are not the same person`}
                            onClick={() => void dismiss(pair)}
                          >
                            Not the same person
                          </Button>
                          <Button
                            icon={<GitMerge aria-hidden="true" />}
                            aria-label={`Merge ${pair.a.name} and ${pair.b.name}…`}
                            onPointerEnter={preloadDialog}
                            onClick={() => setMerging(pair)}
                          >
                            Merge…
                          </Button>
                        </div>
                      </Show>
                    </Card>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={merging()} keyed>
        {({ a, b }) => <MergeDialog contact={a} other={b} onClose={() => setMerging(undefined)} />}
      </Show>
    </Page>
  );
}

function Side(props: { contact: Contact }) {
  const known = () => (props.contact.identities ?? []).map(identityText).join(" · ");
  return (
    <div class="flex min-w-0 items-start gap-2.5">
      <Avatar name={props.contact.name} size={28} />
      <div class="min-w-0">
        <p class="font-medium break-words">{props.contact.name}</p>
        <p class="text-13 break-words text-ink-2">{known() || "No phone or e-mail"}</p>
        <Show when={props.contact.company}>{(company) => <p class="text-13 text-ink-2">{company()}</p>}</Show>
      </div>
    </div>
  );
}

function PairsSkeleton() {
  return (
    <div class="space-y-3" aria-hidden="true">
      <For each={[1, 2, 3]}>{() => <Skeleton class="h-36 w-full" />}</For>
    </div>
  );
}
