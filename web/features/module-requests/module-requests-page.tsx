import Inbox from "lucide-solid/icons/inbox";
import Lock from "lucide-solid/icons/lock";
import { createSignal, For, Index, Match, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { listModuleRequests } from "../../rest/module-access.ts";
import { useRead } from "../../stores/use-read.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { RequestRow } from "./request-row.tsx";

const SHOWN = [
  { value: "open", label: "Waiting" },
  { value: "settled", label: "Settled" },
] as const;

/** What the accounts right below ask for beside their plans: approve or decline each, and see what became of those before. */
export default function ModuleRequestsPage() {
  const account = useAccount();
  const [shown, setShown] = createSignal<(typeof SHOWN)[number]["value"]>("open");
  const [page, setPage] = createSignal(1);
  const allowed = () => account.tenant.type !== "subaccount" && account.holds("manageModules");
  const requests = useRead(() => ({
    queryKey: [account.id, "module-requests", shown(), page()],
    queryFn: ({ signal }) => listModuleRequests({ open: shown() === "open", page: page() }, signal),
    enabled: allowed(),
    staleTime: 0,
  }));
  const whose = () => (account.tenant.type === "platform" ? "Agencies" : "Clients");
  return (
    <Page
      title="Requests"
      text={`${whose()} that ask for a module which their plan does not include. Approving gives it to them beside the plan.`}
    >
      <Switch>
        <Match when={!allowed()}>
          <EmptyState
            icon={<Lock aria-hidden="true" />}
            title="Decided from above"
            text="Only people of an agency or the platform who manage modules see what is asked for."
          />
        </Match>
        <Match when={true}>
          <Segmented
            label="Which requests"
            value={shown()}
            options={SHOWN}
            onChange={(value) => {
              setShown(value);
              setPage(1);
            }}
            class="mb-5 max-narrow:w-full"
          />
          <Switch fallback={<RequestsSkeleton />}>
            <Match when={requests.error}>
              {(error) => <ErrorState error={error()} onRetry={() => void requests.refetch()} />}
            </Match>
            <Match when={requests.data?.docs.length === 0}>
              <EmptyState
                icon={<Inbox aria-hidden="true" />}
                title={shown() === "open" ? "Nothing waits" : "Nothing is settled yet"}
                text={`When one of your ${whose().toLowerCase()} asks for a module, it stands here and you get a mail.`}
              />
            </Match>
            <Match when={requests.data}>
              {(data) => (
                <>
                  <ul class="flex flex-col gap-3" aria-label={shown() === "open" ? "Waiting" : "Settled"}>
                    <For each={data().docs}>
                      {(request) => <RequestRow request={request} onSettled={() => void requests.refetch()} />}
                    </For>
                  </ul>
                  <Pager page={data()} noun={["request", "requests"]} onPage={setPage} />
                </>
              )}
            </Match>
          </Switch>
        </Match>
      </Switch>
    </Page>
  );
}

function RequestsSkeleton() {
  return (
    <div aria-busy="true" class="flex flex-col gap-3">
      <span class="sr-only" role="status">
        Loading the requests
      </span>
      <Index each={[1, 2, 3]}>{() => <Skeleton class="h-24 w-full rounded-card" />}</Index>
    </div>
  );
}
