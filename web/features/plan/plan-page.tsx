import { createSignal, Match, Show, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { readUsage } from "../../rest/plans.ts";
import { queryClient } from "../../stores/queries.ts";
import { useAccess } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ChoosePlanDialog } from "./choose-plan-dialog.tsx";
import { ClientUsageCard } from "./client-usage-card.tsx";
import { ExtendTrialDialog } from "./extend-trial-dialog.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { MonthsCard } from "./months-card.tsx";
import { PlanCard } from "./plan-card.tsx";

/** An account's plan, what it uses of it, and, for whoever has clients, what those use. */
export default function PlanPage() {
  const account = useAccount();
  const usage = useRead(() => ({
    queryKey: [account.id, "usage"],
    queryFn: ({ signal }) => readUsage(account.id, signal),
  }));
  const [choosing, setChoosing] = createSignal(false);
  const hasPlan = () => account.tenant.type !== "platform";
  const [extending, setExtending] = createSignal(false);
  const readAnew = () =>
    Promise.all([queryClient.invalidateQueries({ queryKey: [account.id] }), useAccess(account.id).refetch()]);
  const chosen = async (name: string) => {
    setChoosing(false);
    toast(`${account.tenant.name} is on the ${name} plan now.`);
    await readAnew();
  };
  const extended = async () => {
    setExtending(false);
    toast("The trial ends later now.");
    await readAnew();
  };

  return (
    <Page
      title="Plan and usage"
      text={
        hasPlan()
          ? `What ${account.tenant.name} pays for, and how much of it is used.`
          : "What the agencies on this platform and their clients use."
      }
    >
      <div class="flex flex-col gap-4">
        <Switch fallback={<PlanSkeleton />}>
          <Match when={usage.error}>
            {(error) => <ErrorState error={error()} onRetry={() => void usage.refetch()} retrying={usage.isFetching} />}
          </Match>
          <Match when={usage.data}>
            {(known) => (
              <>
                <Show when={hasPlan()}>
                  <div class="grid grid-cols-2 gap-4 max-narrow:grid-cols-1">
                    <PlanCard usage={known()} onChoose={() => setChoosing(true)} onExtend={() => setExtending(true)} />
                    <LimitsCard limits={known().limits} />
                  </div>
                </Show>
                <MonthsCard months={known().months} ofMessages={account.tenant.type === "subaccount"} />
                <ExtendTrialDialog
                  open={extending()}
                  onClose={() => setExtending(false)}
                  onExtended={() => void extended()}
                />
                <ChoosePlanDialog
                  open={choosing()}
                  usage={known()}
                  onClose={() => setChoosing(false)}
                  onChosen={(name) => void chosen(name)}
                />
              </>
            )}
          </Match>
        </Switch>
        <Show when={account.tenant.type !== "subaccount"}>
          <ClientUsageCard />
        </Show>
      </div>
    </Page>
  );
}

function PlanSkeleton() {
  return (
    <div aria-busy="true" class="flex flex-col gap-4">
      <div class="grid grid-cols-2 gap-4 max-narrow:grid-cols-1">
        <Skeleton class="h-44 w-full" />
        <Skeleton class="h-44 w-full" />
      </div>
      <Skeleton class="h-52 w-full" />
    </div>
  );
}
