import { createSignal } from "solid-js";
import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { renamePasskey } from "../../rest/passkeys.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Gives a passkey another name. */
export default function RenamePasskeyDialog(props: { passkey: Passkey; onClose: () => void }) {
  const [name, setName] = createSignal(props.passkey.name);
  const form = createSubmission();
  const rename = async () => {
    if (await form.submit(() => renamePasskey(props.passkey.id, name()))) props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      title="Rename the passkey"
      form={form}
      act="Rename"
      onSubmit={() => void rename()}
    >
      <TextField
        label="Name"
        autofocus
        required
        maxlength={60}
        value={name()}
        onInput={setName}
        error={form.error()?.forField("name")}
      />
      <FormError error={form.error()} fields={["name"]} />
    </FormDialog>
  );
}
