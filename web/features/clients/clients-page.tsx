import { A } from "@solidjs/router";
import { keepPreviousData } from "@tanstack/solid-query";
import { useRead } from "../../stores/use-read.ts";
import Building from "lucide-solid/icons/building";
import Eye from "lucide-solid/icons/eye";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { listTenants } from "../../rest/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { askViewAs } from "../../stores/view-request.ts";
import { tenantHome } from "../../stores/session.ts";
import { queryClient } from "../../stores/queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page } from "../../ui/page.tsx";
import { Pager } from "../../ui/pager.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { LifeAct } from "../tenant-life/life-acts.ts";
import { LifeDialog } from "../tenant-life/life-dialog.tsx";
import { LifeMenu } from "../tenant-life/life-menu.tsx";
import { STATUS_WORDS } from "../tenant-life/status-words.ts";
import { ClientsSkeleton } from "./clients-skeleton.tsx";
import { CreateAccountDialog } from "./create-account-dialog.tsx";

type Kind = "agency" | "subaccount";

const PAGE_SIZE = 50;

/** The accounts under a platform or an agency: find one, open it, create one. */
export default function ClientsPage() {
  const account = useAccount();
  const isPlatform = account.tenant.type === "platform";
  const [kind, setKind] = createSignal<Kind>(isPlatform ? "agency" : "subaccount");
  const [shown, setShown] = createSignal<"there" | "deleted">("there");
  const [search, setSearch] = createSignal("");
  const [page, setPage] = createSignal(1);
  const [creating, setCreating] = createSignal(false);
  const noun = (): [string, string] => (kind() === "agency" ? ["agency", "agencies"] : ["client", "clients"]);

  const query = () => ({
    type: kind(),
    // A platform's clients are two levels down: no parent narrows them.
    parent: isPlatform && kind() === "subaccount" ? undefined : account.id,
    q: search(),
    ...(shown() === "deleted" ? { deleted: "true" as const } : {}),
    page: page(),
    limit: PAGE_SIZE,
  });
  const list = useRead(() => ({
    queryKey: [account.id, "tenants", query()],
    queryFn: ({ signal }) => listTenants(query(), { tenant: account.id, signal }),
    placeholderData: keepPreviousData,
  }));
  const [chosen, setChosen] = createSignal<{ tenant: Tenant; act: LifeAct } | undefined>();
  const readAgain = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: [account.id, "tenants"] }),
      queryClient.invalidateQueries({ queryKey: ["me", "accounts"] }),
    ]);
  const mayManage = () => account.can("manageTenants");
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
    <Page
      title={isPlatform ? "Accounts" : "Clients"}
      text={
        isPlatform
          ? "Every agency on this platform, and the clients they serve."
          : `The clients ${account.tenant.name} serves. Open one to work in it.`
      }
      actions={<Show when={mayCreate()}>{createButton(isPlatform ? "New agency" : "New client")}</Show>}
    >
      <div class="mb-3 flex flex-wrap items-center gap-3">
        <SearchField
          label={`Search ${noun()[1]}`}
          class="w-72 max-narrow:w-full"
          onSearch={(text) => {
            setPage(1);
            setSearch(text);
          }}
        />
        <Show when={isPlatform}>
          <Segmented
            label="Show"
            value={kind()}
            options={[
              { value: "agency", label: "Agencies" },
              { value: "subaccount", label: "Clients" },
            ]}
            onChange={(next) => {
              setPage(1);
              setKind(next);
            }}
          />
        </Show>
        <Show when={mayManage()}>
          <Segmented
            label="Which"
            value={shown()}
            options={[
              { value: "there", label: "In use" },
              { value: "deleted", label: "Deleted" },
            ]}
            onChange={(next) => {
              setPage(1);
              setShown(next);
            }}
          />
        </Show>
      </div>
      <Switch fallback={<ClientsSkeleton />}>
        <Match when={list.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
        </Match>
        <Match when={list.data?.docs.length === 0 && search() !== ""}>
          <EmptyState
            title={`No ${noun()[0]} matches “${search()}”`}
            text="Search looks at the name and the address."
          />
        </Match>
        <Match when={list.data?.docs.length === 0 && shown() === "deleted"}>
          <EmptyState
            title="Nothing is deleted"
            text="What you delete can be restored from here for 30 days, and erased for good."
          />
        </Match>
        <Match when={list.data?.docs.length === 0}>
          <EmptyState
            icon={<Building aria-hidden="true" />}
            title={kind() === "agency" ? "No agencies yet" : "No clients yet"}
            text={
              kind() === "agency"
                ? "An agency sells Trellis to its own clients and looks after their accounts."
                : "A client is an account of its own: its inbox, its contacts, its channels."
            }
            action={
              <Show when={mayCreate() && !(isPlatform && kind() === "subaccount")}>
                {createButton(kind() === "agency" ? "Create the first agency" : "Create the first client")}
              </Show>
            }
          />
        </Match>
        <Match when={list.data}>
          {(data) => (
            <>
              <Table
                label={noun()[1]}
                busy={list.isPlaceholderData}
                head={
                  <>
                    <HeadCell>Name</HeadCell>
                    <HeadCell wideOnly>Address</HeadCell>
                    <HeadCell>Status</HeadCell>
                    <HeadCell wideOnly>Plan</HeadCell>
                    <HeadCell wideOnly>Created</HeadCell>
                    <Show when={account.can("impersonate") || mayManage()}>
                      <HeadCell>
                        <span class="sr-only">Acts</span>
                      </HeadCell>
                    </Show>
                  </>
                }
              >
                <For each={data().docs}>
                  {(tenant) => (
                    <Row tenant={tenant} mayManage={mayManage()} onChoose={(act) => setChosen({ tenant, act })} />
                  )}
                </For>
              </Table>
              <Pager page={data()} noun={noun()} onPage={setPage} />
            </>
          )}
        </Match>
      </Switch>
      <Show when={chosen()} keyed>
        {(one) => (
          <LifeDialog
            tenant={one.tenant}
            act={one.act}
            onClose={() => setChosen(undefined)}
            onDone={() => void readAgain()}
          />
        )}
      </Show>
      <CreateAccountDialog
        open={creating()}
        onClose={() => setCreating(false)}
        type={isPlatform ? "agency" : "subaccount"}
      />
    </Page>
  );
}

