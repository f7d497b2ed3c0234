import { createSignal } from "solid-js";
import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { removePasskey } from "../../rest/passkeys.ts";
import { queryClient } from "../../stores/queries.ts";
import { signInChanged } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

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
    <FormDialog
      onClose={props.onClose}
      title={`Remove ${props.passkey.name}?`}
      description="It signs nobody in any more. Your device may still offer it: delete it there as well."
      form={form}
      act="Remove it"
      danger
      onSubmit={() => void remove()}
    >
      <PasswordField
        label="Your password"
        autofocus
        value={password()}
        onInput={setPassword}
        error={form.error()?.forField("currentPassword")}
      />
      <FormError error={form.error()} fields={["currentPassword"]} />
    </FormDialog>
  );
}
