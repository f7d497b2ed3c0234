import { keepPreviousData } from "@tanstack/solid-query";
import { createSignal, For, Match, Switch } from "solid-js";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listContacts } from "../../rest/contact-list.ts";
import { useRead } from "../../stores/use-read.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const SHOWN = 8;

/** Finds the other contact of a merge. */
export function MergeSearch(props: { contactId: string; onChoose: (contact: Contact) => void }) {
  const account = useAccount();
  const [search, setSearch] = createSignal("");
  const query = () => ({ search: search(), stage: "" as const, page: 1, limit: SHOWN + 1 });
  const list = useRead(() => ({
    queryKey: [account.id, "contacts", query()],
    queryFn: ({ signal }) => listContacts(query(), signal),
    placeholderData: keepPreviousData,
  }));
  const found = () => list.data?.docs.filter(({ id }) => id !== props.contactId).slice(0, SHOWN);
  return (
    <div>
      <SearchField
        label="Find the other contact"
        placeholder="Name, phone, e-mail or company"
        onSearch={(text) => setSearch(text)}
      />
      <Switch fallback={<SearchSkeleton />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={found()?.length === 0}>
          <p class="py-8 text-center text-13 text-ink-2">
            {search() === "" ? "There is no other contact yet." : "No contact matches. Try fewer words."}
          </p>
        </Match>
        <Match when={found()}>
          {(contacts) => (
            <ul class="mt-2" aria-label="Contacts">
              <For each={contacts()}>
                {(contact) => (
                  <li>
                    <button
                      type="button"
                      class="flex min-h-12 w-full items-center gap-2.5 rounded-inner px-2 text-left hover:bg-sunken"
                      onClick={() => props.onChoose(contact)}
                    >
                      <Avatar name={contact.name} size={28} />
                      <span class="min-w-0 flex-1">
                        <span class="block truncate text-14 font-medium">{contact.name}</span>
                        <span class="block truncate text-12 text-ink-2">
                          {[contact.phone, contact.email, contact.company].filter(Boolean).join(" · ") ||
                            "No phone or e-mail"}
                        </span>
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function SearchSkeleton() {
  return (
    <div class="mt-3 space-y-3" aria-hidden="true">
      <For each={[1, 2, 3, 4]}>{() => <Skeleton class="h-9 w-full" />}</For>
    </div>
  );
}
