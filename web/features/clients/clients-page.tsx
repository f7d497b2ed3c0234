import Building from "lucide-solid/icons/building";
import Download from "lucide-solid/icons/download";
import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { accountsExportUrl } from "../../rest/accounts.ts";
import { currentView } from "../../rest/view.ts";
import { listenToAccounts } from "../../stores/listen-to-accounts.ts";
import { queryClient } from "../../stores/queries.ts";
import { useMe } from "../../stores/session.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import type { LifeAct } from "../tenant-life/life-acts.ts";
import { LifeDialog } from "../tenant-life/life-dialog.tsx";
import { createAccountRows } from "./account-rows.ts";
import { AccountsTable } from "./accounts-table.tsx";
import { ClientsFilters } from "./clients-filters.tsx";
import { ClientsSkeleton } from "./clients-skeleton.tsx";
import { type Kind, useClientsUrl } from "./clients-url.ts";
import { CreateAccountDialog } from "./create-account-dialog.tsx";
import { DeletedAccounts } from "./deleted-accounts.tsx";

const NOUNS: Record<Kind, [one: string, many: string]> = {
  agency: ["agency", "agencies"],
  subaccount: ["client", "clients"],
};

/** The accounts under a platform or an agency and how they do: find one, open it, create one. */
export default function ClientsPage() {
  const account = useAccount();
  const me = useMe();
  const isPlatform = account.tenant.type === "platform";
  useDocumentTitle(() => (isPlatform ? "Accounts" : "Clients"));
  const url = useClientsUrl(isPlatform);
  const noun = () => NOUNS[url.kind()];
  const filters = createMemo(url.filters, undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const rows = createAccountRows(account.id, filters);
  const [creating, setCreating] = createSignal(false);
  const [chosen, setChosen] = createSignal<{ tenant: Tenant; act: LifeAct } | undefined>();

  createEffect(
    on(
      () => me.data?.tenants,
      (tenants) => {
        if (tenants) onCleanup(listenToAccounts(tenants, { changed: rows.hear, again: rows.refresh }));
      },
    ),
  );
  const readAgain = () => {
    rows.refresh();
    void queryClient.invalidateQueries({ queryKey: [account.id, "tenants"] });
    void queryClient.invalidateQueries({ queryKey: ["me", "accounts"] });
  };
  const seesFigures = () => account.can("viewLeads") && rows.row(0)?.figures !== null;
  const save = () => {
    const link = document.createElement("a");
    link.href = accountsExportUrl(account.id, filters());
    link.download = "";
    link.click();
  };
  const mayCreate = () => account.can("createTenants");
  const createButton = (label: string) => (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      onPointerEnter={preloadDialog}
      onClick={() => setCreating(true)}
    >
      {label}
    </Button>
  );

  return (
    <div class="flex h-full flex-col">
      <header class="flex flex-col gap-4 border-b border-line px-8 pt-7 pb-4 max-narrow:gap-3 max-narrow:px-4 max-narrow:pt-4 max-narrow:pb-3">
        <div class="flex items-start justify-between gap-4 max-narrow:flex-wrap">
          <div class="min-w-0">
            <h1 class="text-20 font-semibold tracking-tight">{isPlatform ? "Accounts" : "Clients"}</h1>
            <p class="mt-1 max-w-160 text-ink-2 max-narrow:hidden">
              {isPlatform
                ? "Every agency on this platform, and the clients they serve."
                : `The clients ${account.tenant.name} serves. Open one to work in it.`}
            </p>
          </div>
          <div class="flex shrink-0 items-center gap-2">
            {/* A view through another's eyes travels in a header, which a download has none of. */}
            <Show when={!url.deleted() && !currentView()}>
              <IconButton label="Download as CSV" onClick={save}>
                <Download aria-hidden="true" />
              </IconButton>
            </Show>
            <Show when={!isPlatform && account.can("deploy") && (rows.total() ?? 0) > 0}>
              <ButtonLink href={`/a/${account.id}/welcome/clients`}>Set up several</ButtonLink>
            </Show>
            <Show when={mayCreate()}>{createButton(isPlatform ? "New agency" : "New client")}</Show>
          </div>
        </div>
        <ClientsFilters url={url} noun={noun()[1]} seesFigures={seesFigures()} />
        <Show when={!url.deleted()}>
          <p role="status" class="-my-2 min-h-4 text-12 text-ink-3">
            {countOf(rows.total(), noun())}
          </p>
        </Show>
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto bg-surface">
        <Switch fallback={<ClientsSkeleton />}>
          <Match when={url.deleted()}>
            <DeletedAccounts
              kind={url.kind()}
              search={url.search()}
              noun={noun()}
              onChoose={(tenant, act) => setChosen({ tenant, act })}
            />
          </Match>
          <Match when={rows.error()}>
            {(error) => <ErrorState error={error()} onRetry={rows.refresh} retrying={rows.loading()} />}
          </Match>
          <Match when={rows.total() === 0 && url.isNarrowed()}>
            <EmptyState
              title={url.search() === "" ? `No ${noun()[0]} is like that` : `No ${noun()[0]} matches “${url.search()}”`}
              text="Search looks at the name and the address."
              action={<Button onClick={url.clear}>Show all {noun()[1]}</Button>}
            />
          </Match>
          <Match when={rows.total() === 0}>
            <EmptyState
              icon={<Building aria-hidden="true" />}
              title={url.kind() === "agency" ? "No agencies yet" : "No clients yet"}
              text={
                url.kind() === "agency"
                  ? "An agency sells Trellis to its own clients and looks after their accounts."
                  : "A client is an account of its own: its inbox, its contacts, its channels."
              }
              action={
                <Show when={mayCreate() && !(isPlatform && url.kind() === "subaccount")}>
                  {createButton(url.kind() === "agency" ? "Create the first agency" : "Create the first client")}
                </Show>
              }
            />
          </Match>
          <Match when={rows.total()}>
            <AccountsTable
              label={noun()[1]}
              kind={url.kind()}
              rows={rows}
              sort={filters().sort ?? "name"}
              onSort={(sort) => url.set({ sort: sort === "name" ? "" : sort })}
              onChoose={(tenant, act) => setChosen({ tenant, act })}
            />
          </Match>
        </Switch>
      </div>
      <Show when={chosen()} keyed>
        {(one) => (
          <LifeDialog tenant={one.tenant} act={one.act} onClose={() => setChosen(undefined)} onDone={readAgain} />
        )}
      </Show>
      <CreateAccountDialog
        open={creating()}
        onClose={() => setCreating(false)}
        onCreated={readAgain}
        type={isPlatform ? "agency" : "subaccount"}
      />
    </div>
  );
}

function countOf(total: number | undefined, [one, many]: [one: string, many: string]): string {
  return total === undefined ? "" : `${total.toLocaleString()} ${total === 1 ? one : many}`;
}
