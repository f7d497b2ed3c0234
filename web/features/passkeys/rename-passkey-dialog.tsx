import { createSignal } from "solid-js";
import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { renamePasskey } from "../../rest/passkeys.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

const FORM_ID = "rename-passkey";

/** Gives a passkey another name. */
export default function RenamePasskeyDialog(props: { passkey: Passkey; onClose: () => void }) {
  const [name, setName] = createSignal(props.passkey.name);
  const form = createSubmission();
  const rename = async () => {
    if (await form.submit(() => renamePasskey(props.passkey.id, name()))) props.onClose();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Rename the passkey"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy()}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
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
      </form>
    </Dialog>
  );
}
