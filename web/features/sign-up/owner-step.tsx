import { Match, Switch } from "solid-js";
import { draft } from "./draft.ts";
import { OwnerCode } from "./owner-code.tsx";
import { OwnerForm } from "./owner-form.tsx";
import { OwnerProved } from "./owner-proved.tsx";

/** Who starts, and that the address is theirs. */
export function OwnerStep() {
  return (
    <Switch fallback={<OwnerForm />}>
      <Match when={draft().proved}>
        <OwnerProved />
      </Match>
      <Match when={draft().signUp !== ""}>
        <OwnerCode />
      </Match>
    </Switch>
  );
}
