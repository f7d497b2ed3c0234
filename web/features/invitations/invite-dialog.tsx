import { createSignal, Show } from "solid-js";
import { type Capability, capabilitiesOf, type Role, ROLE_NAMES, ROLES } from "../../../schema/capabilities.ts";
import { createInvitation } from "../../rest/invitations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { createSubmission } from "../../stores/submission.ts";

const FORM_ID = "invite";

/** Invites one address to the open account, under a role that allows no more than the inviter may do here. */
export default function InviteDialog(props: { onClose: () => void; onInvited: () => void }) {
  const account = useAccount();
  const roles = ROLE_NAMES.filter(
    (role) =>
      ROLES[role].tier === account.tenant.type &&
      capabilitiesOf(role).every((capability: Capability) => account.can(capability)),
  );
  const [email, setEmail] = createSignal("");
  const [role, setRole] = createSignal<Role | undefined>(roles.at(-1));
  const [assignedOnly, setAssignedOnly] = createSignal(false);
  const form = createSubmission();

  const invite = async () => {
    const chosen = role();
    const done = await form.submit(() =>
      createInvitation({ email: email(), assignedOnly: assignedOnly(), ...(chosen ? { role: chosen } : {}) }),
    );
    if (!done) return;
    toast(`${email()} is invited.`, { detail: "The link is on its way by mail." });
    props.onInvited();
    props.onClose();
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Invite somebody to ${account.tenant.name}`}
      description="They get a link by mail. Only whoever reads that mailbox can accept it."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy()}>
            Send the invitation
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <EmailField
          label="E-mail"
          autocomplete="off"
          required
          value={email()}
          onInput={setEmail}
          error={form.error()?.forField("email")}
        />
        <Show when={role()}>
          {(chosen) => (
            <Select
              label="Role"
              value={chosen()}
              options={roles.map((name) => ({ value: name, label: ROLES[name].label }))}
              onChange={setRole}
              error={form.error()?.forField("role")}
            />
          )}
        </Show>
        <Show when={account.tenant.type === "subaccount"}>
          <Switch
            label="Assigned records only"
            checked={assignedOnly()}
            onChange={setAssignedOnly}
            help="They see only the conversations and contacts that are theirs."
          />
        </Show>
        <FormError error={form.error()} fields={["email", "role"]} />
      </form>
    </Dialog>
  );
}
