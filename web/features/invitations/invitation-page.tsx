import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { InvitationPreview } from "../../../schema/contracts/invitations.ts";
import { ApiError } from "../../rest/client.ts";
import { acceptInvitation, previewInvitation } from "../../rest/invitations.ts";
import { getVisitor } from "../../rest/users.ts";
import { forgetEverything } from "../../stores/forget.ts";
import { signOut } from "../../stores/session.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Door } from "../door/door.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Where the link of an invitation leads: what is offered, and the one step that takes it up. */
export default function InvitationPage() {
  const params = useParams<{ token: string }>();
  const preview = useRead(() => ({
    queryKey: ["invitation", params.token],
    queryFn: ({ signal }) => previewInvitation(params.token, signal),
    staleTime: Infinity,
    retry: false,
  }));
  const visitor = useRead(() => ({ queryKey: ["visitor"], queryFn: ({ signal }) => getVisitor(signal), staleTime: 0 }));
  const over = () => preview.error instanceof ApiError && preview.error.code === "link_over";
  const title = () => {
    if (preview.data) return `Join ${preview.data.account.name}`;
    return over() ? "This invitation is over" : "Your invitation";
  };

  return (
    <Door title={title()} text={<Words preview={preview.data} over={over()} />}>
      <Switch fallback={<Waiting />}>
        <Match when={over()}>
          <ButtonLink href="/sign-in">Go to sign-in</ButtonLink>
        </Match>
        <Match when={preview.error ?? visitor.error}>
          {(error) => (
            <ErrorState
              error={error()}
              onRetry={() => void Promise.all([preview.refetch(), visitor.refetch()])}
              retrying={preview.isFetching || visitor.isFetching}
            />
          )}
        </Match>
        <Match when={visitor.data !== undefined && preview.data}>
          {(offer) => {
            const email = () => visitor.data?.user.email;
            return (
              <Switch fallback={<NewPerson token={params.token} offer={offer()} />}>
                <Match when={email() !== undefined && email() !== offer().email}>
                  <SomebodyElse email={email() ?? ""} offer={offer()} onSignedOut={() => void visitor.refetch()} />
                </Match>
                <Match when={email() === offer().email}>
                  <OnePress token={params.token} offer={offer()} />
                </Match>
                <Match when={offer().known}>
                  <SignInFirst offer={offer()} />
                </Match>
              </Switch>
            );
          }}
        </Match>
      </Switch>
    </Door>
  );
}

function Words(props: { preview: InvitationPreview | undefined; over: boolean }) {
  return (
    <Show
      when={props.preview}
      fallback={
        props.over ? "It was used, taken back or has run out. Ask whoever invited you for a new one." : "One moment."
      }
    >
      {(offer) => (
        <>
          {offer().invitedBy} invites <strong class="font-semibold text-ink">{offer().email}</strong>. Role:{" "}
          {offer().role}.
        </>
      )}
    </Show>
  );
}

/** Goes to the account as whoever is signed in now. */
function useEntrance() {
  const navigate = useNavigate();
  return (tenant: string) => {
    forgetEverything();
    navigate(`/a/${tenant}`, { replace: true });
  };
}

function NewPerson(props: { token: string; offer: InvitationPreview }) {
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const enter = useEntrance();
  const accept = () =>
    form.submit(async () => {
      const { tenant } = await acceptInvitation({ token: props.token, name: name(), password: password() });
      enter(tenant);
    });
  const unnamed = () => (form.error()?.items.some(({ field }) => field) ? undefined : form.error());
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
      }}
    >
      {/* For password managers: whose password it is. */}
      <input type="email" name="email" autocomplete="username" value={props.offer.email} readonly hidden />
      <TextField
        label="Your name"
        name="name"
        autocomplete="name"
        required
        autofocus
        maxlength={120}
        value={name()}
        onInput={setName}
        error={form.error()?.forField("name")}
      />
      <PasswordField fresh value={password()} onInput={setPassword} error={form.error()?.forField("password")} />
      <Refusal error={unnamed()} />
      <Button type="submit" variant="primary" class="h-10" busy={form.busy()}>
        Join {props.offer.account.name}
      </Button>
    </form>
  );
}

function OnePress(props: { token: string; offer: InvitationPreview }) {
  const form = createSubmission();
  const enter = useEntrance();
  return (
    <div class="flex flex-col gap-4">
      <Refusal error={form.error()} />
      <Button
        variant="primary"
        class="h-10"
        busy={form.busy()}
        onClick={() =>
          void form.submit(async () => {
            const { tenant } = await acceptInvitation({ token: props.token });
            enter(tenant);
          })
        }
      >
        Join {props.offer.account.name}
      </Button>
    </div>
  );
}

function SignInFirst(props: { offer: InvitationPreview }) {
  const href = () =>
    `/sign-in?${new URLSearchParams({ return: window.location.pathname, email: props.offer.email }).toString()}`;
  return (
    <div class="flex flex-col gap-4">
      <p class="text-13 text-ink-2">You have an account under this address. Sign in, and you are one press away.</p>
      <ButtonLink href={href()} variant="primary" class="h-10">
        Sign in as {props.offer.email}
      </ButtonLink>
    </div>
  );
}

function SomebodyElse(props: { email: string; offer: InvitationPreview; onSignedOut: () => void }) {
  const form = createSubmission();
  return (
    <div class="flex flex-col gap-4">
      <p class="rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
        You are signed in as <strong class="font-semibold">{props.email}</strong>, and this invitation is for{" "}
        <strong class="font-semibold">{props.offer.email}</strong>.
      </p>
      <Refusal error={form.error()} />
      <Button
        variant="primary"
        class="h-10"
        busy={form.busy()}
        onClick={() =>
          void form.submit(async () => {
            await signOut();
            props.onSignedOut();
          })
        }
      >
        Sign out and go on
      </Button>
      <ButtonLink href="/">Stay signed in</ButtonLink>
    </div>
  );
}

function Waiting() {
  return (
    <div class="flex flex-col gap-4" aria-busy="true">
      <span class="sr-only" role="status">
        Loading your invitation
      </span>
      <Skeleton class="h-9" />
      <Skeleton class="h-9" />
      <Skeleton class="h-10" />
    </div>
  );
}
