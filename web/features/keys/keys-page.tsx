import KeyRound from "lucide-solid/icons/key-round";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Index, Match, Show, Switch } from "solid-js";
import type { ApiKey, CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listKeys, revokeKey } from "../../rest/keys.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { EndingKeys } from "./ending-keys.tsx";
import { KeyRow } from "./key-row.tsx";
import { KeyShownDialog } from "./key-shown-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";

/** Programs' keys to this account: make, replace, revoke. */
export default function KeysPage() {
  const account = useAccount();
  const keys = useRead(() => ({
    queryKey: [account.id, "keys"],
    queryFn: ({ signal }) => listKeys(account.id, signal),
  }));
  const [creating, setCreating] = createSignal(false);
  const [shown, setShown] = createSignal<CreatedApiKey | undefined>();
  const [rotating, setRotating] = createSignal<ApiKey | undefined>();
  const [revoking, setRevoking] = createSignal<ApiKey | undefined>();
  const may = () => account.can("manageKeys");
  // A key that got out must be ended, however the account stands.
  const mayRevoke = () => account.holds("manageKeys");
  const refresh = () => queryClient.invalidateQueries({ queryKey: [account.id, "keys"] });
  const show = (made: CreatedApiKey) => {
    setCreating(false);
    setRotating(undefined);
    setShown(made);
    void refresh();
  };
  const newKey = (label: string) => (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      onPointerEnter={preloadDialog}
      onClick={() => setCreating(true)}
    >
      {label}
    </Button>
  );

  return (
    <Page
      title="API keys"
      text={
        <>
          A key lets a program act here under its own name, with the rights you give it.{" "}
          <a href="/api/docs" class="font-medium text-accent-ink underline">
            What the API can do
          </a>
        </>
      }
      actions={<Show when={may() && (keys.data?.docs.length ?? 0) > 0}>{newKey("New key")}</Show>}
    >
      <Switch fallback={<KeysSkeleton />}>
        <Match when={keys.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void keys.refetch()} retrying={keys.isFetching} />}
        </Match>
        <Match when={keys.data?.docs.length === 0}>
          <EmptyState
            icon={<KeyRound aria-hidden="true" />}
            title="No API keys yet"
            text="Connect a website, a spreadsheet or a script of your own: each gets a key of its own, which you can end at any time."
            action={<Show when={may()}>{newKey("Make the first key")}</Show>}
          />
        </Match>
        <Match when={keys.data}>
          {(list) => (
            <>
              <EndingKeys docs={list().docs} />
              <Table
                label="API keys"
                head={
                  <>
                    <HeadCell>Name</HeadCell>
                    <HeadCell wideOnly>May</HeadCell>
                    <HeadCell wideOnly>Last used</HeadCell>
                    <HeadCell wideOnly>Ends</HeadCell>
                    <HeadCell wideOnly>Made by</HeadCell>
                    <HeadCell>State</HeadCell>
                    <Show when={mayRevoke()}>
                      <HeadCell class="w-px">
                        <span class="sr-only">Acts</span>
                      </HeadCell>
                    </Show>
                  </>
                }
              >
                <For each={list().docs}>
                  {(key) => (
                    <KeyRow
                      apiKey={key}
                      onRotate={may() ? () => setRotating(key) : undefined}
                      onRevoke={mayRevoke() ? () => setRevoking(key) : undefined}
                    />
                  )}
                </For>
              </Table>
            </>
          )}
        </Match>
      </Switch>
      <CreateKeyDialog open={creating()} onClose={() => setCreating(false)} onMade={show} />
      <RotateKeyDialog apiKey={rotating()} onClose={() => setRotating(undefined)} onMade={show} />
      <KeyShownDialog made={shown()} onClose={() => setShown(undefined)} />
      <ConfirmDialog
        open={revoking() !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Revoke ${revoking()?.name}?`}
        text="The program that uses it stops working within a second. This cannot be undone."
        act="Revoke key"
        danger
        onConfirm={async () => {
          const key = revoking();
          if (!key) return;
          await revokeKey(key.id);
          toast(`${key.name} is revoked.`);
          await refresh();
        }}
      />
    </Page>
  );
}

function KeysSkeleton() {
  return (
    <div aria-busy="true" class="rounded-card border border-line bg-surface shadow-raised">
      <span class="sr-only" role="status">
        Loading the keys
      </span>
      <div class="h-9 border-b border-line" />
      <Index each={[1, 2, 3]}>
        {() => (
          <div class="flex h-12 items-center gap-8 border-b border-line px-4 last:border-0">
            <Skeleton class="h-4 w-40" />
            <Skeleton class="h-4 w-48 max-narrow:hidden" />
            <Skeleton class="h-4 w-20 max-narrow:hidden" />
          </div>
        )}
      </Index>
    </div>
  );
}
