import { createEffect, createSignal, on } from "solid-js";
import type { ApiKey, CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { rotateKey } from "../../rest/keys.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";

const GRACES = [
  { value: "0", label: "Not at all: end it now" },
  { value: "1", label: "One hour" },
  { value: "24", label: "One day" },
  { value: "168", label: "One week" },
] as const;
type Grace = (typeof GRACES)[number]["value"];

/** Puts a new key in the place of one, and says how long the old one goes on working. */
export function RotateKeyDialog(props: {
  apiKey: ApiKey | undefined;
  onClose: () => void;
  onMade: (made: CreatedApiKey) => void;
}) {
  const [grace, setGrace] = createSignal<Grace>("24");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(
      () => props.apiKey,
      (key) => {
        if (!key) return;
        setGrace("24");
        setError(undefined);
      },
    ),
  );
  const rotate = async (): Promise<void> => {
    const { apiKey } = props;
    if (!apiKey || busy()) return;
    setBusy(true);
    setError(undefined);
    try {
      props.onMade(await rotateKey(apiKey.id, { graceHours: Number(grace()) }));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.apiKey !== undefined}
      onClose={props.onClose}
      title={`Replace ${props.apiKey?.name ?? "the key"}?`}
      description="A new key with the same name and rights. Give it to the program while the old one still works."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button variant="primary" busy={busy()} onClick={() => void rotate()}>
            Make the new key
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <FormError error={error()} fields={[]} />
        <Select<Grace> label="The old key goes on working for" value={grace()} onChange={setGrace} options={GRACES} />
      </div>
    </Dialog>
  );
}
