import { createEffect, createSignal, For, on } from "solid-js";
import type { Usage } from "../../../schema/contracts/plans.ts";
import { type Plan, PLAN_NAMES, PLANS } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { choosePlan } from "../../rest/plans.ts";
import { createSubmission } from "../../stores/submission.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { holdsWords, priceWords } from "./plan-words.ts";

/** The plans side by side, one of them to be chosen. */
export function ChoosePlanDialog(props: {
  open: boolean;
  usage: Usage;
  onClose: () => void;
  onChosen: (name: string) => void;
}) {
  const account = useAccount();
  const [chosen, setChosen] = createSignal<Plan>(props.usage.plan.id);
  const form = createSubmission();
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setChosen(props.usage.plan.id);
        form.clear();
      },
    ),
  );
  const isTried = () => props.usage.trialEndsAt !== null;
  const isSame = () => !isTried() && chosen() === props.usage.plan.id;

  const submit = async () => {
    const plan = chosen();
    if (isSame()) return;
    if (await form.submit(() => choosePlan(account.id, plan))) props.onChosen(PLAN_NAMES[plan]);
  };

  return (
    <FormDialog
      open={props.open}
      onClose={props.onClose}
      title={`Plan of ${account.tenant.name}`}
      description={isTried() ? "Choosing a plan ends the trial." : "A larger plan counts at once."}
      size="wide"
      form={form}
      act={`Choose ${PLAN_NAMES[chosen()]}`}
      disabled={isSame()}
      noValidate
      onSubmit={() => void submit()}
    >
      <FormError error={form.error()} fields={[]} />
      <fieldset class="grid grid-cols-3 gap-3 max-narrow:grid-cols-1">
        <legend class="sr-only">Plan</legend>
        <For each={PLANS}>
          {(plan) => (
            <label class="group relative flex cursor-pointer flex-col gap-1 rounded-card border border-line bg-surface p-4 hover:border-field-line has-checked:border-accent-ink has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-ink">
              <input
                type="radio"
                name="plan"
                class="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
                checked={chosen() === plan}
                onChange={() => setChosen(plan)}
              />
              <span class="flex items-center gap-2">
                <span class="size-4 rounded-full border border-field-line group-has-checked:border-[5px] group-has-checked:border-accent-ink" />
                <span class="font-semibold">{PLAN_NAMES[plan]}</span>
              </span>
              <span class="font-medium">{priceWords(plan)}</span>
              <For each={holdsWords(plan, account.tenant.type)}>
                {(line) => <span class="text-13 text-ink-2">{line}</span>}
              </For>
            </label>
          )}
        </For>
      </fieldset>
    </FormDialog>
  );
}
