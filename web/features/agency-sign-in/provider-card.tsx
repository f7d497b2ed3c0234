import { createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { capabilitiesOfTier } from "../../../schema/capabilities.ts";
import type { IdentityProvider, IdentityProviderState } from "../../../schema/contracts/identity-provider.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { getIdentityProvider, putIdentityProvider, removeIdentityProvider } from "../../rest/agency-sign-in.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const ProviderDialog = lazy(() => import("./provider-dialog.tsx"));

/** The agency's own provider of sign-ins: connect it, change it, turn it off. */
export function ProviderCard() {
  const account = useAccount();
  const read = useRead(() => ({
    queryKey: [account.id, "identity-provider"],
    queryFn: ({ signal }) => getIdentityProvider(account.id, signal),
  }));
  const [doing, setDoing] = createSignal<"change" | "turn" | "remove" | undefined>();
  const done = () => {
    setDoing(undefined);
    void read.refetch();
  };
  /** It says who people are: choosing it takes every right there is here. */
  const may = () => capabilitiesOfTier("agency").every((capability) => account.can(capability));
  return (
    <Card
      title="Your own sign-in"
      text="Let people of this agency and of its clients sign in with the accounts they have already, at Google, Microsoft, Okta or any other provider of OpenID Connect. It lets in only people who work here already, and reaches nothing outside of this agency."
    >
      <Switch fallback={<Skeleton class="h-20 w-80" />}>
        <Match when={read.data}>
          {(known) => (
            <>
              <Show when={known().doc} fallback={<p class="text-13 text-ink-2">None is connected.</p>}>
                {(doc) => <Connected doc={doc()} state={known()} slug={account.tenant.slug} />}
              </Show>
              <Show
                when={may()}
                fallback={
                  <p class="mt-3 text-13 text-ink-2">Whoever may do everything in this agency can change this.</p>
                }
              >
                <div class="mt-3 flex flex-wrap gap-2">
                  <Button onClick={() => setDoing("change")}>{known().doc ? "Change" : "Connect"}</Button>
                  <Show when={known().doc}>
                    {(doc) => (
                      <>
                        <Button onClick={() => setDoing("turn")}>{doc().enabled ? "Turn off" : "Turn on"}</Button>
                        <Button variant="quietDanger" onClick={() => setDoing("remove")}>
                          Disconnect
                        </Button>
                      </>
                    )}
                  </Show>
                </div>
              </Show>
              <Suspense>
                <Show when={doing() === "change"}>
                  <ProviderDialog state={known()} onClose={done} />
                </Show>
              </Suspense>
              <Show when={known().doc}>
                {(doc) => (
                  <>
                    <ConfirmDialog
                      open={doing() === "turn"}
                      onClose={() => setDoing(undefined)}
                      title={doc().enabled ? "Turn your own sign-in off?" : "Turn your own sign-in on?"}
                      text={
                        doc().enabled
                          ? "Whoever came by it is signed out at once, and signs in with a password or passkey."
                          : "People can sign in with it again."
                      }
                      act={doc().enabled ? "Turn it off" : "Turn it on"}
                      danger={doc().enabled}
                      onConfirm={async () => {
                        const { name, issuer, clientId, enabled } = doc();
                        await putIdentityProvider(account.id, { name, issuer, clientId, enabled: !enabled });
                        done();
                      }}
                    />
                    <ConfirmDialog
                      open={doing() === "remove"}
                      onClose={() => setDoing(undefined)}
                      title="Disconnect your own sign-in?"
                      text="Whoever came by it is signed out at once. Connected again, people are recognised anew by their proved addresses."
                      act="Disconnect"
                      danger
                      onConfirm={async () => {
                        await removeIdentityProvider(account.id);
                        toast("Disconnected.");
                        done();
                      }}
                    />
                  </>
                )}
              </Show>
            </>
          )}
        </Match>
        <Match when={read.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void read.refetch()} retrying={read.isFetching} />}
        </Match>
      </Switch>
    </Card>
  );
}

function Connected(props: { doc: IdentityProvider; state: IdentityProviderState; slug: string }) {
  const link = () => `${location.origin}/sign-in/agency?${new URLSearchParams({ agency: props.slug })}`;
  return (
    <>
      <p class="flex flex-wrap items-center gap-2 text-13">
        <Badge tone={props.doc.enabled ? "success" : "neutral"}>{props.doc.enabled ? "On" : "Off"}</Badge>
        <span class="font-medium">{props.doc.name}</span>
        <span class="text-ink-2">
          {props.state.people === 1 ? "1 person has" : `${props.state.people} people have`} signed in with it
        </span>
      </p>
      <dl class="mt-3 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-13 max-narrow:grid-cols-1">
        <dt class="text-ink-2">Issuer</dt>
        <dd class="break-all">{props.doc.issuer}</dd>
        <dt class="text-ink-2">Client</dt>
        <dd class="break-all">
          {props.doc.clientId} · its secret ends in {props.doc.secretHint}
        </dd>
        <dt class="text-ink-2">Link for your people</dt>
        <dd class="flex items-center gap-1">
          <span class="break-all">{link()}</span>
          <CopyButton text={link()} label="Copy the link" />
        </dd>
      </dl>
    </>
  );
}
