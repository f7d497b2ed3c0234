import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createSignal, For, Show } from "solid-js";
import type { CuratedModule } from "../../../schema/contracts/modules.ts";
import { PLAN_NAMES, PLANS } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Switch } from "../../ui/switch.tsx";
import { ModuleMark } from "../modules/module-mark.tsx";
import { decide, move } from "./curate.ts";
import { PriceField } from "./price-field.tsx";

/** One module of the marketplace and what the platform decided about it, each decision made where it stands. */
export function CuratedRow(props: { module: () => CuratedModule | undefined; first: boolean; last: boolean }) {
  return (
    <Show when={props.module()}>{(module) => <Row module={module()} first={props.first} last={props.last} />}</Show>
  );
}

function Row(props: { module: CuratedModule; first: boolean; last: boolean }) {
  const account = useAccount();
  const [moving, setMoving] = createSignal(false);
  const plans = () => props.module.plans ?? props.module.defaults.plans;
  const change = (what: Parameters<typeof decide>[2]) => decide(account.id, props.module.slug, what);
  const shift = async (by: -1 | 1) => {
    if (moving()) return;
    setMoving(true);
    await move(account.id, props.module.slug, by);
    setMoving(false);
  };
  return (
    <li
      class="flex flex-wrap gap-x-6 gap-y-4 rounded-card border border-line bg-surface p-4 shadow-raised"
      aria-label={props.module.name}
    >
      <div class="flex min-w-60 flex-1 items-start gap-3.5 wide:self-center">
        <ModuleMark icon={props.module.icon} name={props.module.name} />
        <div class="min-w-0">
          <h2 class="flex flex-wrap items-center gap-2 text-14 font-semibold">
            {props.module.name}
            <Show when={props.module.retired}>
              <Badge tone="warning">Retired</Badge>
            </Show>
            <Show when={props.module.hidden}>
              <Badge>Hidden</Badge>
            </Show>
          </h2>
          <p class="text-12 text-ink-3">Version {props.module.version}</p>
          <Show when={props.module.retired}>
            <p class="mt-1 text-13 text-ink-2">This version of the product does not have it any more.</p>
          </Show>
          <Show when={props.module.plans !== null || props.module.price !== null}>
            <Button
              size="sm"
              variant="ghost"
              class="mt-1 -ml-2.5"
              onClick={async () => {
                if (await change({ plans: null, price: null }))
                  toast(`${props.module.name} has the plans and price it came with.`);
              }}
            >
              Reset plans and price
            </Button>
          </Show>
        </div>
      </div>
      <fieldset class="min-w-44">
        <legend class="mb-1 text-13 font-medium">Included in</legend>
        <div class="flex flex-wrap gap-x-4">
          <For each={PLANS}>
            {(plan) => (
              <label class="flex items-center gap-2 py-1 text-13 max-narrow:min-h-11">
                <input
                  type="checkbox"
                  class="relative size-4 accent-accent max-narrow:before:absolute max-narrow:before:-inset-3.5"
                  checked={plans().includes(plan)}
                  onChange={(event) => {
                    const wanted = PLANS.filter((one) =>
                      one === plan ? event.currentTarget.checked : plans().includes(one),
                    );
                    void change({ plans: wanted });
                  }}
                />
                {PLAN_NAMES[plan]}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <PriceField module={props.module} onPrice={(price) => change({ price })} />
      <div class="flex items-center gap-4 wide:self-center max-narrow:w-full max-narrow:justify-between">
        <Switch
          label="Offered"
          checked={!props.module.hidden}
          onChange={(offered) => void change({ hidden: !offered })}
        />
        <div class="flex gap-1">
          <IconButton
            label={`Move ${props.module.name} up`}
            disabled={props.first}
            busy={moving()}
            onClick={() => void shift(-1)}
          >
            <ArrowUp aria-hidden="true" />
          </IconButton>
          <IconButton label={`Move ${props.module.name} down`} disabled={props.last} onClick={() => void shift(1)}>
            <ArrowDown aria-hidden="true" />
          </IconButton>
        </div>
      </div>
    </li>
  );
}
