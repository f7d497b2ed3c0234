import { useNavigate } from "@solidjs/router";
import { For, Show } from "solid-js";
import { PLAN_NAMES, PLAN_TERMS, type Plan, PLANS, TRIAL_DAYS } from "../../../schema/plans.ts";
import { completeSignUp } from "../../rest/sign-ups.ts";
import { entered } from "../../stores/session.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { changeDraft, draft, draftSlug, forgetDraft, setOpened } from "./draft.ts";
import { StepDoor } from "./step-door.tsx";

/** What it will cost once the trial is over; then the agency is opened. */
export function PlanStep() {
  const navigate = useNavigate();
  const form = createSubmission();
  const open = async () => {
    const { signUp, company, plan } = draft();
    const done = await form.submit(async () => {
      setOpened(entered(await completeSignUp({ signUp, company, slug: draftSlug(draft()), plan })));
      forgetDraft();
    });
    if (done) navigate("/start/done", { replace: true });
  };
  return (
    <StepDoor
      step="plan"
      title="Choose a plan"
      text={`Free for ${TRIAL_DAYS} days, without a card. You can choose another at any time.`}
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <fieldset class="flex flex-col gap-2">
          <legend class="sr-only">Plan</legend>
          <For each={PLANS}>{(plan) => <PlanChoice plan={plan} />}</For>
        </fieldset>
        <Refusal error={form.error()} />
        <Show when={form.error()?.forField("slug")}>
          <ButtonLink href="/start/address">Choose another address</ButtonLink>
        </Show>
        <Show when={form.error()?.code === "link_over"}>
          <Button
            onClick={() => {
              changeDraft({ signUp: "", proved: false });
              navigate("/start/owner");
            }}
          >
            Begin again with your address
          </Button>
        </Show>
        <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
          Start the {TRIAL_DAYS}-day trial
        </Button>
        <ButtonLink href="/start/address">Back</ButtonLink>
      </form>
    </StepDoor>
  );
}

function PlanChoice(props: { plan: Plan }) {
  const terms = () => PLAN_TERMS[props.plan];
  const some = (most: number | null, noun: string) => `${most?.toLocaleString("en-US") ?? "Unlimited"} ${noun}`;
  return (
    <label class="relative flex cursor-pointer items-center gap-3 rounded-card border border-line bg-surface p-4 transition-colors duration-100 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-ink">
      <input
        type="radio"
        name="plan"
        class="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
        value={props.plan}
        checked={draft().plan === props.plan}
        onChange={() => changeDraft({ plan: props.plan })}
      />
      <span class="pointer-events-none relative min-w-0 flex-1">
        <span class="block text-14 font-semibold">{PLAN_NAMES[props.plan]}</span>
        <span class="block text-13 text-ink-2">
          {some(terms().contacts, "leads")}, {some(terms().users, "people")}
        </span>
      </span>
      <span class="pointer-events-none relative text-right text-13 text-ink-2">
        <span class="block text-16 font-semibold text-ink tabular-nums">${terms().priceCents / 100}</span>a month
      </span>
    </label>
  );
}
