import { createEffect, createSignal, on } from "solid-js";
import type { Capability } from "../../../schema/capabilities.ts";
import type { CreatedApiKey } from "../../../schema/contracts/keys.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createKey } from "../../rest/keys.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
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
  const [tried, setTried] = createSignal(false);
  const form = createSubmission();

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setScopes(account.can("viewLeads") ? ["viewLeads"] : []);
        setExpiry("90");
        setTried(false);
        form.clear();
      },
    ),
  );
  const refused = (field: string): string | undefined => form.error()?.forField(field);
  const nameFault = () => (tried() && name().trim() === "" ? "Say which program it is for." : refused("name"));
  const scopeFault = () => (tried() && scopes().length === 0 ? "Allow at least one thing." : refused("scopes"));
  const make = async (): Promise<void> => {
    setTried(true);
    form.clear();
    if (name().trim() === "" || scopes().length === 0) return;
    await form.submit(async () =>
      props.onMade(await createKey({ name: name(), scopes: scopes(), expiresAt: expiresAt(expiry(), Date.now()) })),
    );
  };

  return (
    <FormDialog
      open={props.open}
      onClose={props.onClose}
      size="wide"
      title="New API key"
      description={
        account.tenant.type === "subaccount"
          ? `For one program, to act on ${account.tenant.name}.`
          : `For one program, to act on ${account.tenant.name} and on every account below it.`
      }
      form={form}
      act="Make key"
      noValidate
      onSubmit={() => void make()}
    >
      <FormError error={form.error()} fields={FIELDS} />
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
    </FormDialog>
  );
}
