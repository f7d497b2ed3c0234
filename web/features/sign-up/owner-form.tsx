import { createSignal, Show } from "solid-js";
import { beginSignUp } from "../../rest/sign-ups.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { changeDraft, draft } from "./draft.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { StepDoor } from "./step-door.tsx";

/** Name, address and password; then a code is mailed. */
export function OwnerForm() {
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const ask = () =>
    form.submit(async () => {
      const { name, email } = draft();
      const { signUp } = await beginSignUp({ name, email, password: password() });
      changeDraft({ email: email.trim().toLowerCase(), signUp });
    });
  const unnamed = () => (form.error()?.items.some(({ field }) => field) ? undefined : form.error());
  return (
    <StepDoor
      step="owner"
      title="Who are you?"
      text={
        <>
          You will be the first administrator of <strong class="font-semibold text-ink">{draft().company}</strong>.
        </>
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <TextField
          label="Your name"
          name="name"
          autocomplete="name"
          maxLength={120}
          required
          ref={focusWhenThere}
          value={draft().name}
          onInput={(name) => changeDraft({ name })}
          error={form.error()?.forField("name")}
        />
        <EmailField
          label="E-mail"
          name="email"
          autocomplete="username"
          required
          help="We send a code there."
          value={draft().email}
          onInput={(email) => changeDraft({ email })}
          error={form.error()?.forField("email")}
        />
        <PasswordField fresh value={password()} onInput={setPassword} error={form.error()?.forField("password")} />
        <Refusal error={unnamed()} />
        <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
          <Show when={form.wait.seconds() > 0} fallback="Send me the code">
            Try again in {form.wait.text()}
          </Show>
        </Button>
        <ButtonLink href="/start/company">Back</ButtonLink>
      </form>
    </StepDoor>
  );
}
