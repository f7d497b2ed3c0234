import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import type { CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { curlExample } from "./curl-example.ts";

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
            <div>
              <h3 class="mb-1.5 text-13 font-medium">{made().doc.name}</h3>
              <div class="flex items-center gap-1 rounded-inner border border-field-line bg-sunken py-1 pr-1 pl-3">
                <code class="min-w-0 flex-1 font-mono text-13 break-all" data-key>
                  {made().key}
                </code>
                <CopyButton text={made().key} label="Copy the key" />
              </div>
            </div>
            <div>
              <div class="mb-1.5 flex items-center justify-between">
                <h3 class="text-13 font-medium">Try it</h3>
                <CopyButton text={example().replace("$TRELLIS_API_KEY", made().key)} label="Copy the request" />
              </div>
              <pre
                class="overflow-x-auto rounded-inner border border-line bg-sunken p-3 font-mono text-12"
                tabindex="0"
                aria-label="A first request"
              >
                {example()}
              </pre>
            </div>
          </div>
        )}
      </Show>
    </Dialog>
  );
}
