import KeyRound from "lucide-solid/icons/key-round";
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { listPasskeys } from "../../rest/passkeys.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { passkeysPossible } from "./passkeys-possible.ts";

const AddDialog = lazy(() => import("./add-passkey-dialog.tsx"));
const RenameDialog = lazy(() => import("./rename-passkey-dialog.tsx"));
const RemoveDialog = lazy(() => import("./remove-passkey-dialog.tsx"));

/** The person's passkeys, and the ways to change them. `onAdded` hears of a new one. */
export function PasskeysCard(props: { onAdded?: () => void }) {
  const passkeys = useRead(() => ({ queryKey: ["me", "passkeys"], queryFn: ({ signal }) => listPasskeys(signal) }));
  const [adding, setAdding] = createSignal(false);
  const [renaming, setRenaming] = createSignal<Passkey | undefined>();
  const [removing, setRemoving] = createSignal<Passkey | undefined>();
  const done = () => {
    setAdding(false);
    setRenaming(undefined);
    setRemoving(undefined);
    void passkeys.refetch();
  };
  return (
    <Card
      class="mb-5"
      title="Passkeys"
      text="Sign in with your finger, face or PIN and no password. Nobody can steal or guess one, and no code is asked for."
    >
      <Switch fallback={<Skeleton class="h-8 w-60" />}>
        <Match when={passkeys.data}>
          {(known) => (
            <>
              <Show when={!passkeysPossible()}>
                <p class="mb-2 text-13 text-ink-2">
                  Browsers make passkeys only for an address with a name. On your own machine, open Trellis as
                  localhost.
                </p>
              </Show>
              <Show when={known().docs.length > 0} fallback={<p class="text-13 text-ink-2">You have none yet.</p>}>
                <ul class="-my-1 divide-y divide-line">
                  <For each={known().docs}>
                    {(passkey) => <Row passkey={passkey} onRename={setRenaming} onRemove={setRemoving} />}
                  </For>
                </ul>
              </Show>
              <Show when={passkeysPossible()}>
                <div class="mt-3">
                  <Button onClick={() => setAdding(true)}>Add a passkey</Button>
                </div>
              </Show>
            </>
          )}
        </Match>
        <Match when={passkeys.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void passkeys.refetch()} retrying={passkeys.isFetching} />
          )}
        </Match>
      </Switch>
      <Suspense>
        <Show when={adding()}>
          <AddDialog
            onClose={done}
            onAdded={() => {
              done();
              props.onAdded?.();
            }}
          />
        </Show>
        <Show when={renaming()}>{(passkey) => <RenameDialog passkey={passkey()} onClose={done} />}</Show>
        <Show when={removing()}>{(passkey) => <RemoveDialog passkey={passkey()} onClose={done} />}</Show>
      </Suspense>
    </Card>
  );
}

function Row(props: { passkey: Passkey; onRename: (one: Passkey) => void; onRemove: (one: Passkey) => void }) {
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <span class="flex size-9 shrink-0 items-center justify-center rounded-inner bg-sunken text-ink-2">
        <KeyRound class="size-4" aria-hidden="true" />
      </span>
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-center gap-2 text-13 font-medium">
          <span class="break-words">{props.passkey.name}</span>
          <Show when={props.passkey.backedUp}>
            <Badge>On your other devices too</Badge>
          </Show>
          <Show when={!props.passkey.usableHere}>
            <Badge tone="warning">For another address</Badge>
          </Show>
        </p>
        <p class="text-12 text-ink-2">
          Added <RelativeTime at={props.passkey.createdAt} /> ·{" "}
          <Show when={props.passkey.lastUsedAt} fallback="not used yet">
            {(at) => (
              <>
                Used <RelativeTime at={at()} />
              </>
            )}
          </Show>
        </p>
      </div>
      <div class="flex gap-2">
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Rename ${props.passkey.name}`}
          onClick={() => props.onRename(props.passkey)}
        >
          Rename
        </Button>
        <Button
          size="sm"
          variant="quietDanger"
          aria-label={`Remove ${props.passkey.name}`}
          onClick={() => props.onRemove(props.passkey)}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
