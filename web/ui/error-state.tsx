import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { ApiError } from "../rest/client.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

/** Something failed to load: what happened, what to do, the request id for support, and a retry. */
export function ErrorState(props: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  retrying?: boolean;
  action?: JSX.Element;
  /** It is all of the page, so its title is the page's heading. */
  whole?: boolean;
}) {
  const words = () => explain(props.error);
  return (
    <div role="alert" class="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <div class="mb-4 flex size-11 items-center justify-center rounded-card bg-danger-soft text-danger [&_svg]:size-5">
        <TriangleAlert aria-hidden="true" />
      </div>
      <Dynamic component={props.whole ? "h1" : "h2"} class="text-16 font-semibold">
        {props.title ?? words().what}
      </Dynamic>
      <p class="mt-1 text-ink-2">
        <Show when={props.title}>{words().what} </Show>
        {words().toDo}
      </p>
      <Show when={props.onRetry}>
        {(retry) => (
          <Button class="mt-5" busy={props.retrying ?? false} onClick={() => retry()()}>
            Try again
          </Button>
        )}
      </Show>
      <Show when={props.action}>{(action) => <div class="mt-5">{action()}</div>}</Show>
      <Show when={words().requestId}>
        {(id) => (
          <p class="mt-4 flex items-center gap-1 text-12 text-ink-3">
            Request <code class="font-mono">{id()}</code>
            <CopyButton text={id()} label="Copy request id" />
          </p>
        )}
      </Show>
    </div>
  );
}

/** An error in a person's words: what happened and what to do about it. */
export function explain(error: unknown): { what: string; toDo: string; requestId: string | undefined } {
  if (!(error instanceof ApiError))
    return {
      what: "This page ran into a fault.",
      toDo: "Load it again. If it comes back, tell support.",
      requestId: undefined,
    };
  return { what: error.message, toDo: advice(error), requestId: error.requestId };
}

function advice(error: ApiError): string {
  if (error.status === 0) return "It loads by itself once you are back online.";
  if (error.status === 429) return error.retryAfterSeconds ? `You can go on in ${error.retryAfterSeconds} s.` : "";
  if (error.status === 403) return "Ask an administrator of this account if you need it.";
  if (error.status === 404) return "Check the address, or choose another account.";
  if (error.status >= 500) return "Nothing you did is lost. Try again in a moment.";
  return "";
}
