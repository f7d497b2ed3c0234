import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import type { ApiKey } from "../../../schema/contracts/keys.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";

/** Says which programs will stop working soon, and what to do. */
export function EndingKeys(props: { docs: readonly ApiKey[] }) {
  const ending = () => props.docs.filter(({ state }) => state === "expiring" || state === "replaced");
  return (
    <Show when={ending().length > 0}>
      <div role="status" class="mb-4 flex gap-3 rounded-card border border-line bg-warning-soft px-4 py-3 text-13">
        <TriangleAlert class="mt-0.5 size-4 shrink-0 text-warning" aria-hidden="true" />
        <div class="min-w-0">
          <p class="font-medium text-warning">
            {ending().length === 1 ? "A key is about to end." : `${ending().length} keys are about to end.`}
          </p>
          <ul class="text-ink">
            <For each={ending()}>
              {(key) => (
                <li>
                  <span class="font-medium">{key.name}</span> <span class="font-mono text-12">{key.prefix}…</span>{" "}
                  <Show when={key.expiresAt}>
                    {(at) => (
                      <>
                        ends <RelativeTime at={at()} />
                      </>
                    )}
                  </Show>
                  {key.state === "replaced" ? ": give the program its new key." : ": replace it before that."}
                </li>
              )}
            </For>
          </ul>
        </div>
      </div>
    </Show>
  );
}
