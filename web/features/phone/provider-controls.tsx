import { createSignal, Show } from "solid-js";
import type { SandboxBehaviour } from "../../../schema/contracts/sandbox.ts";
import { setProviderBehaviour } from "../../rest/sandbox.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";

/** Refusals of the Graph API worth trying: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const REFUSALS = [
  { value: "131026", label: "Undeliverable (131026)" },
  { value: "131047", label: "Window closed (131047)" },
  { value: "131056", label: "Pair limit (131056)" },
  { value: "130429", label: "Throughput (130429)" },
  { value: "131000", label: "Unknown fault (131000)" },
  { value: "190", label: "Token expired (190)" },
] as const;
const COUNTS = [
  { value: "1", label: "the next message" },
  { value: "3", label: "the next 3 messages" },
  { value: "1000", label: "every message" },
] as const;

const NORMAL: SandboxBehaviour = { failNext: 0, loseReplies: false, reads: true };

/** Makes the built-in provider misbehave, to see how the inbox tells of it. */
export function ProviderControls(props: { integrationId: string }) {
  const [behaviour, setBehaviour] = createSignal<SandboxBehaviour>(NORMAL);
  const [code, setCode] = createSignal<(typeof REFUSALS)[number]["value"]>("131026");
  const [count, setCount] = createSignal<(typeof COUNTS)[number]["value"]>("1");
  const changed = () => behaviour().failNext > 0 || behaviour().loseReplies || !behaviour().reads;

  const apply = async (change: Partial<SandboxBehaviour>, done?: string) => {
    const before = behaviour();
    const after = { ...before, ...change };
    setBehaviour(after);
    try {
      await setProviderBehaviour(props.integrationId, after);
      if (done) toast(done);
    } catch (error) {
      setBehaviour(before);
      toastError("The provider's behaviour was not changed.", error);
    }
  };

  return (
    <Card title="Provider" text="Make it misbehave, and see what the inbox says.">
      <div class="flex flex-col gap-4">
        <form
          class="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void apply({ failNext: Number(count()), code: Number(code()) }, "The provider will refuse.");
          }}
        >
          <Select label="Refuse with" value={code()} options={REFUSALS} onChange={setCode} />
          <Select label="For" value={count()} options={COUNTS} onChange={setCount} />
          <Button type="submit">Refuse</Button>
        </form>
        <div class="h-px bg-line" />
        <Switch
          label="Lose its replies"
          help="It takes the message but the answer never comes back."
          checked={behaviour().loseReplies}
          onChange={(loseReplies) => void apply({ loseReplies })}
        />
        <Switch
          label="Customer reads at once"
          help="Blue ticks by themselves. Off: press Read on the phone."
          checked={behaviour().reads}
          onChange={(reads) => void apply({ reads })}
        />
        <Show when={changed()}>
          <Button variant="ghost" onClick={() => void apply(NORMAL, "The provider works normally again.")}>
            Work normally again
          </Button>
        </Show>
      </div>
    </Card>
  );
}
