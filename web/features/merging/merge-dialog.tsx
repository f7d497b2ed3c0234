import { keepPreviousData } from "@tanstack/solid-query";
import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { Contact } from "../../../schema/contracts/contacts.ts";
import type { MergedField } from "../../../schema/contracts/merges.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ApiError } from "../../rest/client.ts";
import { listMembers } from "../../rest/members.ts";
import { mergeContacts, previewMerge } from "../../rest/merges.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MergeFields } from "./merge-fields.tsx";
import { MergeOutcome } from "./merge-outcome.tsx";
import { MergeSearch } from "./merge-search.tsx";
import { undoMergeOf } from "./undo-merge.ts";

type Who = Pick<Contact, "id" | "name">;

/** Merges another contact into one: find it, choose what stays, see what happens, confirm. `other` when it is known already. */
export default function MergeDialog(props: {
  contact: Who;
  other?: Who | undefined;
  onClose: () => void;
  onMerged?: (contact: Contact) => void;
}) {
  const account = useAccount();
  const [stays, setStays] = createSignal<Who>(props.contact);
  const [goes, setGoes] = createSignal<Who | undefined>(props.other);
  const [fields, setFields] = createSignal<Partial<Record<MergedField, "a" | "b">>>({});
  const [busy, setBusy] = createSignal(false);

  const members = useRead(() => ({ queryKey: [account.id, "members"], queryFn: () => listMembers() }));
  const preview = useRead(() => {
    const [id, other, chosen] = [stays().id, goes()?.id, fields()];
    return {
      queryKey: [account.id, "merge-preview", id, other, chosen],
      queryFn: ({ signal }) => previewMerge(id, { other: other ?? "", fields: chosen }, signal),
      enabled: other !== undefined,
      placeholderData: keepPreviousData,
      // What is agreed to must be how things stand now.
      staleTime: 0,
      gcTime: 0,
    };
  });
  const swap = () => {
    const other = goes();
    if (other === undefined) return;
    setGoes(stays());
    setStays(other);
    setFields(Object.fromEntries(Object.entries(fields()).map(([field, side]) => [field, side === "a" ? "b" : "a"])));
  };

  const merge = async () => {
    const seen = preview.data;
    if (seen === undefined || busy()) return;
    setBusy(true);
    try {
      const { doc, merge: done } = await mergeContacts(seen.a.id, {
        other: seen.b.id,
        fields: Object.fromEntries(seen.fields.map(({ field, from }) => [field, from])),
        version: seen.version,
      });
      const two =
        seen.b.name === doc.name ? `Both are one ${doc.name} now.` : `${seen.b.name} is now part of ${doc.name}.`;
      toast(two, {
        action: { label: "Undo", run: () => void undoMergeOf(account.id, doc.id, done.id) },
      });
      void queryClient.invalidateQueries({ queryKey: [account.id, "contacts"] });
      props.onMerged?.(doc);
      props.onClose();
    } catch (error) {
      toastError("The contacts were not merged.", error);
      if (error instanceof ApiError && error.code === "conflict") void preview.refetch();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      size="wide"
      onClose={props.onClose}
      title={goes() === undefined ? `Merge ${stays().name} with…` : `Merge ${goes()?.name} into ${stays().name}`}
      description={
        goes() === undefined
          ? "Choose the other contact of the same person."
          : "One contact stays, with everything of both. This can be undone for 30 days."
      }
      footer={
        <Show when={goes()} fallback={<Button onClick={() => props.onClose()}>Cancel</Button>}>
          <Show when={props.other === undefined} fallback={<Button onClick={() => props.onClose()}>Cancel</Button>}>
            <Button
              onClick={() => {
                setStays(props.contact);
                setGoes(undefined);
                setFields({});
              }}
            >
              Back
            </Button>
          </Show>
          <Button
            variant="primary"
            busy={busy()}
            disabled={preview.data === undefined || preview.isPlaceholderData || preview.data.refusal !== null}
            onClick={() => void merge()}
          >
            Merge contacts
          </Button>
        </Show>
      }
    >
      <Show when={goes()} fallback={<MergeSearch contactId={stays().id} onChoose={setGoes} />}>
        <Switch fallback={<PreviewSkeleton />}>
          <Match when={preview.error}>
            {(error) => (
              <ErrorState error={error()} onRetry={() => void preview.refetch()} retrying={preview.isFetching} />
            )}
          </Match>
          <Match when={preview.data}>
            {(seen) => (
              <div aria-busy={preview.isPlaceholderData}>
                <div class="flex items-center justify-between gap-2 text-13">
                  <p class="min-w-0 break-words">
                    <strong class="font-medium">{seen().a.name}</strong> stays,{" "}
                    <strong class="font-medium">{seen().b.name}</strong> becomes part of it.
                  </p>
                  <Button size="sm" icon={<ArrowLeftRight aria-hidden="true" />} onClick={swap}>
                    Swap
                  </Button>
                </div>
                <Show when={seen().refusal}>
                  {(why) => (
                    <p role="alert" class="mt-3 rounded-inner bg-danger-soft p-3 text-13 text-danger">
                      {why()}
                    </p>
                  )}
                </Show>
                <MergeFields
                  preview={seen()}
                  members={members.data?.docs ?? []}
                  onChoose={(field, side) => setFields((chosen) => ({ ...chosen, [field]: side }))}
                />
                <MergeOutcome preview={seen()} />
              </div>
            )}
          </Match>
        </Switch>
      </Show>
    </Dialog>
  );
}

function PreviewSkeleton() {
  return (
    <div class="space-y-3" aria-hidden="true">
      <Skeleton class="h-5 w-64" />
      <Skeleton class="h-9 w-full" />
      <Skeleton class="h-9 w-full" />
      <Skeleton class="h-9 w-full" />
      <Skeleton class="h-24 w-full" />
    </div>
  );
}
