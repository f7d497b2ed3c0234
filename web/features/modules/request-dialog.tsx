import { createSignal, Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { askForModule } from "../../rest/module-access.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
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
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || note().length > NOTE_MAX) return;
    setBusy(true);
    setError(undefined);
    try {
      await askForModule(props.module.slug, note().trim());
      toast(`${props.module.name} is asked for.`);
      await refreshModules(account.id);
      props.onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Ask for ${props.module.name}`}
      description="Whoever manages this account from above gets a mail, and you get one back."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form="module-request" variant="primary" busy={busy()}>
            Send request
          </Button>
        </>
      }
    >
      <form id="module-request" class="flex flex-col gap-4" noValidate onSubmit={(event) => void ask(event)}>
        <FormError error={error()} fields={[]} />
        <TextArea
          label="What do you need it for?"
          optional
          value={note()}
          onInput={setNote}
          rows={3}
          most={NOTE_MAX}
          autocomplete="off"
        />
      </form>
    </Dialog>
  );
}
