import { Show } from "solid-js";
import type { ApiError } from "../../rest/client.ts";

/** Why a door stayed closed. */
export function Refusal(props: { error: ApiError | undefined }) {
  return (
    <div role="alert" class="empty:hidden">
      <Show when={props.error}>
        {(refused) => (
          <div class="rounded-inner bg-danger-soft px-3 py-2 text-13 text-danger">
            <p class="font-medium">{refused().message}</p>
            <Show when={refused().status === 429}>
              <p>For safety this is paused for a while. Nothing is lost.</p>
            </Show>
            <Show when={refused().status >= 500 && refused().requestId}>
              {(id) => (
                <p class="mt-1 text-12">
                  Request <code class="font-mono">{id()}</code>
                </p>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
