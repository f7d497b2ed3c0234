import { createSignal } from "solid-js";
import type { ModuleRequest } from "../../../schema/contracts/module-access.ts";
import { ApiError } from "../../rest/client.ts";
import { decideModuleRequest } from "../../rest/module-access.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextArea } from "../../ui/text-area.tsx";

const REASON_MAX = 1_000;

/** Declines a request with a reason, which the account reads. */
export function DeclineDialog(props: { request: ModuleRequest; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const fieldError = () => {
    const refused = error();
    if (tried() && reason().trim() === "") return "Say why: the account reads it.";
    return refused instanceof ApiError ? refused.forField("reason") : undefined;
  };
  const decline = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || reason().trim() === "" || reason().length > REASON_MAX) return;
    setBusy(true);
    try {
      await decideModuleRequest(props.request, { decision: "decline", reason: reason().trim() });
      toast("The request is declined.");
      props.onDone();
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
      title={`Decline ${props.request.module.name} for ${props.request.account.name}?`}
      description="They get a mail with your reason, and may ask again."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form="module-decline" variant="danger" busy={busy()}>
            Decline request
          </Button>
        </>
      }
    >
      <form id="module-decline" class="flex flex-col gap-4" noValidate onSubmit={(event) => void decline(event)}>
        <FormError error={error()} fields={["reason"]} />
        <TextArea
          label="Reason"
          value={reason()}
          onInput={setReason}
          error={fieldError()}
          rows={3}
          most={REASON_MAX}
          autocomplete="off"
          required
        />
      </form>
    </Dialog>
  );
}
