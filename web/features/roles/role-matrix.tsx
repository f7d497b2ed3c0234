import Check from "lucide-solid/icons/check";
import { For, Show } from "solid-js";
import type { RoleList } from "../../../schema/contracts/roles.ts";

/** Every capability against every role, on a wide screen. */
export function RoleMatrix(props: { list: RoleList }) {
  const shown = () =>
    props.list.capabilities.filter(({ id }) => props.list.docs.some(({ capabilities }) => capabilities.includes(id)));
  return (
    // A region of its own that scrolls sideways must be reachable by the keyboard.
    <div
      class="overflow-x-auto rounded-card border border-line bg-surface shadow-raised"
      role="region"
      aria-label="What each role can do"
      tabindex="0"
    >
      <table class="w-full border-collapse text-left text-13">
        <thead class="text-12 text-ink-3">
          <tr class="border-b border-line">
            <th scope="col" class="h-9 min-w-64 px-4 font-medium">
              What it allows
            </th>
            <For each={props.list.docs}>
              {({ name }) => (
                <th scope="col" class="h-9 px-3 text-center font-medium whitespace-nowrap">
                  {name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody class="divide-y divide-line">
          <For each={shown()}>
            {({ id, label, text }) => (
              <tr>
                <th scope="row" class="px-4 py-2 font-normal">
                  <span class="block font-medium">{label}</span>
                  <span class="block text-12 text-ink-3">{text}</span>
                </th>
                <For each={props.list.docs}>
                  {({ capabilities }) => (
                    <td class="px-3 text-center">
                      <Show
                        when={capabilities.includes(id)}
                        fallback={
                          <span class="text-ink-3">
                            <span aria-hidden="true">–</span>
                            <span class="sr-only">No</span>
                          </span>
                        }
                      >
                        <Check class="mx-auto size-4 text-accent-ink" aria-hidden="true" />
                        <span class="sr-only">Yes</span>
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
