import { createSignal } from "solid-js";
import { DAY_MS } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { extendTrial } from "../../rest/plans.ts";
import { createSubmission } from "../../stores/submission.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";

const DAYS = ["7", "14", "30", "90"] as const;
/** A server whose clock is behind must not find the longest choice too long. */
const LEEWAY_MS = 60_000;

/** Lets an account be tried for longer, from today on. */
export function ExtendTrialDialog(props: { open: boolean; onClose: () => void; onExtended: () => void }) {
  const account = useAccount();
  const [days, setDays] = createSignal<(typeof DAYS)[number]>("14");
  const form = createSubmission();
  const submit = async () => {
    const until = Date.now() + Number(days()) * DAY_MS - LEEWAY_MS;
    if (await form.submit(() => extendTrial(account.id, until))) props.onExtended();
  };
  return (
    <FormDialog
      open={props.open}
      onClose={props.onClose}
      title={`Trial of ${account.tenant.name}`}
      description="Until then everything works, within the limits of its plan."
      form={form}
      act="Set the end"
      noValidate
      onSubmit={() => void submit()}
    >
      <FormError error={form.error()} fields={[]} />
      <Select
        label="Ends"
        value={days()}
        options={DAYS.map((value) => ({ value, label: `in ${value} days` }))}
        onChange={setDays}
      />
    </FormDialog>
  );
}
