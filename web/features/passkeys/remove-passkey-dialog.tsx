import { createSignal } from "solid-js";
import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { removePasskey } from "../../rest/passkeys.ts";
import { queryClient } from "../../stores/queries.ts";
import { signInChanged } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

const FORM_ID = "remove-passkey";

/** Takes a passkey away, for whoever has the password. */
export default function RemovePasskeyDialog(props: { passkey: Passkey; onClose: () => void }) {
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const remove = async () => {
    if (!(await form.submit(() => removePasskey(props.passkey.id, password())))) return;
    await queryClient.invalidateQueries({ queryKey: ["me"] });
    signInChanged();
    toast("The passkey is removed.");
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Remove ${props.passkey.name}?`}
      description="It signs nobody in any more. Your device may still offer it: delete it there as well."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="danger" busy={form.busy()} disabled={form.wait.seconds() > 0}>
            Remove it
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <PasswordField
          label="Your password"
          autofocus
          value={password()}
          onInput={setPassword}
          error={form.error()?.forField("currentPassword")}
        />
        <FormError error={form.error()} fields={["currentPassword"]} />
      </form>
    </Dialog>
  );
}
