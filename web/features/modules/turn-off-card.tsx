import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { channelOf } from "../../../schema/channels.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { configureIntegration, uninstallIntegration } from "../../rest/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast, toastError } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { refreshIntegrations } from "./use-modules.ts";

/** Turns a module off for a while, on again, or takes it away. */
export function TurnOffCard(props: { module: Module; integration: Integration }) {
  const account = useAccount();
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const [removing, setRemoving] = createSignal(false);
  const off = () => props.integration.state === "disabled";
  const channel = () => channelOf(props.module.slug) !== undefined;

  const toggle = async () => {
    setBusy(true);
    try {
      await configureIntegration(props.integration.id, { enabled: off() });
      await refreshIntegrations(account.id);
      toast(off() ? `${props.module.name} is off.` : `${props.module.name} is on.`);
    } catch (error) {
      toastError(off() ? "It could not be turned on." : "It could not be turned off.", error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card>
      <div class="flex flex-col gap-4">
        <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <div class="min-w-60 flex-1">
            <h2 class="text-14 font-semibold">{off() ? "Turn on" : "Turn off"}</h2>
            <p class="text-13 text-ink-2">
              {off()
                ? "It goes on where it stopped, with the same settings."
                : `Keeps its settings and ${channel() ? "everything that came through it" : "all it has written"}.`}
            </p>
          </div>
          <Button busy={busy()} onClick={() => void toggle()}>
            {off() ? "Turn on" : "Turn off"}
          </Button>
        </div>
        <div class="h-px bg-line" />
        <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <div class="min-w-60 flex-1">
            <h2 class="text-14 font-semibold">Uninstall</h2>
            <p class="text-13 text-ink-2">
              Removes its settings<Show when={!props.integration.sandbox}> and deletes its credentials</Show>.{" "}
              {channel() ? "What came through it" : "What it has written"} stays.
            </p>
          </div>
          <Button variant="quietDanger" onPointerEnter={preloadDialog} onClick={() => setRemoving(true)}>
            Uninstall
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={removing()}
        onClose={() => setRemoving(false)}
        title={`Uninstall ${props.module.name}?`}
        text={`${channel() ? "Customers can no longer be answered through it, and new messages do not arrive." : "Nobody can use it any more."} ${props.integration.sandbox ? "To" : "Its credentials are deleted; to"} use it again you connect it anew.`}
        act="Uninstall"
        danger
        onConfirm={async () => {
          await uninstallIntegration(props.integration.id);
          navigate(`/a/${account.id}/modules`);
          await refreshIntegrations(account.id);
          toast(`${props.module.name} is uninstalled.`);
        }}
      />
    </Card>
  );
}
