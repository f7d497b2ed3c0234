import { keepPreviousData } from "@tanstack/solid-query";
import MessageSquareQuote from "lucide-solid/icons/message-square-quote";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { CannedReply } from "../../../schema/contracts/canned-replies.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { type CannedQuery, type CannedSort, deleteCannedReply, listCannedReplies } from "../../rest/canned-replies.ts";
import { listMembers } from "../../rest/members.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Pager } from "../../ui/pager.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { CannedRepliesSkeleton } from "./canned-replies-skeleton.tsx";
import { CannedReplyDialog } from "./canned-reply-dialog.tsx";
import { CannedReplyRow } from "./canned-reply-row.tsx";

const PAGE_SIZE = 50;
const SORTS: { value: CannedSort; label: string }[] = [
  { value: "shortcut", label: "By shortcut" },
  { value: "title", label: "By title" },
  { value: "-uses", label: "Most used first" },
  { value: "-updatedAt", label: "Changed last first" },
];

/** Answers written once and used often: whoever manages settings writes them, everyone else looks them up. */
export default function CannedRepliesPage() {
  const account = useAccount();
  const [search, setSearch] = createSignal("");
  const [sort, setSort] = createSignal<CannedSort>("shortcut");
  const [page, setPage] = createSignal(1);
  const [form, setForm] = createSignal<{ reply: CannedReply | undefined } | undefined>();
  const [deleting, setDeleting] = createSignal<CannedReply | undefined>();
  const may = () => account.can("manageSettings");

  const query = (): CannedQuery => ({ search: search(), sort: sort(), page: page(), limit: PAGE_SIZE });
  const list = useRead(() => ({
    queryKey: [account.id, "canned-replies", query()],
    queryFn: ({ signal }) => listCannedReplies(query(), signal),
    placeholderData: keepPreviousData,
  }));
  const members = useRead(() => ({
    queryKey: [account.id, "members"],
    queryFn: ({ signal }) => listMembers(signal),
  }));
  const writerOf = (reply: CannedReply) => members.data?.docs.find(({ id }) => id === reply.createdBy)?.name;
  const refresh = () => queryClient.invalidateQueries({ queryKey: [account.id, "canned-replies"] });
  const addButton = (label: string) => (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      onPointerEnter={preloadDialog}
      onClick={() => setForm({ reply: undefined })}
    >
      {label}
    </Button>
  );

  return (
    <Page
      title="Canned replies"
      text="Answers written once and used often. In a conversation, type / and a few letters."
      actions={<Show when={may()}>{addButton("New reply")}</Show>}
    >
      <div class="mb-3 flex items-center gap-2">
        <SearchField
          label="Search canned replies"
          placeholder="Shortcut, title or words"
          class="w-80 max-narrow:min-w-0 max-narrow:flex-1"
          onSearch={(text) => {
            setPage(1);
            setSearch(text);
          }}
        />
        <div class="w-44 shrink-0 max-narrow:w-36">
          <Select<CannedSort>
            label="Order"
            hideLabel
            value={sort()}
            options={SORTS}
            onChange={(value) => {
              setPage(1);
              setSort(value);
            }}
          />
        </div>
      </div>
      <Show when={!account.holds("manageSettings")}>
        <p class="mb-3 text-13 text-ink-2">Your role in this account reads them. An account admin can change them.</p>
      </Show>
      <Switch fallback={<CannedRepliesSkeleton />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={list.data?.docs.length === 0 && search() !== ""}>
          <EmptyState title="No canned reply matches" text="Try fewer words." />
        </Match>
        <Match when={list.data?.docs.length === 0}>
          <EmptyState
            icon={<MessageSquareQuote aria-hidden="true" />}
            title="No canned replies yet"
            text="Write down what you answer every day: opening hours, prices, how to find you."
            action={<Show when={may()}>{addButton("Write the first one")}</Show>}
          />
        </Match>
        <Match when={list.data}>
          {(data) => (
            <>
              <Table
                label="Canned replies"
                busy={list.isPlaceholderData}
                head={
                  <>
                    <HeadCell>Reply</HeadCell>
                    <HeadCell wideOnly>Text</HeadCell>
                    <HeadCell class="text-right">Used</HeadCell>
                    <HeadCell wideOnly>Written by</HeadCell>
                    <HeadCell wideOnly>Changed</HeadCell>
                    <Show when={may()}>
                      <HeadCell class="w-px">
                        <span class="sr-only">Acts</span>
                      </HeadCell>
                    </Show>
                  </>
                }
              >
                <For each={data().docs}>
                  {(reply) => (
                    <CannedReplyRow
                      reply={reply}
                      writer={writerOf(reply)}
                      onOpen={() => setForm({ reply })}
                      onDelete={() => setDeleting(reply)}
                    />
                  )}
                </For>
              </Table>
              <Pager page={data()} noun={["canned reply", "canned replies"]} onPage={setPage} />
            </>
          )}
        </Match>
      </Switch>
      <CannedReplyDialog
        open={form() !== undefined}
        reply={form()?.reply}
        onClose={() => setForm(undefined)}
        onSaved={(saved) => {
          setForm(undefined);
          toast(`/${saved.shortcut} is saved.`);
          void refresh();
        }}
      />
      <ConfirmDialog
        open={deleting() !== undefined}
        onClose={() => setDeleting(undefined)}
        title={`Delete /${deleting()?.shortcut}?`}
        text="Nobody can insert it any more. Messages already sent stay as they are."
        act="Delete reply"
        danger
        onConfirm={async () => {
          const reply = deleting();
          if (!reply) return;
          await deleteCannedReply(reply.id);
          toast(`/${reply.shortcut} is deleted.`);
          await refresh();
        }}
      />
    </Page>
  );
}
