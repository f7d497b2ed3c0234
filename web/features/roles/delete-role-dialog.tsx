import { createSignal, Show } from "solid-js";
import type { RoleDoc } from "../../../schema/contracts/roles.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { deleteRole } from "../../rest/roles.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Deletes a role. Where people have it, it asks which they get instead. */
export default function DeleteRoleDialog(props: {
  role: RoleDoc;
  roles: readonly RoleDoc[];
  onClose: () => void;
  onDeleted: () => void;
}) {
  const account = useAccount();
  const form = createSubmission();
  const targets = props.roles.filter(
    ({ id, tier, capabilities }) =>
      id !== props.role.id && tier === props.role.tier && capabilities.every((capability) => account.can(capability)),
  );
  const [moveTo, setMoveTo] = createSignal(targets.at(-1)?.id ?? "");
  const people = () => props.role.people ?? 0;
  const remove = async () => {
    const done = await form.submit(() => deleteRole(props.role.id, people() > 0 ? moveTo() : undefined));
    if (!done) return;
    toast(`${props.role.name} is deleted.`);
    props.onDeleted();
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Delete the role ${props.role.name}?`}
      description={
        people() > 0
          ? `${people() === 1 ? "One person has" : `${people()} people have`} it. They get another role at once.`
          : "Nobody has it."
      }
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button variant="danger" busy={form.busy()} onClick={() => void remove()}>
            Delete role
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Show when={people() > 0}>
          <Select
            label="They get instead"
            value={moveTo()}
            options={targets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setMoveTo}
            error={form.error()?.forField("moveTo")}
          />
        </Show>
        <FormError error={form.error()} fields={["moveTo"]} />
      </div>
    </Dialog>
  );
}