const PLAN: Record<Tenant["plan"], string> = {
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
};

function Row(props: { tenant: Tenant; mayManage: boolean; onChoose: (act: LifeAct) => void }) {
  const account = useAccount();
  return (
    <tr class="relative transition-colors duration-100 hover:bg-sunken">
      <Cell class="max-w-80">
        <Show
          when={props.tenant.deletedAt === undefined}
          fallback={<span class="block truncate font-medium">{props.tenant.name}</span>}
        >
          <A
            href={tenantHome(props.tenant)}
            class="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-ink"
          >
            {props.tenant.name}
          </A>
        </Show>
        <span class="block truncate text-12 text-ink-3 narrow:hidden">{props.tenant.slug}</span>
      </Cell>
      <Cell wideOnly class="text-ink-2">
        {props.tenant.slug}
      </Cell>
      <Cell>
        <Show
          when={props.tenant.deletedAt}
          fallback={
            <Badge tone={STATUS_WORDS[props.tenant.status].tone} dot>
              {STATUS_WORDS[props.tenant.status].label}
            </Badge>
          }
        >
          {(at) => (
            <span class="text-ink-2">
              Deleted <RelativeTime at={at()} class="relative z-10" />
            </span>
          )}
        </Show>
      </Cell>
      <Cell wideOnly class="text-ink-2">
        {PLAN[props.tenant.plan]}
      </Cell>
      <Cell wideOnly class="text-ink-2">
        <RelativeTime at={props.tenant.createdAt} class="relative z-10" />
      </Cell>
      <Show when={account.can("impersonate") || props.mayManage}>
        <Cell class="w-24 text-right whitespace-nowrap max-narrow:w-12">
          <Show when={account.can("impersonate") && props.tenant.deletedAt === undefined}>
            <IconButton
              label={`View ${props.tenant.name} as…`}
              class="relative z-10"
              onPointerEnter={preloadDialog}
              onClick={() => askViewAs({ tenant: { id: props.tenant.id, name: props.tenant.name } })}
            >
              <Eye aria-hidden="true" />
            </IconButton>
          </Show>
          <Show when={props.mayManage}>
            <span class="relative z-10">
              <LifeMenu tenant={props.tenant} onChoose={(act) => props.onChoose(act)} />
            </span>
          </Show>
        </Cell>
      </Show>
    </tr>
  );
}
