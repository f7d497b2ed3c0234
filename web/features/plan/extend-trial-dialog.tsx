import { createSignal } from "solid-js";
import { DAY_MS } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { extendTrial } from "../../rest/plans.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";

const FORM = "extend-trial";
const DAYS = ["7", "14", "30", "90"] as const;
/** A server whose clock is behind must not find the longest choice too long. */
const LEEWAY_MS = 60_000;

/** Lets an account be tried for longer, from today on. */
export function ExtendTrialDialog(props: { open: boolean; onClose: () => void; onExtended: () => void }) {
  const account = useAccount();
  const [days, setDays] = createSignal<(typeof DAYS)[number]>("14");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setError(undefined);
    try {
      await extendTrial(account.id, Date.now() + Number(days()) * DAY_MS - LEEWAY_MS);
      props.onExtended();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={`Trial of ${account.tenant.name}`}
      description="Until then everything works, within the limits of its plan."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" busy={busy()}>
            Set the end
          </Button>
        </>
      }
    >
      <form id={FORM} class="flex flex-col gap-4" noValidate onSubmit={(event) => void submit(event)}>
        <FormError error={error()} fields={[]} />
        <Select
          label="Ends"
          value={days()}
          options={DAYS.map((value) => ({ value, label: `in ${value} days` }))}
          onChange={setDays}
        />
      </form>
    </Dialog>
  );
}
