import { useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { getHealth } from "../../rest/health.ts";
import { forgotPassword } from "../../rest/profile.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { Door } from "../door/door.tsx";
import { MailboxLink } from "../door/mailbox-link.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Asks for a link to choose a new password. Whether anybody has the address is not told. */
export default function ForgotPasswordPage() {
  const [search] = useSearchParams<{ email?: string }>();
  const [email, setEmail] = createSignal(search.email ?? "");
  const [sentTo, setSentTo] = createSignal<string | undefined>();
  const form = createSubmission();
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  const ask = async () => {
    const to = email().trim().toLowerCase();
    if (await form.submit(() => forgotPassword(to))) setSentTo(to);
  };
  return (
    <Show
      when={sentTo()}
      fallback={
        <Door title="Forgot your password?" text="We send you a link to choose a new one.">
          <form
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void ask();
            }}
          >
            <EmailField
              label="E-mail"
              name="email"
              autocomplete="username"
              required
              autofocus
              value={email()}
              onInput={setEmail}
              error={form.error()?.forField("email")}
            />
            <Refusal error={form.error()?.forField("email") ? undefined : form.error()} />
            <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
              <Show when={form.wait.seconds() > 0} fallback="Send the link">
                Try again in {form.wait.text()}
              </Show>
            </Button>
            <ButtonLink href="/sign-in">Back to sign-in</ButtonLink>
          </form>
        </Door>
      }
    >
      {(to) => (
        <Door
          title="Look in your mailbox"
          text={
            <>
              If somebody has <strong class="font-semibold text-ink">{to()}</strong> here, a link is on its way. It
              works for an hour.
            </>
          }
        >
          <div class="flex flex-col gap-4">
            <Show when={health.data?.sandbox}>
              <MailboxLink to={to()} />
            </Show>
            <Button onClick={() => setSentTo(undefined)}>Use another address</Button>
            <ButtonLink href="/sign-in">Back to sign-in</ButtonLink>
          </div>
        </Door>
      )}
    </Show>
  );
}
