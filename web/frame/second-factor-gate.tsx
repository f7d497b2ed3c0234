import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { AuthenticatorCard } from "../features/second-factor/authenticator-card.tsx";
import { PasskeysCard } from "../features/passkeys/passkeys-card.tsx";
import { listPasskeys } from "../rest/passkeys.ts";
import { getAuthenticator } from "../rest/second-factor.ts";
import { signOut } from "../stores/session.ts";
import { createSubmission } from "../stores/submission.ts";
import { useRead } from "../stores/use-read.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Page } from "../ui/page.tsx";

/** In the place of an account that asks for more than a password: a way to set one up, or to sign in with the one there is. */
export default function SecondFactorGate(props: { onShown: () => void }) {
  const navigate = useNavigate();
  const passkeys = useRead(() => ({ queryKey: ["me", "passkeys"], queryFn: ({ signal }) => listPasskeys(signal) }));
  const app = useRead(() => ({ queryKey: ["me", "authenticator"], queryFn: ({ signal }) => getAuthenticator(signal) }));
  const has = () => (passkeys.data?.docs.length ?? 0) > 0 || app.data?.on === true;
  const form = createSubmission();
  const again = async () => {
    const back = `${location.pathname}${location.search}`;
    if (await form.submit(signOut)) navigate(`/sign-in?${new URLSearchParams({ return: back })}`, { replace: true });
  };
  return (
    <main class="h-dvh">
      <Page
        narrow
        title="More than a password"
        text="This account's agency asks everyone for a passkey or a code besides the password, so that a stolen password alone opens nothing."
        actions={<Button onClick={() => void again()}>Sign out</Button>}
      >
        <FormError class="mb-5" error={form.error()} fields={[]} />
        <Show
          when={has()}
          fallback={
            <>
              <p class="mb-5 text-ink-2">Set one of these up, and you go on at once.</p>
              <PasskeysCard onAdded={props.onShown} />
              <AuthenticatorCard onChanged={props.onShown} />
            </>
          }
        >
          <Card title="You have one already" text="You signed in with your password alone. Sign in again, with it.">
            <Button variant="primary" busy={form.busy()} onClick={() => void again()}>
              Sign in again
            </Button>
          </Card>
        </Show>
      </Page>
    </main>
  );
}
