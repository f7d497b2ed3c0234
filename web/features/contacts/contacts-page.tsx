import { keepPreviousData } from "@tanstack/solid-query";
import Plus from "lucide-solid/icons/plus";
import Users from "lucide-solid/icons/users";
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import { type ContactQuery, deleteContact, listContacts } from "../../rest/contact-list.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Pager } from "../../ui/pager.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { ContactDialog } from "./contact-dialog.tsx";
import { ContactRow } from "./contact-row.tsx";
import { ContactsSkeleton } from "./contacts-skeleton.tsx";
import { STAGES } from "./stages.ts";

const MergeDialog = lazy(() => import("../merging/merge-dialog.tsx"));
const PAGE_SIZE = 50;

/** The people this account knows: find, add, change, delete. */
export default function ContactsPage() {
  const account = useAccount();
  const [search, setSearch] = createSignal("");
  const [stage, setStage] = createSignal<ContactQuery["stage"]>("");
  const [page, setPage] = createSignal(1);
  const [form, setForm] = createSignal<{ contact: Contact | undefined } | undefined>();
  const [merging, setMerging] = createSignal<Contact | undefined>();
  const [deleting, setDeleting] = createSignal<Contact | undefined>();

  const query = (): ContactQuery => ({ search: search(), stage: stage(), page: page(), limit: PAGE_SIZE });
  const list = useRead(() => ({
    queryKey: [account.id, "contacts", query()],
    queryFn: ({ signal }) => listContacts(query(), signal),
    placeholderData: keepPreviousData,
  }));
  const filtered = () => search() !== "" || stage() !== "";
  const refresh = () => queryClient.invalidateQueries({ queryKey: [account.id, "contacts"] });
  const addButton = (label: string) => (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      onPointerEnter={preloadDialog}
      onClick={() => setForm({ contact: undefined })}
    >
      {label}
    </Button>
  );

  return (
    <Page
      title="Contacts"
      text="Everyone this account knows. Whoever writes to you appears here on their own."
      actions={
        <>
          <ButtonLink href={`/a/${account.id}/contacts/duplicates`}>Duplicates</ButtonLink>
          <Show when={account.can("editLeads")}>{addButton("Add contact")}</Show>
        </>
      }
    >
      <div class="mb-3 flex items-center gap-2">
        <SearchField
          label="Search contacts"
          placeholder="Name, phone, e-mail or company"
          class="w-80 max-narrow:min-w-0 max-narrow:flex-1"
          onSearch={(text) => {
            setPage(1);
            setSearch(text);
          }}
        />
        <div class="w-40 shrink-0">
          <Select<ContactQuery["stage"]>
            label="Stage"
            hideLabel
            value={stage()}
            options={[{ value: "", label: "Every stage" }, ...STAGES]}
            onChange={(value) => {
              setPage(1);
              setStage(value);
            }}
          />
        </div>
      </div>
      <Switch fallback={<ContactsSkeleton />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={list.data?.docs.length === 0 && filtered()}>
          <EmptyState title="No contact matches" text="Try fewer words, or every stage." />
        </Match>
        <Match when={list.data?.docs.length === 0}>
          <EmptyState
            icon={<Users aria-hidden="true" />}
            title="No contacts yet"
            text="Customers who write appear here. You can also add someone by hand."
            action={<Show when={account.can("editLeads")}>{addButton("Add the first contact")}</Show>}
          />
        </Match>
        <Match when={list.data}>
          {(data) => (
            <>
              <Table
                label="Contacts"
                busy={list.isPlaceholderData}
                head={
                  <>
                    <HeadCell>Name</HeadCell>
                    <HeadCell wideOnly>Phone</HeadCell>
                    <HeadCell wideOnly>E-mail</HeadCell>
                    <HeadCell wideOnly>Company</HeadCell>
                    <HeadCell>Stage</HeadCell>
                    <HeadCell wideOnly>Tags</HeadCell>
                    <HeadCell wideOnly>Added</HeadCell>
                    <Show when={account.can("editLeads") || account.can("deleteLeads")}>
                      <HeadCell class="w-px">
                        <span class="sr-only">Acts</span>
                      </HeadCell>
                    </Show>
                  </>
                }
              >
                <For each={data().docs}>
                  {(contact) => (
                    <ContactRow
                      contact={contact}
                      onEdit={() => setForm({ contact })}
                      onMerge={() => setMerging(contact)}
                      onDelete={() => setDeleting(contact)}
                    />
                  )}
                </For>
              </Table>
              <Pager page={data()} noun={["contact", "contacts"]} onPage={setPage} />
            </>
          )}
        </Match>
      </Switch>
      <ContactDialog
        open={form() !== undefined}
        contact={form()?.contact}
        onClose={() => setForm(undefined)}
        onSaved={(saved, created) => {
          setForm(undefined);
          toast(created ? `${saved.name} is added.` : `${saved.name} is saved.`);
          void refresh();
        }}
      />
      <Show when={merging()} keyed>
        {(contact) => (
          <Suspense>
            <MergeDialog contact={contact} onClose={() => setMerging(undefined)} />
          </Suspense>
        )}
      </Show>
      <ConfirmDialog
        open={deleting() !== undefined}
        onClose={() => setDeleting(undefined)}
        title={`Delete ${deleting()?.name}?`}
        text="The contact goes, with its conversations and its timeline. This cannot be undone."
        act="Delete contact"
        danger
        onConfirm={async () => {
          const contact = deleting();
          if (!contact) return;
          await deleteContact(contact.id);
          toast(`${contact.name} is deleted.`);
          await refresh();
        }}
      />
    </Page>
  );
}
