import { useNavigate, useSearchParams } from "@solidjs/router";
import { useRead } from "../../stores/use-read.ts";
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, Show } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { getHealth } from "../../rest/health.ts";
import { Mark } from "../../frame/mark.tsx";
import { OfflineBar } from "../../frame/offline-bar.tsx";
import { signIn } from "../../stores/session.ts";
import { Button } from "../../ui/button.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createCountdown } from "../../stores/countdown.ts";
import { DemoSignIns } from "./demo-sign-ins.tsx";
import { safeReturnPath } from "./safe-return-path.ts";

/** Sign-in with e-mail and password. In sandbox mode the demo sign-ins stand beside it. */
export default function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ return?: string }>();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [shown, setShown] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | undefined>();
  const wait = createCountdown();
  const health = useRead(() => ({
    queryKey: ["health"],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Infinity,
  }));
  let passwordInput: HTMLInputElement | undefined;

  document.documentElement.dataset["accent"] = "client";
  useDocumentTitle(() => "Sign in");

  const enter = async () => {
    if (busy() || wait.seconds() > 0) return;
    setBusy(true);
    setError(undefined);
    try {
      await signIn(email(), password());
      navigate(safeReturnPath(search.return), { replace: true });
    } catch (refused) {
      const known =
        refused instanceof ApiError
          ? refused
          : new ApiError({ status: 0, code: "internal", message: "This page ran into a fault. Load it again." });
      setError(known);
      if (known.status === 429) wait.start(known.retryAfterSeconds ?? 30);
      if (known.code === "invalid_credentials") passwordInput?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="flex min-h-dvh flex-col">
      <OfflineBar />
      <main class="mx-auto flex w-full max-w-220 flex-1 items-center justify-center gap-6 p-6 max-narrow:flex-col max-narrow:justify-start max-narrow:gap-5 max-narrow:px-4 max-narrow:py-10">
        <section class="w-full max-w-100">
          <Mark class="mb-6 size-10" />
          <h1 class="text-28 font-semibold tracking-tight">Sign in to Trellis</h1>
          <p class="mt-1 mb-7 text-ink-2">
            <Show when={safeReturnPath(search.return) !== "/"} fallback="Your clients, their customers, one inbox.">
              Then you go on to the page you asked for.
            </Show>
          </p>
          <form
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void enter();
            }}
          >
            <TextField
              label="E-mail"
              type="email"
              name="email"
              autocomplete="username"
              inputmode="email"
              autocapitalize="none"
              spellcheck={false}
              required
              autofocus
              value={email()}
              onInput={setEmail}
              error={error()?.forField("email")}
            />
            <TextField
              label="Password"
              type={shown() ? "text" : "password"}
              name="password"
              autocomplete="current-password"
              required
              ref={passwordInput}
              value={password()}
              onInput={setPassword}
              error={error()?.forField("password")}
              end={
                <IconButton
                  label={shown() ? "Hide password" : "Show password"}
                  pressed={shown()}
                  onClick={() => setShown(!shown())}
                >
                  <Show when={shown()} fallback={<Eye aria-hidden="true" />}>
                    <EyeOff aria-hidden="true" />
                  </Show>
                </IconButton>
              }
            />
            <div role="alert" class="empty:hidden">
              <Show when={error()}>
                {(refused) => (
                  <div class="rounded-inner bg-danger-soft px-3 py-2 text-13 text-danger">
                    <p class="font-medium">{refused().message}</p>
                    <Show when={refused().status === 429}>
                      <p>For safety this sign-in is paused. Your account and its data are fine.</p>
                    </Show>
                    <Show when={refused().status >= 500 && refused().requestId}>
                      {(id) => (
                        <p class="mt-1 text-12">
                          Request <code class="font-mono">{id()}</code>
                        </p>
                      )}
                    </Show>
                  </div>
                )}
              </Show>
            </div>
            <Button type="submit" variant="primary" class="h-10" busy={busy()} disabled={wait.seconds() > 0}>
              <Show when={wait.seconds() > 0} fallback="Sign in">
                Try again in {wait.text()}
              </Show>
            </Button>
          </form>
        </section>
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
      </main>
    </div>
  );
}
