import { createSignal } from "solid-js";
import type { Member } from "../../../schema/contracts/members.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { updateMember } from "../../rest/members.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { givableRoles, useRoles } from "../roles/use-roles.ts";
import { ownGrant, roleIdOf, roleRequest } from "./grant-words.ts";
import { RightsFields } from "./rights-fields.tsx";

/** Changes what somebody may do on the open account. */
export default function MemberDialog(props: { member: Member; onClose: () => void; onSaved: () => void }) {
  const account = useAccount();
  const roles = useRoles();
  const grant = ownGrant(props.member);
  const [roleId, setRoleId] = createSignal(grant === undefined ? "" : roleIdOf(grant));
  const [assignedOnly, setAssignedOnly] = createSignal(grant?.assignedOnly ?? false);
  const form = createSubmission();
  /** What they have now stands in the list, whether or not one could give it. */
  const choices = () => {
    const all = roles.data?.docs ?? [];
    const now = all.find(({ id }) => grant !== undefined && id === roleIdOf(grant));
    const givable = givableRoles(account, all);
    return now === undefined || givable.includes(now) ? givable : [now, ...givable];
  };

  const save = async () => {
    const chosen = choices().find(({ id }) => id === roleId());
    if (chosen === undefined) return;
    const changed = grant === undefined || roleIdOf(grant) !== roleId();
    const done = await form.submit(() =>
      updateMember(props.member.id, { ...(changed ? roleRequest(chosen) : {}), assignedOnly: assignedOnly() }),
    );
    if (!done) return;
    toast(`${props.member.name}'s rights are changed.`, { detail: "They hold at once, wherever they are signed in." });
    props.onSaved();
    props.onClose();
  };

  return (
    <FormDialog
      onClose={props.onClose}
      title={`What ${props.member.name} may do here`}
      form={form}
      act="Save"
      disabled={roles.data === undefined}
      onSubmit={() => void save()}
    >
      <RightsFields
        list={roles.data}
        roles={choices()}
        roleId={roleId()}
        onRole={setRoleId}
        assignedOnly={assignedOnly()}
        onAssignedOnly={setAssignedOnly}
        error={form.error()}
      />
      <FormError error={form.error() ?? roles.error ?? undefined} fields={["role", "customRole"]} />
    </FormDialog>
  );
}
