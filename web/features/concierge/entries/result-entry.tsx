import CircleCheck from "lucide-solid/icons/circle-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import { SandboxTag } from "../../../ui/sandbox-tag.tsx";
import { useSession } from "../session-context.tsx";
import { ModuleActs } from "../module-acts.tsx";
import { EntryCard } from "./entry-card.tsx";

type Result = EntryOf<"result">;

/** What the provider said of a module: that it works, or why not, what to do, and the ways on while it is still so. */
export function ResultEntry(props: { entry: Result; newest: boolean }) {
  const screen = useSession();
  const works = () => props.entry.state === "live";
  const now = () => screen.state().progress.modules.find(({ slug }) => slug === props.entry.module.slug);
  return (
    <EntryCard
      label={`${props.entry.module.name}: ${works() ? "live" : "does not work yet"}`}
      class={works() ? "py-3!" : ""}
    >
      <div class="flex items-start gap-3">
        <span class="mt-0.5 [&_svg]:size-5">
          <Show when={works()} fallback={<TriangleAlert class="text-danger" aria-hidden="true" />}>
            <CircleCheck class="text-success" aria-hidden="true" />
          </Show>
        </span>
        <div class="min-w-0 flex-1">
          <div class="flex flex-wrap items-center gap-2">
            <h2 class="text-14 font-semibold">
              {works() ? `${props.entry.module.name} is live` : `${props.entry.module.name} does not work yet`}
            </h2>
            <Show when={works() && now()?.sandbox}>
              <SandboxTag />
            </Show>
          </div>
          <Show when={props.entry.health?.reason}>
            {(reason) => <p class="mt-1 text-13 break-words text-ink-2">{reason()}</p>}
          </Show>
          <Show when={props.entry.health?.fix}>
            {(fix) => (
              <p class="mt-2 rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
                <span class="font-semibold">What to do: </span>
                {fix()}
              </p>
            )}
          </Show>
          <Show when={!works() && props.newest && now()}>
            {(module) => (
              <Show when={module().state === "blocked"}>
                <div class="mt-3">
                  <ModuleActs module={module()} />
                </div>
              </Show>
            )}
          </Show>
        </div>
      </div>
    </EntryCard>
  );
}
