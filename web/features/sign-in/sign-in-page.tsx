import { A, useNavigate, useSearchParams } from "@solidjs/router";
import MailOpen from "lucide-solid/icons/mail-open";
import { createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { getHealth } from "../../rest/health.ts";
import { brand } from "../../stores/brand.ts";
import { useHostBrand } from "../../stores/host-brand.ts";
import { signIn } from "../../stores/session.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { Door } from "../door/door.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { Refusal } from "../door/refusal.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { passkeysPossible } from "../passkeys/passkeys-possible.ts";
import { DemoSignIns } from "./demo-sign-ins.tsx";
import { safeReturnPath } from "./safe-return-path.ts";

const PasskeySignIn = lazy(() => import("./passkey-sign-in.tsx"));
const CodeStep = lazy(() => import("./code-step.tsx"));

/** Sign-in with e-mail and password. In sandbox mode the demo sign-ins and the mailbox stand beside it. */
export default function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ return?: string; email?: string }>();
  const [email, setEmail] = createSignal(search.email ?? "");
  const [password, setPassword] = createSignal("");
  const [challenge, setChallenge] = createSignal<string | undefined>();
  const form = createSubmission();
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  const host = useHostBrand();
  let passwordInput: HTMLInputElement | undefined;

  const goOn = () => navigate(safeReturnPath(search.return), { replace: true });
  const enter = async () => {
    const done = await form.submit(() => signIn(email(), password()));
    if (done) goOn();
    else if (form.error()?.code === "mfa_required") {
      setChallenge(form.error()?.items[0]?.challenge);
      form.clear();
    } else if (form.error()?.code === "invalid_credentials") passwordInput?.select();
  };

  return (
    <Show
      when={challenge()}
      fallback={
        <Door
          title={host()?.host === "nobody" ? "Nobody is here" : `Sign in to ${brand().name}`}
          tab="Sign in"
          text={
            <Switch fallback="Your clients, their customers, one inbox.">
              <Match when={host()?.host === "nobody"}>
                No account has this address. Check it, or ask whoever gave it to you.
              </Match>
              <Match when={safeReturnPath(search.return) !== "/"}>Then you go on to the page you asked for.</Match>
              <Match when={host()?.host === "account"}>With the address and password you have here.</Match>
            </Switch>
          }
          beside={
            <Show when={health.data?.sandbox && health.data.demo}>
              {(demo) => (
                <DemoSignIns
                  people={demo()}
                  chosen={email()}
                  onChoose={(person) => {
                    setEmail(person.email);
                    setPassword(person.password);
                    void enter();
                  }}
                />
              )}
            </Show>
          }
        >
          <form
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void enter();
            }}
          >
            <EmailField
              label="E-mail"
              name="email"
              autocomplete="username"
              required
              autofocus={search.email === undefined}
              value={email()}
              onInput={setEmail}
              error={form.error()?.forField("email")}
            />
            <PasswordField
              value={password()}
              onInput={setPassword}
              autofocus={search.email !== undefined}
              ref={(input) => (passwordInput = input)}
              error={form.error()?.forField("password")}
            />
            <Refusal error={form.error()} />
            <Button type="submit" variant="primary" class="h-10" busy={form.busy()} disabled={form.wait.seconds() > 0}>
              <Show when={form.wait.seconds() > 0} fallback="Sign in">
                Try again in {form.wait.text()}
              </Show>
            </Button>
            <Show when={passkeysPossible()}>
              <Suspense>
                <PasskeySignIn onEntered={goOn} />
              </Suspense>
            </Show>
            <div class="flex flex-wrap items-center justify-between gap-x-4">
              <A
                href={`/forgot-password${email() === "" ? "" : `?${new URLSearchParams({ email: email() })}`}`}
                class="inline-flex min-h-8 items-center text-13 font-medium text-accent-ink hover:underline max-narrow:min-h-11"
              >
                Forgot your password?
              </A>
              <A
                href={`/sign-in/agency${search.return === undefined ? "" : `?${new URLSearchParams({ return: search.return })}`}`}
                class="inline-flex min-h-8 items-center text-13 font-medium text-accent-ink hover:underline max-narrow:min-h-11"
              >
                Sign in with your agency
              </A>
              <Show when={health.data?.sandbox}>
                <A
                  href="/sandbox/mail"
                  class="inline-flex min-h-8 items-center gap-1.5 text-13 font-medium text-ink-2 hover:underline max-narrow:min-h-11"
                >
                  <MailOpen class="size-4" aria-hidden="true" />
                  Sandbox mailbox
                </A>
              </Show>
            </div>
            <p class="border-t border-line pt-4 text-13 text-ink-2">
              No invitation?{" "}
              <A href="/join" class="font-medium text-accent-ink hover:underline">
                Join your organisation
              </A>
            </p>
            <Show when={health.data?.signUp && host()?.host !== "account"}>
              <p class="text-13 text-ink-2">
                New here?{" "}
                <A href="/start" class="font-medium text-accent-ink hover:underline">
                  Start your agency
                </A>
              </p>
            </Show>
          </form>
        </Door>
      }
    >
      {(step) => (
        <Suspense>
          <CodeStep
            challenge={step()}
            onEntered={goOn}
            onBack={(why) => {
              setChallenge(undefined);
              setPassword("");
              if (why) form.refuse(why);
            }}
          />
        </Suspense>
      )}
    </Show>
  );
}
