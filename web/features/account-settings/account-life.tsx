import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { useAccess } from "../../stores/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { actsOn, LIFE_WORDS, type LifeAct } from "../tenant-life/life-acts.ts";
import { LifeDialog } from "../tenant-life/life-dialog.tsx";

/** What can become of the account, for whoever manages it from above; the others read whom to ask. The platform has nobody above it. */
export function AccountLife() {
  const account = useAccount();
  const navigate = useNavigate();
  const [act, setAct] = createSignal<LifeAct | undefined>();
  const managedFrom = () =>
    account.can("manageTenants") ? account.path.find(({ id }) => id === account.tenant.parent) : undefined;
  const acts = () => actsOn(account.tenant, { mayMove: account.path[0]?.type === "platform" });

  const done = async (changed: LifeAct) => {
    const above = managedFrom();
    if (above) await queryClient.invalidateQueries({ queryKey: [above.id, "tenants"] });
    if (changed === "delete" && above) navigate(`/a/${above.id}/clients`);
    else await useAccess(account.id).refetch();
  };

  return (
    <Show when={account.tenant.type !== "platform"}>
      <Show
        when={managedFrom()}
        fallback={
          <Card title="Danger zone">
            <p class="text-13 text-ink-2">
              An account is not suspended, moved or deleted from within.{" "}
              {account.tenant.type === "agency" ? "Ask the platform you are on." : "Ask your agency."}
            </p>
          </Card>
        }
      >
        {(above) => (
          <Card
            title="Danger zone"
            text={`As ${above().name}, you decide what becomes of this account.`}
            class="border-danger"
          >
            <ul class="flex flex-col divide-y divide-line">
              <For each={acts()}>
                {(one) => (
                  <li class="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0 last:pb-0">
                    <span class="text-13 text-ink-2">{SUMMARY[one]}</span>
                    <Button variant={LIFE_WORDS[one].danger ? "danger" : "secondary"} onClick={() => setAct(one)}>
                      {LIFE_WORDS[one].label}
                    </Button>
                  </li>
                )}
              </For>
            </ul>
            <LifeDialog
              tenant={account.tenant}
              act={act()}
              onClose={() => setAct(undefined)}
              onDone={(_changed, carriedOut) => void done(carriedOut)}
            />
          </Card>
        )}
      </Show>
    </Show>
  );
}

const SUMMARY: Record<LifeAct, string> = {
  suspend: "Stop everything that leaves, for now. People still read.",
  resume: "Let people work and messages leave again.",
  cancel: "Stop it for good, unless you take that back.",
  reinstate: "Let it run again as before.",
  move: "Let another agency look after it.",
  delete: "Take it away from everybody. It can be restored for 30 days.",
  restore: "Bring it back with everything in it.",
  purge: "Erase everything in it. This cannot be undone.",
};
