import { Show } from "solid-js";
import { ApiError } from "../rest/client.ts";
import { ButtonLink } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";

/** The account itself could not be opened. */
export default function AccountError(props: { error: unknown; onRetry: () => void }) {
  const missing = () => props.error instanceof ApiError && props.error.status === 404;
  return (
    <main class="flex h-dvh items-center justify-center">
      <div class="text-center">
        <ErrorState
          whole
          error={props.error}
          title={missing() ? "This account cannot be opened." : undefined}
          onRetry={missing() ? undefined : props.onRetry}
          action={
            <Show when={missing()}>
              <ButtonLink href="/" variant="primary">
                Go to your accounts
              </ButtonLink>
            </Show>
          }
        />
      </div>
    </main>
  );
}
