import { createEffect, createMemo, on } from "solid-js";
import { askTemplates, listTemplates, templateSyncs } from "../../../rest/templates.ts";
import { queryClient } from "../../../stores/queries.ts";
import { toastError } from "../../../stores/toasts.ts";
import { useRead } from "../../../stores/use-read.ts";
import type { Inbox } from "../../../stores/inbox/inbox.ts";

const ASK_WHILE_SYNCING_MS = 1_000;

/** The templates of one number, and how their reading from the provider stands. Kept as the account hears of them. */
export function templatesOf(inbox: Pick<Inbox, "tenant" | "channels">, integrationId: () => string) {
  const list = useRead(() => ({
    queryKey: [inbox.tenant, "templates", integrationId()],
    queryFn: ({ signal }) => listTemplates(inbox.tenant, integrationId(), signal),
  }));
  const syncsKey = [inbox.tenant, "template-syncs"];
  const syncs = useRead(() => ({
    queryKey: syncsKey,
    queryFn: ({ signal }) => templateSyncs(inbox.tenant, signal),
    refetchInterval: ({ state }) =>
      state.data?.some((sync) => sync.state === "waiting" || sync.state === "syncing") ? ASK_WHILE_SYNCING_MS : false,
    staleTime: 0,
  }));
  const sync = createMemo(() => syncs.data?.find((one) => one.integrationId === integrationId()));
  const syncing = () => sync()?.state === "syncing" || sync()?.state === "waiting";
  const reload = (): void => {
    void list.refetch();
    void syncs.refetch();
  };
  // The feed says that the number changed: a template's state, or a reading that ended.
  createEffect(on(() => inbox.channels.known(), reload, { defer: true }));
  createEffect(
    on(syncing, (is, was) => {
      if (was && !is) void list.refetch();
    }),
  );
  const ask = async (): Promise<void> => {
    try {
      queryClient.setQueryData(syncsKey, await askTemplates(inbox.tenant));
    } catch (error) {
      toastError("The templates were not read anew.", error);
    }
  };
  return { list, sync, syncing, ask, reload };
}
