import { Show } from "solid-js";
import type { RoleDoc, RoleList } from "../../../schema/contracts/roles.ts";
import { Select } from "../../ui/select.tsx";

/** A role to give, and under it in words what it allows. */
export function RoleField(props: {
  roles: readonly RoleDoc[];
  words: RoleList["capabilities"];
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}) {
  const chosen = () => props.roles.find(({ id }) => id === props.value);
  return (
    <div>
      <Select
        label="Role"
        value={props.value}
        options={props.roles.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={props.onChange}
        error={props.error}
      />
      <Show when={chosen()}>
        {(role) => (
          <p class="mt-2 text-12 text-ink-2">
            {props.words
              .filter(({ id }) => role().capabilities.includes(id))
              .map(({ label }) => label)
              .join(" · ")}
          </p>
        )}
      </Show>
    </div>
  );
}
