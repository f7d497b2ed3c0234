import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ModuleRequest } from "../../../schema/contracts/module-access.ts";
import type { RequestState } from "../../../schema/module-access.ts";
import { PLAN_NAMES } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { decideModuleRequest } from "../../rest/module-access.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { ModuleMark } from "../modules/module-mark.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";

const STATES: Record<RequestState, { label: string; tone: Tone }> = {
  open: { label: "Waiting", tone: "warning" },
  approved: { label: "Approved", tone: "success" },
  declined: { label: "Declined", tone: "danger" },
  withdrawn: { label: "Taken back", tone: "neutral" },
};

/** One request: who asks for what and why; and what to say to it, or what was said. */
export function RequestRow(props: { request: ModuleRequest; onSettled: () => void }) {
  const account = useAccount();
  const [busy, setBusy] = createSignal(false);
  const [declining, setDeclining] = createSignal(false);
  const words = () => `${props.request.module.name} for ${props.request.account.name}`;
  const approve = async () => {
    setBusy(true);
    try {
      await decideModuleRequest(props.request, { decision: "approve" });
      toast(`${props.request.account.name} may use ${props.request.module.name} now.`);
    } catch (error) {
      toastError("It could not be approved.", error);
    } finally {
      setBusy(false);
      props.onSettled();
    }
  };
  return (
    <li
      aria-label={words()}
      class="flex flex-wrap items-start gap-4 rounded-card border border-line bg-surface p-4 shadow-raised"
    >
      <ModuleMark icon={props.request.module.icon} name={props.request.module.name} />
      <div class="min-w-48 flex-1">
        <h2 class="flex flex-wrap items-center gap-x-2 gap-y-1 text-14 font-semibold">
          {words()}
          <Show when={props.request.state !== "open"}>
            <Badge tone={STATES[props.request.state].tone} dot>
              {STATES[props.request.state].label}
            </Badge>
          </Show>
        </h2>
        <p class="mt-0.5 text-13 text-ink-2">
          {props.request.askedBy} asked <RelativeTime at={props.request.askedAt} /> ·{" "}
          {PLAN_NAMES[props.request.account.plan]} plan ·{" "}
          <A
            href={`/a/${props.request.account.id}`}
            class="font-medium text-accent-ink underline max-narrow:inline-flex max-narrow:min-h-11 max-narrow:items-center"
          >
            Open account
          </A>
        </p>
        <Show when={props.request.note}>
          <p class="mt-2 rounded-inner bg-sunken px-3 py-2 text-13 break-words whitespace-pre-wrap">
            {props.request.note}
          </p>
        </Show>
        <Show when={props.request.decidedAt}>
          {(at) => (
            <p class="mt-2 text-13 text-ink-2">
              {STATES[props.request.state].label} by {props.request.decidedBy} <RelativeTime at={at()} />
              {props.request.reason === null ? "." : `: ${props.request.reason}`}
            </p>
          )}
        </Show>
      </div>
      <Show when={props.request.state === "open" && account.can("manageModules")}>
        <div class="flex gap-2 max-narrow:w-full max-narrow:[&>*]:flex-1">
          <Button onPointerEnter={preloadDialog} onClick={() => setDeclining(true)} aria-label={`Decline ${words()}`}>
            Decline
          </Button>
          <Button variant="primary" busy={busy()} onClick={() => void approve()} aria-label={`Approve ${words()}`}>
            Approve
          </Button>
        </div>
      </Show>
      <Show when={declining()}>
        <DeclineDialog request={props.request} onClose={() => setDeclining(false)} onDone={props.onSettled} />
      </Show>
    </li>
  );
}
