import { useParams } from "@solidjs/router";
import { createSignal, Match, Switch } from "solid-js";
import { verifyEmail } from "../../rest/profile.ts";
import { forgetEverything } from "../../stores/forget.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";

/** Where the link that proves an address leads. One press, so that a mail program which opens links ahead proves nothing. */
export default function VerifyEmailPage() {
  const params = useParams<{ token: string }>();
  const [proved, setProved] = createSignal<string | undefined>();
  const form = createSubmission();
  const confirm = () =>
    form.submit(async () => {
      const { email } = await verifyEmail(params.token);
      forgetEverything();
      setProved(email);
    });
  return (
    <Switch
      fallback={
        <Door title="Confirm your address" text="One press, and it is proved to be yours.">
          <div class="flex flex-col gap-4">
            <Refusal error={form.error()} />
            <Button variant="primary" class="h-10" busy={form.busy()} onClick={() => void confirm()}>
              Confirm the address
            </Button>
          </div>
        </Door>
      }
    >
      <Match when={proved()}>
        {(email) => (
          <Door title="Your address is confirmed" text={`You sign in with ${email()}.`}>
            <ButtonLink href="/" variant="primary" class="h-10 w-full">
              Go on
            </ButtonLink>
          </Door>
        )}
      </Match>
      <Match when={form.error()?.code === "link_over"}>
        <Door
          title="This link is over"
          text="It was used already, or its day has passed. Your profile can send a new one."
        >
          <ButtonLink href="/" class="h-10 w-full">
            Go on
          </ButtonLink>
        </Door>
      </Match>
    </Switch>
  );
}
