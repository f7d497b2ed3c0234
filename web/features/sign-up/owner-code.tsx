import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { SIGN_UP_CODE_DIGITS } from "../../../schema/contracts/sign-ups.ts";
import { getHealth } from "../../rest/health.ts";
import { verifySignUp } from "../../rest/sign-ups.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { MailboxLink } from "../door/mailbox-link.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { changeDraft, draft } from "./draft.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { StepDoor } from "./step-door.tsx";

/** The code that was mailed. Another one, or another address, is asked for with name and password once more. */
export function OwnerCode() {
  const navigate = useNavigate();
  const [code, setCode] = createSignal("");
  const form = createSubmission();
  let input: HTMLInputElement | undefined;
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  const over = () => form.error()?.code === "link_over";
  const confirm = async () => {
    const done = await form.submit(async () => {
      await verifySignUp({ signUp: draft().signUp, code: code() });
      changeDraft({ proved: true });
    });
    if (done) return navigate("/start/address");
    if (form.error()?.code === "wrong_code") input?.select();
  };
  return (
    <StepDoor
      step="owner"
      title="Look in your mailbox"
      text={
        <>
          We sent {SIGN_UP_CODE_DIGITS} digits to <strong class="font-semibold text-ink">{draft().email}</strong>.
        </>
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <TextField
          label="Code"
          name="code"
          autocomplete="one-time-code"
          inputmode="numeric"
          required
          ref={(control) => {
            input = control;
            focusWhenThere(control);
          }}
          value={code()}
          onInput={setCode}
          error={form.error()?.forField("code")}
        />
        <Refusal error={form.error()?.forField("code") ? undefined : form.error()} />
        <Show
          when={!over()}
          fallback={
            <Button variant="primary" class="h-10" onClick={() => changeDraft({ signUp: "" })}>
              Begin again
            </Button>
          }
        >
          <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
            Confirm the address
          </Button>
          <Show when={health.data?.sandbox}>
            <MailboxLink to={draft().email} />
          </Show>
          <Button onClick={() => changeDraft({ signUp: "" })}>Send a new code, or use another address</Button>
        </Show>
      </form>
    </StepDoor>
  );
}
