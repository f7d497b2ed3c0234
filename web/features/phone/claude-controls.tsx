import { createSignal, Match, Show, Switch } from "solid-js";
import type { ClaudeFault, SandboxClaude, SteerSandboxClaude } from "../../../schema/contracts/sandbox.ts";
import { getSandboxClaude, steerSandboxClaude } from "../../rest/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Switch as Toggle } from "../../ui/switch.tsx";

/** What the Messages API does on a bad day: https://platform.claude.com/docs/en/api/errors */
const FAULTS: Record<ClaudeFault, string> = {
  overloaded: "Overloaded (529)",
  rate_limited: "Rate limit (429)",
  bad_key: "Key refused (401)",
  broken: "Its own fault (500)",
  cut_stream: "Cut in the middle",
  stream_error: "Fails in the middle",
  refusal: "Declines to answer",
  too_long: "Grows too long",
  malformed_call: "Calls a tool with broken input",
};
const COUNTS = [
  { value: "1", label: "the next call" },
  { value: "3", label: "the next 3 calls" },
  { value: "1000", label: "every call" },
] as const;
const WAITS = [
  { value: "1", label: "a second" },
  { value: "10", label: "10 seconds" },
  { value: "60", label: "a minute" },
] as const;
/** Between two pieces of an answer, in ms. */
const PACE = { usual: 15, slow: 600 };

/** Makes the built-in Claude misbehave, to see what the inbox makes of it. */
export function ClaudeControls(props: { integrationId: string }) {
  const account = useAccount();
  const queryKey = () => [account.id, "sandbox-claude", props.integrationId];
  const claude = useRead(() => ({
    queryKey: queryKey(),
    queryFn: ({ signal }) => getSandboxClaude(props.integrationId, signal),
  }));
  const steer = async (change: SteerSandboxClaude, done?: string) => {
    try {
      queryClient.setQueryData(queryKey(), await steerSandboxClaude(props.integrationId, change));
      if (done) toast(done);
    } catch (error) {
      toastError("What Claude does was not changed.", error);
    }
  };
  return (
    <Card title="Claude" text="Make it misbehave, and ask for a draft in the inbox.">
      <Switch fallback={<Skeleton class="h-48 w-full" />}>
        <Match when={claude.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void claude.refetch()} retrying={claude.isFetching} />}
        </Match>
        <Match when={claude.data}>{(now) => <Controls now={now()} onSteer={steer} />}</Match>
      </Switch>
    </Card>
  );
}

function Controls(props: {
  now: SandboxClaude;
  onSteer: (change: SteerSandboxClaude, done?: string) => Promise<void>;
}) {
  const [fault, setFault] = createSignal<ClaudeFault>("overloaded");
  const [count, setCount] = createSignal<(typeof COUNTS)[number]["value"]>("1");
  const [wait, setWait] = createSignal<(typeof WAITS)[number]["value"]>("1");
  const slow = () => props.now.delayMs > PACE.usual;
  const refuses = () => fault() === "overloaded" || fault() === "rate_limited";
  return (
    <div class="flex flex-col gap-4">
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const change = { fault: fault(), times: Number(count()), retryAfterSeconds: Number(wait()) };
          void props.onSteer(change, "Claude will misbehave.");
        }}
      >
        <Select
          label="It is"
          value={fault()}
          options={Object.entries(FAULTS).map(([value, label]) => ({ value: value as ClaudeFault, label }))}
          onChange={setFault}
        />
        <Select label="For" value={count()} options={COUNTS} onChange={setCount} />
        <Show when={refuses()}>
          <Select label="Asks to wait" value={wait()} options={WAITS} onChange={setWait} />
        </Show>
        <Button type="submit">Misbehave</Button>
      </form>
      <div class="h-px bg-line" />
      <Toggle
        label="Write slowly"
        help="Time enough to stop it, or to look elsewhere."
        checked={slow()}
        onChange={(on) => void props.onSteer({ delayMs: on ? PACE.slow : PACE.usual })}
      />
      <Show when={props.now.fault}>
        {(current) => (
          <p class="rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning" role="status">
            Now: {FAULTS[current()].toLowerCase()}, for {props.now.times} {props.now.times === 1 ? "call" : "calls"}.
          </p>
        )}
      </Show>
      <Show when={props.now.fault !== null || slow()}>
        <Button
          variant="ghost"
          onClick={() =>
            void props.onSteer({ fault: null, times: 0, delayMs: PACE.usual }, "Claude works normally again.")
          }
        >
          Work normally again
        </Button>
      </Show>
    </div>
  );
}
