import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, lazy, onMount, Show, Suspense } from "solid-js";
import type { ApiError } from "../../rest/client.ts";
import { signInByProvider } from "../../stores/session.ts";
import { createSubmission } from "../../stores/submission.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";
import { takeReturn } from "./provider-return.ts";

const CodeStep = lazy(() => import("./code-step.tsx"));

/** Where an agency's provider sends people back to. */
export default function ProviderReturnPage() {
  const navigate = useNavigate();
  const { agency } = useParams<{ agency: string }>();
  const [challenge, setChallenge] = createSignal<string | undefined>();
  const form = createSubmission();
  const goOn = () => navigate(takeReturn(), { replace: true });
  onMount(async () => {
    const query = location.search.slice(1);
    // What it was asked with works once: it has no place in the address any more.
    history.replaceState(history.state, "", location.pathname);
    if (await form.submit(() => signInByProvider({ agency, query }))) return goOn();
    if (form.error()?.code === "mfa_required") setChallenge(form.error()?.items[0]?.challenge);
  });
  const back = (why: ApiError | undefined) => {
    setChallenge(undefined);
    form.refuse(why);
    if (why === undefined) navigate("/sign-in", { replace: true });
  };
  return (
    <Show
      when={challenge()}
      fallback={
        <Door title={form.error() ? "You are not signed in" : "Signing you in"} tab="Sign in">
          <Show when={form.error()} fallback={<p role="status">Your provider has answered. One moment.</p>}>
            <div class="flex flex-col items-start gap-4">
              <Refusal error={form.error()} />
              <div class="flex flex-wrap gap-2">
                <ButtonLink href="/sign-in/agency" variant="primary">
                  Try again
                </ButtonLink>
                <ButtonLink href="/sign-in">Use your password</ButtonLink>
              </div>
            </div>
          </Show>
        </Door>
      }
    >
      {(step) => (
        <Suspense>
          <CodeStep challenge={step()} onEntered={goOn} onBack={back} />
        </Suspense>
      )}
    </Show>
  );
}
