import { For } from "solid-js";
import type { ServiceHealth } from "../../rest/health.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";

type DemoPerson = NonNullable<ServiceHealth["demo"]>[number];

/** The people of the demo data: a click signs in as one of them. Shown in sandbox mode only. */
export function DemoSignIns(props: { people: DemoPerson[]; chosen: string; onChoose: (person: DemoPerson) => void }) {
  return (
    <section
      aria-labelledby="demo-title"
      class="w-full max-w-100 rounded-card border border-line bg-surface shadow-raised"
    >
      <header class="border-b border-line px-4 py-3">
        <div class="flex items-center justify-between gap-3">
          <h2 id="demo-title" class="text-14 font-semibold">
            Try it with demo data
          </h2>
          <SandboxTag />
        </div>
        <p class="mt-1 text-13 text-ink-2">Choose who to be: one press signs you in.</p>
      </header>
      <ul class="max-h-[60dvh] overflow-y-auto p-1.5 max-narrow:max-h-none">
        <For each={props.people}>
          {(person) => (
            <li>
              <button
                type="button"
                aria-pressed={props.chosen === person.email}
                class="flex min-h-11 w-full items-center gap-3 rounded-inner px-2.5 py-1.5 text-left transition-colors duration-100 hover:bg-sunken focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft"
                onClick={() => props.onChoose(person)}
              >
                <Avatar name={person.email.split("@")[0] ?? ""} size={28} />
                <span class="min-w-0">
                  <span class="block truncate text-13 font-medium">{person.label}</span>
                  <span class="block truncate text-12 text-ink-2">{person.email}</span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
