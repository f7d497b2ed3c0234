import { A } from "@solidjs/router";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import { PLAN_NAMES } from "../../schema/plans.ts";
import { daysLeft, endsInWords, LIMIT_LABELS } from "../features/plan/plan-words.ts";
import { now } from "../stores/clock.ts";
import { remembered } from "../stores/remembered.ts";
import { type Account, useAccount } from "./account-context.tsx";

/** From how many days before its end on a trial is worth a line on every page. */
const TRIAL_NOTICE_DAYS = 5;

/** Tells whoever can do something about it that a limit of the plan comes near or the trial ends; at the limit itself, everyone. One may hide it. */
export default function PlanBar() {
  const account = useAccount();
  const [hidden, setHidden] = remembered<string>("plan-notice", "", (value) => typeof value === "string");
  const notice = () => noticeOf(account, Math.max(now(), Date.now()));
  const shown = () => {
    const said = notice();
    return said && hidden() !== said.key ? said : undefined;
  };
  return (
    <div role="status">
      <Show when={shown()}>
        {(said) => (
          <div class="flex items-center gap-x-3 bg-warning-soft px-4 py-1 text-13 text-warning max-narrow:px-3">
            <p class="min-w-0 flex-1">
              {said().text}{" "}
              <A
                href={`/a/${account.id}/settings/plan`}
                class="inline-block py-1 font-medium whitespace-nowrap underline"
              >
                Plan and usage
              </A>
            </p>
            <button
              type="button"
              aria-label="Hide this notice"
              class="flex size-7 shrink-0 items-center justify-center rounded-inner hover:bg-surface max-narrow:size-11 [&_svg]:size-4"
              onClick={() => setHidden(said().key)}
            >
              <X aria-hidden="true" />
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}

/** The one thing most worth saying, and a name for it by which it is hidden until there is something else. */
function noticeOf(account: Account, at: number): { key: string; text: string } | undefined {
  const { id, tenant, limits } = account;
  const month = new Date(at).toISOString().slice(0, 7);
  const worst = limits.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0))[0];
  const isFull = worst?.level === 100;
  if (worst && (isFull || account.holds("manageBilling"))) {
    const { limit, used, max, level } = worst;
    const taken = `${used.toLocaleString()} of ${max?.toLocaleString()} on the ${PLAN_NAMES[tenant.plan]} plan.`;
    return { key: [id, month, limit, level].join(" "), text: `${LIMIT_LABELS[limit]}: ${taken}` };
  }
  const { trialEndsAt } = tenant;
  if (trialEndsAt === undefined || !account.holds("manageBilling")) return undefined;
  const days = daysLeft(Date.parse(trialEndsAt), at);
  if (days > TRIAL_NOTICE_DAYS) return undefined;
  return { key: [id, trialEndsAt, days].join(" "), text: `The trial ends ${endsInWords(trialEndsAt, at)}.` };
}
