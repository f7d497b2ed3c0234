import { For, Show } from "solid-js";
import type { Capability } from "../../../schema/capabilities.ts";
import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { SCOPE_GROUPS } from "./scope-words.ts";

/** What the program may do: of what the person may do here themselves, as many as they choose. */
export function ScopeChoice(props: {
  value: readonly Capability[];
  onChange: (scopes: Capability[]) => void;
  error: string | undefined;
}) {
  const account = useAccount();
  const groups = SCOPE_GROUPS.map(({ title, scopes }) => ({
    title,
    scopes: scopes.filter((scope) => account.can(scope)),
  })).filter(({ scopes }) => scopes.length > 0);
  const toggle = (scope: Capability, on: boolean) =>
    props.onChange(on ? [...props.value, scope] : props.value.filter((one) => one !== scope));
  return (
    <div class="flex flex-col gap-4">
      <For each={groups}>
        {(group) => (
          <fieldset aria-describedby={props.error ? "scope-error" : undefined}>
            <legend class="mb-1 text-13 font-medium">{group.title}</legend>
            <div class="grid grid-cols-2 gap-x-4 max-narrow:grid-cols-1">
              <For each={group.scopes}>
                {(scope) => (
                  <label class="relative flex min-h-8 cursor-pointer items-center gap-2.5 text-13 max-narrow:min-h-11">
                    <input
                      type="checkbox"
                      class="size-4 shrink-0 accent-accent after:absolute after:inset-0"
                      checked={props.value.includes(scope)}
                      onChange={(event) => toggle(scope, event.currentTarget.checked)}
                    />
                    <span data-tip={CAPABILITY_WORDS[scope].text}>{CAPABILITY_WORDS[scope].label}</span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        )}
      </For>
      <Show when={props.error}>
        <p id="scope-error" class="text-13 text-danger" role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  );
}
