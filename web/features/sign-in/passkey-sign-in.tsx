import KeyRound from "lucide-solid/icons/key-round";
import { signInWithPasskey } from "../../stores/session.ts";
import { Button } from "../../ui/button.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Signs in with a passkey, in place of address, password and code. */
export default function PasskeySignIn(props: { onEntered: () => void }) {
  const form = createSubmission();
  const enter = async () => {
    if (await form.submit(signInWithPasskey)) props.onEntered();
  };
  return (
    <>
      <Button
        class="h-10"
        icon={<KeyRound aria-hidden="true" />}
        busy={form.busy()}
        disabled={form.wait.seconds() > 0}
        onClick={() => void enter()}
      >
        Sign in with a passkey
      </Button>
      <Refusal error={form.error()} />
    </>
  );
}
