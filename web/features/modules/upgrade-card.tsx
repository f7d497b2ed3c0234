import ArrowUpCircle from "lucide-solid/icons/circle-arrow-up";
import Pin from "lucide-solid/icons/pin";
import { createSignal, For, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { pinIntegration, upgradeIntegration } from "../../rest/integrations.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { explain } from "../../ui/error-state.tsx";
import { refreshIntegrations } from "./use-modules.ts";

/** A newer version of an installed module: what is new in it since, and whether to go there. Nothing changes until somebody says so. */
export function UpgradeCard(props: { module: Module; integration: Integration }) {
  const account = useAccount();
  const [busy, setBusy] = createSignal<"upgrade" | "pin">();
  const [error, setError] = createSignal<unknown>();
  const act = async (which: "upgrade" | "pin", what: () => Promise<unknown>, done: string) => {
    if (busy() !== undefined) return;
    setBusy(which);
    setError(undefined);
    try {
      await what();
      await refreshIntegrations(account.id);
      toast(done);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  const pinned = () => props.integration.pinned;
  return (
    <Show when={props.integration.upgrade}>
      {(upgrade) => (
        <Card>
          <div class="flex items-start gap-4">
            <Show
              when={pinned()}
              fallback={<ArrowUpCircle class="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />}
            >
              <Pin class="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />
            </Show>
            <div class="min-w-0 flex-1">
              <h2 class="text-14 font-semibold">
                {pinned()
                  ? `${props.module.name} is held at version ${props.integration.version}`
                  : `Version ${upgrade().version} of ${props.module.name} is there`}
              </h2>
              <p class="mt-1 text-13 text-ink-2">
                {pinned()
                  ? `Version ${upgrade().version} is there. Nobody brings this account to it until it is released.`
                  : `This account has ${props.integration.version}, and keeps it until you upgrade.`}
              </p>
              <For each={upgrade().changes}>
                {(change) => (
                  <section class="mt-3">
                    <h3 class="text-13 font-semibold">New in {change.version}</h3>
                    <ul class="mt-1 flex list-disc flex-col gap-1 pl-5 text-13 text-ink-2">
                      <For each={change.notes}>{(note) => <li>{note}</li>}</For>
                    </ul>
                  </section>
                )}
              </For>
              <div role="alert" class="empty:hidden">
                <Show when={error()}>
                  {(refused) => (
                    <p class="mt-3 rounded-inner bg-danger-soft px-3 py-2 text-13 text-danger">
                      {explain(refused()).what}
                    </p>
                  )}
                </Show>
              </div>
              <Show when={account.can("manageModules")}>
                <div class="mt-4 flex flex-wrap gap-2">
                  <Show when={!pinned()}>
                    <Button
                      variant="primary"
                      busy={busy() === "upgrade"}
                      onClick={() =>
                        void act(
                          "upgrade",
                          () => upgradeIntegration(props.integration.id, upgrade().version),
                          `${props.module.name} is at version ${upgrade().version}.`,
                        )
                      }
                    >
                      Upgrade to {upgrade().version}
                    </Button>
                  </Show>
                  <Button
                    busy={busy() === "pin"}
                    onClick={() =>
                      void act(
                        "pin",
                        () => pinIntegration(props.integration.id, !pinned()),
                        pinned() ? "It may be upgraded again." : `It stays at version ${props.integration.version}.`,
                      )
                    }
                  >
                    {pinned() ? "Release" : `Stay on ${props.integration.version}`}
                  </Button>
                </div>
              </Show>
            </div>
          </div>
        </Card>
      )}
    </Show>
  );
}
