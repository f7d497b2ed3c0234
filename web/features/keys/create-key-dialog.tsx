import { createEffect, createSignal, on } from "solid-js";
import type { Capability } from "../../../schema/capabilities.ts";
import type { CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ApiError } from "../../rest/client.ts";
import { createKey } from "../../rest/keys.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { EXPIRIES, expiresAt, type Expiry } from "./expiry.ts";
import { ScopeChoice } from "./scope-choice.tsx";

const FIELDS = ["name", "scopes", "expiresAt"];
const NAME_MAX = 80;

/** Names a program, and says what it may do and for how long. */
export function CreateKeyDialog(props: { open: boolean; onClose: () => void; onMade: (made: CreatedApiKey) => void }) {
  const account = useAccount();
  const [name, setName] = createSignal("");
  const [scopes, setScopes] = createSignal<Capability[]>([]);
  const [expiry, setExpiry] = createSignal<Expiry>("90");
  const [busy, setBusy] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [error, setError] = createSignal<unknown>();

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setScopes(account.can("viewLeads") ? ["viewLeads"] : []);
        setExpiry("90");
        setTried(false);
        setError(undefined);
      },
    ),
  );
  const refused = (field: string): string | undefined => {
    const known = error();
    return known instanceof ApiError ? known.forField(field) : undefined;
  };
  const nameFault = () => (tried() && name().trim() === "" ? "Say which program it is for." : refused("name"));
  const scopeFault = () => (tried() && scopes().length === 0 ? "Allow at least one thing." : refused("scopes"));
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || name().trim() === "" || scopes().length === 0) return;
    setBusy(true);
    try {
      props.onMade(await createKey({ name: name(), scopes: scopes(), expiresAt: expiresAt(expiry(), Date.now()) }));
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
      size="wide"
      title="New API key"
      description={
        account.tenant.type === "subaccount"
          ? `For one program, to act on ${account.tenant.name}.`
          : `For one program, to act on ${account.tenant.name} and on every account below it.`
      }
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form="create-key-form" variant="primary" busy={busy()}>
            Make key
          </Button>
        </>
      }
    >
      <form id="create-key-form" class="flex flex-col gap-4" noValidate onSubmit={(event) => void make(event)}>
        <FormError error={error()} fields={FIELDS} />
        <div class="grid grid-cols-[1fr_12rem] gap-4 max-narrow:grid-cols-1">
          <TextField
            label="Name"
            help="The program, not a person: it stands on the audit log."
            value={name()}
            onInput={setName}
            error={nameFault()}
            maxLength={NAME_MAX}
            autocomplete="off"
            autofocus
            required
          />
          <Select<Expiry>
            label="Works for"
            value={expiry()}
            onChange={setExpiry}
            options={EXPIRIES}
            error={refused("expiresAt")}
          />
        </div>
        <ScopeChoice value={scopes()} onChange={setScopes} error={scopeFault()} />
      </form>
    </Dialog>
  );
}
