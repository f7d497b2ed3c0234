import Gift from "lucide-solid/icons/gift";
import { createSignal, For, Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { grantModule } from "../../rest/module-access.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { refreshModules } from "./use-modules.ts";

/** Said of a module that the account has beside its plan: who gave it and when. Whoever gave it takes it back here. */
export function GrantedCard(props: { module: Module }) {
  const account = useAccount();
  const [taking, setTaking] = createSignal(false);
  // One's own name is the nearest account above that one sees all the way up from: the platform's people act in the platform's name.
  const own = () => (account.path.length > 1 ? account.path[0]?.type : undefined);
  const mine = () => account.can("manageModules") && props.module.access.grants.some(({ source }) => source === own());
  return (
    <Show when={props.module.access.grants.length > 0}>
      <Card>
        <div class="flex flex-wrap items-start gap-4">
          <Gift class="mt-0.5 size-5 shrink-0 text-success" aria-hidden="true" />
          <div class="min-w-48 flex-1">
            <h2 class="text-14 font-semibold">Given beside the plan</h2>
            <For each={props.module.access.grants}>
              {(grant) => (
                <p class="mt-1 text-13 text-ink-2">
                  By the {grant.source}: {grant.by}, <RelativeTime at={grant.at} />.
                </p>
              )}
            </For>
          </div>
          <Show when={mine()}>
            <Button variant="quietDanger" onPointerEnter={preloadDialog} onClick={() => setTaking(true)}>
              Take back
            </Button>
          </Show>
        </div>
        <ConfirmDialog
          open={taking()}
          onClose={() => setTaking(false)}
          title={`Take ${props.module.name} back?`}
          text="It cannot be installed here any more. Where it is installed it stays, and can be looked after."
          act="Take back"
          danger
          onConfirm={async () => {
            await grantModule(account.id, props.module.slug, false);
            await refreshModules(account.id);
            toast(`${props.module.name} is taken back.`);
          }}
        />
      </Card>
    </Show>
  );
}
