import { Show } from "solid-js";
import { ApiError } from "../rest/client.ts";
import { explain } from "./error-state.tsx";

/** What the API refused that no field of the form shows. `fields` are the dotted paths that do show theirs. */
export function FormError(props: { error: unknown; fields: readonly string[]; class?: string }) {
  const text = () => {
    if (props.error === undefined) return undefined;
    if (!(props.error instanceof ApiError)) return explain(props.error).what;
    const homeless = props.error.items.filter((item) => item.field === undefined || !props.fields.includes(item.field));
    if (props.error.items.length > 0 && homeless.length === 0) return undefined;
    return (
      homeless.map((item) => (item.field ? `${item.field}: ${item.message}` : item.message)).join(" ") ||
      props.error.message
    );
  };
  const requestId = () => (props.error instanceof ApiError ? props.error.requestId : undefined);
  return (
    <div role="alert" class={`empty:hidden ${props.class ?? ""}`}>
      <Show when={text()}>
        <div class="rounded-inner bg-danger-soft px-3 py-2 text-13 text-danger">
          <p class="font-medium">{text()}</p>
          <Show when={requestId()}>
            <p class="mt-0.5 text-12">
              Request <code class="font-mono">{requestId()}</code>
            </p>
          </Show>
        </div>
      </Show>
    </div>
  );
}
