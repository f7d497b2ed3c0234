import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { askToJoin, openJoin } from "../../rest/domains.ts";
import { getHealth } from "../../rest/health.ts";
import { createSubmission } from "../../stores/submission.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { Door } from "../door/door.tsx";
import { MailboxLink } from "../door/mailbox-link.tsx";
import { Refusal } from "../door/refusal.tsx";

/** Joining by the domain of one's address: asking for the link, and opening it. */
export default function JoinPage() {
  const params = useParams<{ ticket?: string }>();
  return (
    <Show when={params.ticket} fallback={<Ask />}>
      {(ticket) => <Open ticket={ticket()} />}
    </Show>
  );
}

function Ask() {
  const [email, setEmail] = createSignal("");
  const [asked, setAsked] = createSignal("");
  const form = createSubmission();
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  return (
    <Switch>
      <Match when={asked()}>
        <Door
          title="Look into your mail"
          text={`If your organisation lets people join by their address, a link is on its way to ${asked()}. It works for a day.`}
        >
          <div class="flex flex-wrap gap-2">
            <Show when={health.data?.sandbox}>
              <MailboxLink to={asked()} />
            </Show>
            <Button variant="ghost" onClick={() => setAsked("")}>
              Use another address
            </Button>
          </div>
        </Door>
      </Match>
      <Match when={true}>
        <Door
          title="Join your organisation"
          text="With your address at work. No invitation is needed where your organisation allows it."
        >
          <form
            class="flex flex-col gap-4"
            onSubmit={async (event) => {
              event.preventDefault();
              const to = email().trim();
              if (await form.submit(() => askToJoin(to))) setAsked(to);
            }}
          >
            <EmailField
              label="E-mail"
              name="email"
              autocomplete="email"
              required
              autofocus
              value={email()}
              onInput={setEmail}
              error={form.error()?.forField("email")}
            />
            <Refusal error={form.error()} />
            <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
              <Show when={form.wait.seconds() > 0} fallback="Send me a link">
                Try again in {form.wait.text()}
              </Show>
            </Button>
            <SignInLink />
          </form>
        </Door>
      </Match>
    </Switch>
  );
}

function Open(props: { ticket: string }) {
  const navigate = useNavigate();
  const form = createSubmission();
  // Only on a press: programs that look into mail open links, and this one works once.
  const open = () =>
    form.submit(async () => navigate(`/invitations/${await openJoin(props.ticket)}`, { replace: true }));
  return (
    <Door
      title="Join your organisation"
      text="You opened the link in your mail: the address is yours. Go on to choose a name and a password."
    >
      <div class="flex flex-col gap-4">
        <Refusal error={form.error()} />
        <Button variant="primary" class="h-10" busy={form.busy()} onClick={() => void open()}>
          Go on
        </Button>
        <SignInLink />
      </div>
    </Door>
  );
}

function SignInLink() {
  return (
    <A
      href="/sign-in"
      class="inline-flex min-h-8 items-center text-13 font-medium text-accent-ink hover:underline max-narrow:min-h-11"
    >
      Back to sign-in
    </A>
  );
}
