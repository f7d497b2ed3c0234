import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import Clock from "lucide-solid/icons/clock";
import { Dynamic } from "solid-js/web";

/** Stages an outgoing message can be seen in. `waiting` and `refused` are this device's own, before the account has it. */
export type TickStage =
  | "waiting"
  | "queued"
  | "sending"
  | "unknown"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "refused";

const TICKS = {
  waiting: { icon: Clock, words: "Waiting for a connection", tone: "text-ink-3" },
  queued: { icon: Clock, words: "Waiting to be sent", tone: "text-ink-3" },
  sending: { icon: Clock, words: "Sending", tone: "text-ink-3" },
  unknown: { icon: CircleHelp, words: "Delivery unknown", tone: "text-warning" },
  sent: { icon: Check, words: "Sent", tone: "text-ink-3" },
  delivered: { icon: CheckCheck, words: "Delivered", tone: "text-ink-3" },
  read: { icon: CheckCheck, words: "Read", tone: "text-accent-ink" },
  failed: { icon: CircleAlert, words: "Not delivered", tone: "text-danger" },
  refused: { icon: CircleAlert, words: "Not sent", tone: "text-danger" },
} as const satisfies Record<TickStage, unknown>;

/** How far an outgoing message has come, as a mark with words for those who cannot see it. */
export function MessageTicks(props: { stage: TickStage; class?: string }) {
  const tick = () => TICKS[props.stage];
  return (
    <span
      class={`inline-flex shrink-0 items-center ${tick().tone} ${props.class ?? ""}`}
      data-tip={tick().words}
      data-stage={props.stage}
    >
      <Dynamic component={tick().icon} class="size-3.5" aria-hidden="true" />
      <span class="sr-only">{tick().words}</span>
    </span>
  );
}

/** The stage of a status as the API gives it; undefined for what has no ticks. */
export function stageOf(status: string): TickStage | undefined {
  return status !== "received" && Object.hasOwn(TICKS, status) ? (status as TickStage) : undefined;
}
