import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import type { CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { curlExample } from "./curl-example.ts";
import { ShownKey } from "./shown-key.tsx";

/** The key, this once, and a first request with it. Closed in any way but by its button, it asks first: what is lost here cannot be had again. */
export function KeyShownDialog(props: { made: CreatedApiKey | undefined; onClose: () => void }) {
  const account = useAccount();
  const example = createMemo(() =>
    props.made ? curlExample(location.origin, account.tenant, props.made.doc.scopes) : "",
  );
  const [warned, setWarned] = createSignal(false);
  createEffect(
    on(
      () => props.made,
      () => setWarned(false),
    ),
  );
  return (
    <Dialog
      open={props.made !== undefined}
      onClose={() => (warned() ? props.onClose() : setWarned(true))}
      size="wide"
      title="Copy the key now"
      description="This is the only time it is shown: Trellis keeps no copy. Put it where the program keeps its secrets."
      footer={
        <Button variant="primary" onClick={() => props.onClose()}>
          I have copied it
        </Button>
      }
    >
      <Show when={props.made}>
        {(made) => (
          <div class="flex flex-col gap-5">
            <div role="alert" class="empty:hidden">
              <Show when={warned()}>
                <p class="rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
                  Have you copied it? Once this is closed, nobody can show it again.
                </p>
              </Show>
            </div>
            <ShownKey name={made().doc.name} value={made().key} example={example()} />
          </div>
        )}
      </Show>
    </Dialog>
  );
}
