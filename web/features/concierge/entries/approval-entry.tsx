import ShieldAlert from "lucide-solid/icons/shield-alert";
import { createSignal, onMount, Show } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import { decideApproval } from "../../../rest/concierge.ts";
import { createCountdown } from "../../../stores/countdown.ts";
import { Button } from "../../../ui/button.tsx";
import { focusHome } from "../focus-home.ts";
import { useSession } from "../session-context.tsx";
import { Arguments } from "./call-group.tsx";
import { EntryCard } from "./entry-card.tsx";

type Approval = EntryOf<"approval">;

const ENDS: Record<Exclude<Approval["state"], "open">, string> = {
  approved: "Approved",
  declined: "Declined: it was not done",
  expired: "Nobody decided in time: it was not done",
  over: "This is not needed any more",
};

/** What destroys or costs something: exactly what will run, and a click of the one person it waits for. */
export function ApprovalEntry(props: { entry: Approval }) {
  const screen = useSession();
  const [deciding, setDeciding] = createSignal<"approve" | "decline">();
  const left = createCountdown();
  onMount(() => left.start(Math.max(0, (Date.parse(props.entry.expiresAt) - Date.now()) / 1_000)));
  const args = () => Object.entries(props.entry.args).filter(([name]) => name !== "why");
  const isMine = () => props.entry.for.id === screen.me.id;
  const decide = async (decision: "approve" | "decline") => {
    if (deciding()) return;
    setDeciding(decision);
    await screen.ask("That was not taken.", () => decideApproval(screen.session.id, props.entry.id, decision));
    setDeciding(undefined);
  };
  return (
    <EntryCard label={props.entry.title} class={props.entry.state === "open" ? "border-warning!" : ""}>
      <h2 class="flex items-center gap-2 text-14 font-semibold [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warning">
        <ShieldAlert aria-hidden="true" />
        {props.entry.title}
      </h2>
      <p class="mt-1 text-13 text-ink-2">{props.entry.consequence}</p>
      <div class="mt-3 rounded-inner bg-sunken px-3 py-2">
        <p class="mb-1 text-12 text-ink-3">Exactly this will run:</p>
        <p class="font-mono text-12 font-medium">{props.entry.tool}</p>
        <Arguments args={args()} />
      </div>
      <Show
        when={props.entry.state === "open" && left.seconds() > 0}
        fallback={
          <p class="mt-3 text-13 text-ink-2">
            {ENDS[props.entry.state === "open" ? "expired" : props.entry.state]}
            <Show when={props.entry.state === "approved" || props.entry.state === "declined"}>
              {" "}
              · {props.entry.for.name}
            </Show>
          </p>
        }
      >
        <div class="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
          <Show
            when={isMine() && screen.mayAct()}
            fallback={<p class="text-13 text-ink-2">Only {props.entry.for.name} can decide on this.</p>}
          >
            <Button
              ref={focusHome}
              variant="primary"
              busy={deciding() === "approve"}
              onClick={() => void decide("approve")}
            >
              Approve
            </Button>
            <Button ref={focusHome} busy={deciding() === "decline"} onClick={() => void decide("decline")}>
              Decline
            </Button>
          </Show>
          <span class="text-12 text-ink-3 tabular-nums" role="timer">
            {left.text()} left
          </span>
        </div>
      </Show>
    </EntryCard>
  );
}
