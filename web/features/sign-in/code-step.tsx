import { createSignal, Show } from "solid-js";
import type { ApiError } from "../../rest/client.ts";
import { signInWithCode } from "../../stores/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** The second step of signing in: a code of the authenticator app, or a recovery code. `onBack` gets why, when the first step must be done again. */
export default function CodeStep(props: {
  challenge: string;
  onEntered: () => void;
  onBack: (why: ApiError | undefined) => void;
}) {
  const [code, setCode] = createSignal("");
  const [byRecovery, setByRecovery] = createSignal(false);
  const form = createSubmission();
  let input: HTMLInputElement | undefined;
  const enter = async () => {
    if (await form.submit(() => signInWithCode(props.challenge, code()))) return props.onEntered();
    const refused = form.error();
    if (refused?.code === "challenge_over") return props.onBack(refused);
    if (refused?.code === "wrong_code") input?.select();
  };
  return (
    <Door
      title={byRecovery() ? "Use a recovery code" : "Enter your code"}
      tab="Sign in"
      text={
        byRecovery()
          ? "One of those you kept when you set the app up. Each works once."
          : "The six digits that your authenticator app shows now."
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <TextField
          label={byRecovery() ? "Recovery code" : "Code"}
          name="code"
          autocomplete="one-time-code"
          inputmode={byRecovery() ? "text" : "numeric"}
          autocapitalize="none"
          spellcheck={false}
          required
          autofocus
          ref={input}
          value={code()}
          onInput={setCode}
          error={form.error()?.forField("code")}
        />
        <Refusal error={form.error()?.forField("code") ? undefined : form.error()} />
        <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
          <Show when={form.wait.seconds() > 0} fallback="Sign in">
            Try again in {form.wait.text()}
          </Show>
        </Button>
        <div class="flex flex-wrap gap-2">
          <Button
            variant="ghost"
            onClick={() => {
              setByRecovery(!byRecovery());
              setCode("");
              form.clear();
              input?.focus();
            }}
          >
            {byRecovery() ? "Use the app" : "Use a recovery code"}
          </Button>
          <Button variant="ghost" onClick={() => props.onBack(undefined)}>
            Back
          </Button>
        </div>
      </form>
    </Door>
  );
}
