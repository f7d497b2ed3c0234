import { createSignal } from "solid-js";
import { createInvitation } from "../../rest/invitations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { givableRoles, useRoles } from "../roles/use-roles.ts";
import { roleRequest } from "../team/grant-words.ts";
import { RightsFields } from "../team/rights-fields.tsx";

/** Invites one address to the open account, under a role that allows no more than the inviter may do here. */
export default function InviteDialog(props: { onClose: () => void; onInvited: () => void }) {
  const account = useAccount();
  const roles = useRoles();
  const [email, setEmail] = createSignal("");
  const [roleId, setRoleId] = createSignal("");
  const [assignedOnly, setAssignedOnly] = createSignal(false);
  const form = createSubmission();
  const choices = () => givableRoles(account, roles.data?.docs ?? []);
  // The least of the built-in ones unless another is chosen.
  const chosen = () =>
    choices().find(({ id }) => id === roleId()) ?? choices().findLast(({ of }) => of === "trellis") ?? choices()[0];

  const invite = async () => {
    const role = chosen();
    if (role === undefined) return;
    const done = await form.submit(() =>
      createInvitation({ email: email(), assignedOnly: assignedOnly(), ...roleRequest(role) }),
    );
    if (!done) return;
    toast(`${email()} is invited.`, { detail: "The link is on its way by mail." });
    props.onInvited();
    props.onClose();
  };

  return (
    <FormDialog
      onClose={props.onClose}
      title={`Invite somebody to ${account.tenant.name}`}
      description="They get a link by mail. Only whoever reads that mailbox can accept it."
      form={form}
      act="Send the invitation"
      disabled={chosen() === undefined}
      onSubmit={() => void invite()}
    >
      <EmailField
        label="E-mail"
        autocomplete="off"
        required
        value={email()}
        onInput={setEmail}
        error={form.error()?.forField("email")}
      />
      <RightsFields
        list={roles.data}
        roles={choices()}
        roleId={chosen()?.id ?? ""}
        onRole={setRoleId}
        assignedOnly={assignedOnly()}
        onAssignedOnly={setAssignedOnly}
        error={form.error()}
      />
      <FormError error={form.error() ?? roles.error ?? undefined} fields={["email", "role", "customRole"]} />
    </FormDialog>
  );
}
