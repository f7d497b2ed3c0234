import { createSignal, Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { askForModule } from "../../rest/module-access.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { refreshModules } from "./use-modules.ts";

const NOTE_MAX = 1_000;

/** Asks for a module that the plan does not include, with a note for whoever decides. */
export function RequestDialog(props: { module: Module; open: boolean; onClose: () => void }) {
  return (
    <Show when={props.open}>
      <OpenDialog module={props.module} onClose={props.onClose} />
    </Show>
  );
}

function OpenDialog(props: { module: Module; onClose: () => void }) {
  const account = useAccount();
  const [note, setNote] = createSignal("");
  const form = createSubmission();
  const ask = async () => {
    if (note().length > NOTE_MAX) return;
    const asked = await form.submit(async () => {
      await askForModule(props.module.slug, note().trim());
      toast(`${props.module.name} is asked for.`);
      await refreshModules(account.id);
    });
    if (asked) props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      title={`Ask for ${props.module.name}`}
      description="Whoever manages this account from above gets a mail, and you get one back."
      form={form}
      act="Send request"
      noValidate
      onSubmit={() => void ask()}
    >
      <FormError error={form.error()} fields={[]} />
      <TextArea
        label="What do you need it for?"
        optional
        value={note()}
        onInput={setNote}
        rows={3}
        most={NOTE_MAX}
        autocomplete="off"
      />
    </FormDialog>
  );
}
