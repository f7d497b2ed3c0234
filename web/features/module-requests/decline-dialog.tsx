import { createSignal } from "solid-js";
import type { ModuleRequest } from "../../../schema/contracts/module-access.ts";
import { decideModuleRequest } from "../../rest/module-access.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextArea } from "../../ui/text-area.tsx";

const REASON_MAX = 1_000;

/** Declines a request with a reason, which the account reads. */
export function DeclineDialog(props: { request: ModuleRequest; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const form = createSubmission();
  const fieldError = () =>
    tried() && reason().trim() === "" ? "Say why: the account reads it." : form.error()?.forField("reason");
  const decline = async () => {
    setTried(true);
    form.clear();
    const said = reason().trim();
    if (said === "" || reason().length > REASON_MAX) return;
    if (!(await form.submit(() => decideModuleRequest(props.request, { decision: "decline", reason: said })))) return;
    toast("The request is declined.");
    props.onDone();
    props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      title={`Decline ${props.request.module.name} for ${props.request.account.name}?`}
      description="They get a mail with your reason, and may ask again."
      form={form}
      act="Decline request"
      danger
      noValidate
      onSubmit={() => void decline()}
    >
      <FormError error={form.error()} fields={["reason"]} />
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
    </FormDialog>
  );
}
