import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import { createSignal, For, Show } from "solid-js";
import type { RoleList } from "../../../schema/contracts/roles.ts";
import { Card } from "../../ui/card.tsx";
import { Select } from "../../ui/select.tsx";

/** What one role can do: the matrix of a screen with no room for columns. */
export function OneRole(props: { list: RoleList }) {
  const [id, setId] = createSignal(props.list.docs[0]?.id ?? "");
  const role = () => props.list.docs.find((one) => one.id === id()) ?? props.list.docs[0];
  return (
    <Card>
      <Select
        label="What can this role do?"
        value={id()}
        options={props.list.docs.map(({ id: value, name }) => ({ value, label: name }))}
        onChange={setId}
      />
      <ul class="mt-4 flex flex-col gap-3">
        <For each={props.list.capabilities}>
          {(capability) => {
            const allowed = () => role()?.capabilities.includes(capability.id) === true;
            return (
              <li class={`flex gap-2.5 ${allowed() ? "" : "text-ink-3"}`}>
                <Show when={allowed()} fallback={<Minus class="mt-0.5 size-4 shrink-0" aria-hidden="true" />}>
                  <Check class="mt-0.5 size-4 shrink-0 text-accent-ink" aria-hidden="true" />
                </Show>
                <div>
                  <p class="text-13 font-medium">
                    {capability.label}
                    <span class="sr-only">{allowed() ? ": yes" : ": no"}</span>
                  </p>
                  <p class="text-12 text-ink-3">{capability.text}</p>
                </div>
              </li>
            );
          }}
        </For>
      </ul>
    </Card>
  );
}
