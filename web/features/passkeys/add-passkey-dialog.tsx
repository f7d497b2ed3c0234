import { createSignal } from "solid-js";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { describeDevice } from "../security/describe-device.ts";
import { makePasskey } from "../../rest/passkey-ceremony.ts";

/** Asks for a name and the password, then has the device make a passkey. */
export default function AddPasskeyDialog(props: { onClose: () => void; onAdded: () => void }) {
  const [name, setName] = createSignal(describeDevice(navigator.userAgent).name);
  const [password, setPassword] = createSignal("");
  const form = createSubmission();
  const add = async () => {
    const added = await form.submit(() => makePasskey({ name: name(), currentPassword: password() }));
    if (!added) return;
    toast("The passkey is added.");
    props.onAdded();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      title="Add a passkey"
      description="Your device asks who you are, and keeps the passkey. It can be on this device, on your phone, or a security key."
      form={form}
      act="Go on"
      onSubmit={() => void add()}
    >
      <TextField
        label="Name"
        help="To tell it from others."
        required
        maxlength={60}
        value={name()}
        onInput={setName}
        error={form.error()?.forField("name")}
      />
      <PasswordField
        label="Your password"
        autofocus
        value={password()}
        onInput={setPassword}
        error={form.error()?.forField("currentPassword")}
      />
      <FormError error={form.error()} fields={["name", "currentPassword"]} />
    </FormDialog>
  );
}
