import { createSignal } from "solid-js";
import type { Member } from "../../../schema/contracts/members.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { addMember } from "../../rest/members.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { givableRoles, useRoles } from "../roles/use-roles.ts";
import { roleRequest } from "./grant-words.ts";
import { RightsFields } from "./rights-fields.tsx";

/** Gives somebody from above a role of their own on the open account. Everyone else is invited. */
export default function AddMemberDialog(props: { people: Member[]; onClose: () => void; onAdded: () => void }) {
  const account = useAccount();
  const roles = useRoles();
  const [person, setPerson] = createSignal(props.people[0]?.id ?? "");
  const [roleId, setRoleId] = createSignal("");
  const [assignedOnly, setAssignedOnly] = createSignal(false);
  const form = createSubmission();
  const choices = () => givableRoles(account, roles.data?.docs ?? []);
  const chosenId = () => (choices().some(({ id }) => id === roleId()) ? roleId() : (choices()[0]?.id ?? ""));

  const add = async () => {
    const chosen = choices().find(({ id }) => id === chosenId());
    if (chosen === undefined) return;
    const done = await form.submit(() =>
      addMember({ user: person(), ...roleRequest(chosen), assignedOnly: assignedOnly() }),
    );
    if (!done) return;
    toast(`${props.people.find(({ id }) => id === person())?.name} has a role on this account.`);
    props.onAdded();
    props.onClose();
  };

  return (
    <FormDialog
      onClose={props.onClose}
      title={`Add a colleague to ${account.tenant.name}`}
      description="A role of their own on this account, beside what they may do from above."
      form={form}
      act="Add"
      disabled={chosenId() === ""}
      onSubmit={() => void add()}
    >
      <Select
        label="Person"
        value={person()}
        options={props.people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
        onChange={setPerson}
        error={form.error()?.forField("user")}
      />
      <RightsFields
        list={roles.data}
        roles={choices()}
        roleId={chosenId()}
        onRole={setRoleId}
        assignedOnly={assignedOnly()}
        onAssignedOnly={setAssignedOnly}
        error={form.error()}
      />
      <FormError error={form.error() ?? roles.error ?? undefined} fields={["user", "role", "customRole"]} />
    </FormDialog>
  );
}
