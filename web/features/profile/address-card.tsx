import { createSignal, Show } from "solid-js";
import type { Profile } from "../../../schema/contracts/users.ts";
import { askVerification, changeEmail } from "../../rest/profile.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { MailboxLink } from "../door/mailbox-link.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** The address one signs in with, whether it is proved, and the way to another one. */
export function AddressCard(props: { profile: Profile; onChanged: () => void }) {
  const account = useAccount();
  const [changing, setChanging] = createSignal(false);
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [sending, setSending] = createSignal(false);
  const form = createSubmission();
  const unproved = () => props.profile.pendingEmail ?? (props.profile.emailVerified ? undefined : props.profile.email);

  const change = async () => {
    if (!(await form.submit(() => changeEmail({ email: email(), currentPassword: password() })))) return;
    toast("A link is on its way.", { detail: `Open it in the mailbox of ${email()} to change your address.` });
    setChanging(false);
    setPassword("");
    props.onChanged();
  };
  const sendAgain = async () => {
    setSending(true);
    try {
      await askVerification();
      toast("The link is on its way again.", { detail: "The one sent before no longer works." });
    } catch (error) {
      toastError("The link was not sent.", error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Card
      title="E-mail"
      text="You sign in with it, and notices about your account go there."
      actions={
        <Show when={!changing()}>
          <Button
            size="sm"
            onClick={() => {
              form.clear();
              setEmail("");
              setChanging(true);
            }}
          >
            Change
          </Button>
        </Show>
      }
    >
      <p class="flex flex-wrap items-center gap-2 text-14">
        <span class="min-w-0 break-all">{props.profile.email}</span>
        <Show when={props.profile.emailVerified} fallback={<Badge tone="warning">Not confirmed</Badge>}>
          <Badge tone="success">Confirmed</Badge>
        </Show>
      </p>
      <Show when={unproved()}>
        {(address) => (
          <div class="mt-3 flex flex-col gap-3 rounded-inner bg-warning-soft px-3 py-2.5 text-13 text-warning">
            <p>
              Open the link in the mailbox of <strong class="font-semibold break-all">{address()}</strong>
              {props.profile.pendingEmail ? " to make it your address. Until then nothing changes." : " to confirm it."}
            </p>
            <div class="flex flex-wrap gap-2">
              <Button size="sm" busy={sending()} onClick={() => void sendAgain()}>
                Send the link again
              </Button>
              <Show when={account.sandbox}>
                <MailboxLink to={address()} />
              </Show>
            </div>
          </div>
        )}
      </Show>
      <Show when={changing()}>
        <form
          class="mt-4 flex max-w-100 flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void change();
          }}
        >
          <EmailField
            label="New e-mail"
            autocomplete="email"
            required
            autofocus
            value={email()}
            onInput={setEmail}
            error={form.error()?.forField("email")}
          />
          <PasswordField
            label="Your password"
            value={password()}
            onInput={setPassword}
            error={form.error()?.forField("currentPassword")}
          />
          <FormError error={form.error()} fields={["email", "currentPassword"]} />
          <div class="flex gap-2">
            <Button type="submit" variant="primary" busy={form.busy()}>
              Send the link
            </Button>
            <Button onClick={() => setChanging(false)}>Cancel</Button>
          </div>
        </form>
      </Show>
    </Card>
  );
}
