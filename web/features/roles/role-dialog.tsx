import { createSignal, For, Show } from "solid-js";
import {
  CAPABILITIES,
  type Capability,
  capabilitiesOfTier,
  type TenantType,
  tiersFrom,
} from "../../../schema/capabilities.ts";
import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";
import type { RoleDoc } from "../../../schema/contracts/roles.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createRole, updateRole } from "../../rest/roles.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { TIER_WORDS } from "./custom-roles.tsx";

/** Every role can look at the account: without that it could not be opened. */
const ALWAYS: Capability = "viewSettings";

/** Makes a role, or changes what one allows. Offers what this person may do themselves and no more. */
export default function RoleDialog(props: { role: RoleDoc | undefined; onClose: () => void; onSaved: () => void }) {
  const account = useAccount();
  const [name, setName] = createSignal(props.role?.name ?? "");
  const [tier, setTier] = createSignal<TenantType>(props.role?.tier ?? account.tenant.type);
  const [chosen, setChosen] = createSignal<ReadonlySet<Capability>>(
    new Set(props.role?.capabilities ?? ["viewLeads", ALWAYS]),
  );
  const form = createSubmission();
  const offered = () => {
    const fitting = capabilitiesOfTier(tier());
    return CAPABILITIES.filter((capability) => fitting.includes(capability) && account.can(capability));
  };
  const set = (capability: Capability, on: boolean) =>
    setChosen((all) => new Set(on ? [...all, capability] : [...all].filter((one) => one !== capability)));

  const save = async () => {
    const fitting = capabilitiesOfTier(tier());
    const capabilities = CAPABILITIES.filter((one) => chosen().has(one) && fitting.includes(one));
    const done = await form.submit(() =>
      props.role === undefined
        ? createRole({ name: name(), tier: tier(), capabilities })
        : updateRole(props.role.id, { name: name(), capabilities }),
    );
    if (!done) return;
    toast(`${name()} is saved.`);
    props.onSaved();
    props.onClose();
  };

  return (
    <FormDialog
      size="wide"
      onClose={props.onClose}
      title={props.role === undefined ? "New role" : `Change ${props.role.name}`}
      description={
        (props.role?.people ?? 0) > 0
          ? "It changes at once for everyone who has it."
          : "You can give what you may do yourself."
      }
      form={form}
      act={props.role === undefined ? "Make the role" : "Save"}
      onSubmit={() => void save()}
    >
      <TextField
        label="Name"
        required
        maxlength={60}
        value={name()}
        onInput={setName}
        error={form.error()?.forField("name")}
      />
      <Show when={props.role === undefined && tiersFrom(account.tenant.type).length > 1}>
        <Select<TenantType>
          label="Given"
          value={tier()}
          options={tiersFrom(account.tenant.type).map((value) => ({ value, label: TIER_WORDS[value] }))}
          onChange={setTier}
          error={form.error()?.forField("tier")}
        />
      </Show>
      <fieldset class="flex flex-col gap-1">
        <legend class="mb-1 text-13 font-medium">What it allows</legend>
        <For each={offered()}>
          {(capability) => (
            <Switch
              label={CAPABILITY_WORDS[capability].label}
              help={CAPABILITY_WORDS[capability].text}
              checked={capability === ALWAYS || chosen().has(capability)}
              disabled={capability === ALWAYS}
              onChange={(on) => set(capability, on)}
            />
          )}
        </For>
      </fieldset>
      <FormError error={form.error()} fields={["name", "tier"]} />
    </FormDialog>
  );
}
