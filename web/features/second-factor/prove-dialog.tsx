import { createSignal, Show } from "solid-js";
import { removeAuthenticator, renewRecoveryCodes } from "../../rest/second-factor.ts";
import { queryClient } from "../../stores/queries.ts";
import { signInChanged } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { RecoveryCodeList } from "./recovery-code-list.tsx";

const FORM_ID = "prove-both";

/** Turns the authenticator app off, or makes new recovery codes: for whoever has both password and code. */
export default function ProveDialog(props: { act: "off" | "codes"; onClose: () => void }) {
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [codes, setCodes] = createSignal<string[] | undefined>();
  const form = createSubmission();
  const off = () => props.act === "off";

  const act = () =>
    form.submit(async () => {
      const both = { currentPassword: password(), code: code() };
      if (!off()) return setCodes((await renewRecoveryCodes(both)).recoveryCodes);
      await removeAuthenticator(both);
      await queryClient.invalidateQueries({ queryKey: ["me"] });
      signInChanged();
      toast("The authenticator app is off.");
      return props.onClose();
    });

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={off() ? "Turn the authenticator app off?" : "New recovery codes"}
      description={
        off()
          ? "Your password alone signs you in then. Your recovery codes end as well."
          : "They take the place of those you have, which stop working."
      }
      footer={
        <Show
          when={codes()}
          fallback={
            <>
              <Button onClick={() => props.onClose()}>Cancel</Button>
              <Button
                type="submit"
                form={FORM_ID}
                variant={off() ? "danger" : "primary"}
                busy={form.busy()}
                disabled={form.wait.seconds() > 0}
              >
                {off() ? "Turn it off" : "Make new ones"}
              </Button>
            </>
          }
        >
          <Button variant="primary" onClick={() => props.onClose()}>
            I have kept them
          </Button>
        </Show>
      }
    >
      <Show
        when={codes()}
        fallback={
          <form
            id={FORM_ID}
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void act();
            }}
          >
            <PasswordField
              label="Your password"
              autofocus
              value={password()}
              onInput={setPassword}
              error={form.error()?.forField("currentPassword")}
            />
            <TextField
              label="A code of the app, or a recovery code"
              name="code"
              autocomplete="one-time-code"
              required
              value={code()}
              onInput={setCode}
              error={form.error()?.forField("code")}
            />
            <FormError error={form.error()} fields={["currentPassword", "code"]} />
          </form>
        }
      >
        {(shown) => <RecoveryCodeList codes={shown()} />}
      </Show>
    </Dialog>
  );
}
