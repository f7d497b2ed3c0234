import Lock from "lucide-solid/icons/lock";
import { Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { PLAN_NAMES } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Card } from "../../ui/card.tsx";
import { priceWords } from "./price-words.ts";

/** Said in place of the install form where the account's plan does not include the module: what includes it, its price, whom to ask. */
export function UpsellCard(props: { module: Module }) {
  const account = useAccount();
  // Who sees an account above this one is its agency, or the platform.
  const looksDown = () => account.path.length > 1;
  return (
    <Card>
      <div class="flex items-start gap-4">
        <Lock class="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />
        <div class="min-w-0">
          <h2 class="text-14 font-semibold">
            {props.module.name} is not part of the {PLAN_NAMES[account.tenant.plan]} plan
          </h2>
          <p class="mt-1 text-13 text-ink-2">
            {props.module.plans.length > 0
              ? `It is included in ${new Intl.ListFormat("en").format(props.module.plans.map((plan) => PLAN_NAMES[plan]))}.`
              : "No plan includes it at the moment."}
            <Show when={props.module.price}>{(price) => <> By itself: {priceWords(price())}.</>}</Show>
          </p>
          <p class="mt-2 text-13 font-medium">
            {looksDown()
              ? "This client needs another plan before it can be installed here."
              : "Ask your agency for it."}
          </p>
        </div>
      </div>
    </Card>
  );
}
