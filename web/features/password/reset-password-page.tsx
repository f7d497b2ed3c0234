import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { resetPassword } from "../../rest/profile.ts";
import { forgetEverything } from "../../stores/forget.ts";
import { toast } from "../../stores/toasts.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Door } from "../door/door.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Where the link of a forgotten password leads: choose a new one, then sign in with it. */
export default function ResetPasswordPage() {
  const params = useParams<{ token: string }>();
  const navigate = useNavigate();
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const over = () => form.error()?.code === "link_over";
  const choose = () =>
    form.submit(async () => {
      const { email } = await resetPassword({ token: params.token, password: password() });
      forgetEverything();
      toast("Your new password is set.", { detail: "Every device was signed out. Sign in with it now." });
      navigate(`/sign-in?${new URLSearchParams({ email })}`, { replace: true });
    });
  return (
    <Show
      when={!over()}
      fallback={
        <Door title="This link is over" text="It was used already, or its hour has passed. Ask for a new one.">
          <ButtonLink href="/forgot-password" variant="primary" class="h-10 w-full">
            Send a new link
          </ButtonLink>
        </Door>
      }
    >
      <Door title="Choose a new password" text="Every device that is signed in now will be signed out.">
        <form
          class="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void choose();
          }}
        >
          <PasswordField
            label="New password"
            fresh
            autofocus
            value={password()}
            onInput={setPassword}
            error={form.error()?.forField("password")}
          />
          <Refusal error={form.error()?.forField("password") ? undefined : form.error()} />
          <Button type="submit" variant="primary" class="h-10" busy={form.busy()}>
            Set the password
          </Button>
        </form>
      </Door>
    </Show>
  );
}
