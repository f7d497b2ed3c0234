import { createSignal, Show } from "solid-js";
import { changePassword } from "../../rest/profile.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Changes the password, for whoever knows the one there is. */
export function PasswordCard(props: { email: string }) {
  const [changing, setChanging] = createSignal(false);
  const [current, setCurrent] = createSignal("");
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const change = async () => {
    if (!(await form.submit(() => changePassword({ currentPassword: current(), password: password() })))) return;
    toast("Your password is changed.", { detail: "You are signed out everywhere else." });
    setChanging(false);
    setCurrent("");
    setPassword("");
  };
  return (
    <Card
      title="Password"
      text="A new one signs you out everywhere else."
      actions={
        <Show when={!changing()}>
          <Button
            size="sm"
            onClick={() => {
              form.clear();
              setChanging(true);
            }}
          >
            Change the password
          </Button>
        </Show>
      }
    >
      <Show when={changing()}>
        <form
          class="flex max-w-100 flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void change();
          }}
        >
          {/* For password managers: whose password it is. */}
          <input type="email" name="email" autocomplete="username" value={props.email} readonly hidden />
          <PasswordField
            label="Current password"
            autofocus
            value={current()}
            onInput={setCurrent}
            error={form.error()?.forField("currentPassword")}
          />
          <PasswordField
            label="New password"
            fresh
            value={password()}
            onInput={setPassword}
            error={form.error()?.forField("password")}
          />
          <FormError error={form.error()} fields={["currentPassword", "password"]} />
          <div class="flex gap-2">
            <Button type="submit" variant="primary" busy={form.busy()}>
              Change it
            </Button>
            <Button onClick={() => setChanging(false)}>Cancel</Button>
          </div>
        </form>
      </Show>
    </Card>
  );
}
