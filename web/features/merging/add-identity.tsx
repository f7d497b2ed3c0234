import { createSignal, Show } from "solid-js";
import { type IdentityKind, IDENTITY_KINDS } from "../../../schema/contracts/contacts.ts";
import { ApiError } from "../../rest/client.ts";
import { addIdentity } from "../../rest/merges.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { IDENTITY_WORDS } from "./identity-words.ts";

/** Adds one way a contact is known by. Where another contact has it, a merge is offered. */
export function AddIdentityForm(props: {
  tenant: string;
  contactId: string;
  onAdded: () => void;
  onClose: () => void;
  onMerge: (other: { id: string; name: string }) => void;
}) {
  const [kind, setKind] = createSignal<IdentityKind>("phone");
  const [value, setValue] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const holder = () => {
    const known = error();
    return known instanceof ApiError ? known.items.find(({ about }) => about !== undefined)?.about : undefined;
  };
  const problem = () => {
    const known = error();
    if (known === undefined) return undefined;
    return known instanceof ApiError ? (known.forField("value") ?? known.message) : "This page ran into a fault.";
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || value().trim() === "") return;
    setBusy(true);
    setError(undefined);
    try {
      await addIdentity(props.tenant, props.contactId, { kind: kind(), value: value().trim() });
      props.onAdded();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="mt-2 space-y-2" noValidate onSubmit={(event) => void save(event)}>
      <Select<IdentityKind>
        label="Kind"
        value={kind()}
        options={IDENTITY_KINDS.map((one) => ({ value: one, label: IDENTITY_WORDS[one] }))}
        onChange={setKind}
      />
      <TextField
        label={IDENTITY_WORDS[kind()]}
        value={value()}
        onInput={setValue}
        error={problem()}
        autocomplete="off"
        autocapitalize="none"
        maxLength={254}
      />
      <Show when={holder()} keyed>
        {(other) => (
          <Button size="sm" onClick={() => props.onMerge(other)}>
            Merge with {other.name}…
          </Button>
        )}
      </Show>
      <div class="flex justify-end gap-2">
        <Button size="sm" onClick={() => props.onClose()}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary" busy={busy()} disabled={value().trim() === ""}>
          Add
        </Button>
      </div>
    </form>
  );
}
