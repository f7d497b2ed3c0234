import { Match, Show, Switch } from "solid-js";
import type { Usage } from "../../../schema/contracts/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { now } from "../../stores/clock.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { STATUS_WORDS, TRIAL_OVER } from "../tenant-life/status-words.ts";
import { daysLeft, endsInWords, holdsWords, priceWords } from "./plan-words.ts";

/** The plan, what it costs, whether it is still tried, and the way to another one or whom to ask. */
export function PlanCard(props: { usage: Usage; onChoose: () => void; onExtend: () => void }) {
  const account = useAccount();
  const isOver = () =>
    props.usage.trialEndsAt !== null &&
    daysLeft(Date.parse(props.usage.trialEndsAt), Math.max(now(), Date.now())) === 0;
  /** Nobody puts off the end of their own trial. */
  const isAbove = () => account.path.some(({ id }) => id === account.tenant.parent);
  const words = () => (isOver() ? TRIAL_OVER : STATUS_WORDS[props.usage.status]);
  return (
    <Card
      title="Plan"
      actions={
        <Show when={props.usage.mayChoose}>
          <div class="flex flex-wrap justify-end gap-2">
            <Show when={props.usage.trialEndsAt !== null && isAbove()}>
              <Button onPointerEnter={preloadDialog} onClick={() => props.onExtend()}>
                Extend the trial
              </Button>
            </Show>
            <Button
              variant={props.usage.trialEndsAt === null ? "secondary" : "primary"}
              onPointerEnter={preloadDialog}
              onClick={() => props.onChoose()}
            >
              {props.usage.trialEndsAt === null ? "Change plan" : "Choose a plan"}
            </Button>
          </div>
        </Show>
      }
    >
      <div class="flex flex-col gap-2">
        <div class="flex flex-wrap items-center gap-2">
          <span class="text-20 font-semibold">{props.usage.plan.name}</span>
          <Badge tone={words().tone} dot>
            {words().label}
          </Badge>
        </div>
        <p class="text-ink-2">
          {[priceWords(props.usage.plan.id), ...holdsWords(props.usage.plan.id, account.tenant.type)].join(". ")}.
        </p>
        <Switch>
          <Match when={isOver()}>
            <p class="text-13 text-warning">
              The trial is over: everything can be read, and nothing is sent or changed until a plan is chosen.
            </p>
          </Match>
          <Match when={props.usage.trialEndsAt}>
            {(end) => (
              <p class="text-13 text-ink-2">The trial ends {endsInWords(end(), Math.max(now(), Date.now()))}.</p>
            )}
          </Match>
        </Switch>
        <Show when={!props.usage.mayChoose}>
          <p class="text-13 text-ink-2">
            {account.tenant.type === "subaccount"
              ? "Your agency chooses the plan. Ask them for another one."
              : "Whoever manages billing chooses the plan."}
          </p>
        </Show>
      </div>
    </Card>
  );
}
