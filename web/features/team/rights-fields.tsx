import { Show } from "solid-js";
import type { RoleDoc, RoleList } from "../../../schema/contracts/roles.ts";
import type { ApiError } from "../../rest/client.ts";
import { Switch } from "../../ui/switch.tsx";
import { RoleField } from "./role-field.tsx";

/** What somebody may do on the open account: a role, and whether over everything or over what is theirs. The role waits for the list of them. */
export function RightsFields(props: {
  list: RoleList | undefined;
  roles: readonly RoleDoc[];
  roleId: string;
  onRole: (id: string) => void;
  assignedOnly: boolean;
  onAssignedOnly: (only: boolean) => void;
  error: ApiError | undefined;
}) {
  return (
    <>
      <Show when={props.list}>
        {(list) => (
          <RoleField
            roles={props.roles}
            words={list().capabilities}
            value={props.roleId}
            onChange={props.onRole}
            error={props.error?.forField("role") ?? props.error?.forField("customRole")}
          />
        )}
      </Show>
      <Switch
        label="Assigned records only"
        checked={props.assignedOnly}
        onChange={props.onAssignedOnly}
        help="They see only the conversations assigned to them, and the contacts that are theirs."
      />
    </>
  );
}
